"""What is counted of a source that was restored, and is heard of another log since."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.paging import Pages
from services.reporting.domain.fact import FactType
from services.reporting.grpc_edge.servicer import ReportingServicer
from tests.support.facts import Q1, Told, cells, noon
from tests.support.reporting_service import ReportingService
from tests.unit.reporting.test_servicer import FIRST_QUARTER, a_call

DAY = date(2023, 2, 2)
LEFT, ADOPTED = "ffffffff-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
"""As chance has it, the id of the log that was left comes last."""


@pytest.fixture
def reporting(databases: None, tmp_path: Path) -> ReportingService:
    """An empty one."""
    return ReportingService(tmp_path)


@pytest.fixture
def told() -> Told:
    """The life of a referral, all of it recorded at one instant, the end of it heard of the adopted log."""
    told = Told()
    told.sent("referral", DAY)
    told.became(FactType.REFERRAL_ACCEPTED, "referral", DAY)
    told.became(FactType.REFERRAL_COMPLETED, "referral", DAY)
    told.facts = [
        replace(fact, log=LEFT if fact.position < 3 else ADOPTED, recorded_at=noon(DAY)) for fact in told.facts
    ]
    return told


def test_what_came_last_is_told_by_its_position_and_not_by_the_id_of_its_log(told: Told) -> None:
    """The ids are random; what was recorded at one instant would be so too."""
    assert cells(told.count("S23", Q1), "referral_state") == {("completed",): 1}


def test_the_first_of_one_instant_is_told_by_its_position(told: Told) -> None:
    """A referral is sent to whom it was sent first."""
    told.sent("referral", DAY, to="CCIAA_MARCHE")
    told.facts[-1] = replace(told.facts[-1], log=ADOPTED, recorded_at=noon(DAY))

    assert cells(told.count("S23", Q1), "partner") == {("CPI_FERMO",): 1}


def test_pages_of_one_instant_follow_the_positions_over_both_logs(reporting: ReportingService, told: Told) -> None:
    """Each event once, in the order in which the source recorded them."""
    reporting.remember(told)
    servicer = ReportingServicer(reporting.sheets, reporting.marks.now, Pages(b"key"))
    seen, token = [], ""
    for _ in told.facts:
        asked = pb.ListEvidenceRequest(code="S23", **FIRST_QUARTER, page_size=1, page_token=token)
        answer = servicer.ListEvidence(asked, a_call())
        seen, token = [*seen, *(event.event_id for event in answer.evidence)], answer.next_page_token

    assert (seen, token) == ([f"{LEFT}/1", f"{LEFT}/2", f"{ADOPTED}/3"], "")
