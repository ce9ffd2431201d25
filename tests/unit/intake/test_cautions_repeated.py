"""Cautions at the door: in the answer of the command, and the same in the answer of its repeat."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, caution_pb2
from somicis.intake.v1 import intake_service_pb2 as pb
from somicis.referral.v1.events_pb2 import ReferralAccepted

from chassis.commanding import Receipt
from services.intake.application.commands import ProposeMeasures
from services.intake.domain.measures_found import WindowState
from tests.support.cases import A_DECISION, ADVANCE, CHAMBER, MICROCREDIT, REGIONAL
from tests.support.catalogues import CatalogueThatAnswers
from tests.support.intake_service import REQUESTS, TODAY, IntakeService, at, on

COMING = date(2023, 5, 1)


def decision(**answered: Any) -> Any:
    """The catalogue's answer, in which one measure stands like this."""
    matches = (
        measure.model_copy(update=answered) if measure.measure_id == MICROCREDIT else measure
        for measure in A_DECISION.matches
    )
    return A_DECISION.model_copy(update={"matches": tuple(matches)})


UPCOMING = CatalogueThatAnswers(decision(window=WindowState.UPCOMING, opens_on=COMING, closes_on=None))


def about(case: Receipt, word: str) -> dict[str, Any]:
    """What a request on the case says, under an id of its own for each word."""
    return {"request_id": str(uuid5(REQUESTS, word)), "case_id": str(case.id), "expected_version": case.version}


@pytest.fixture
def found(service: IntakeService) -> Receipt:
    """A case for which the catalogue has named a measure that opens in May."""
    request = pb.FindMeasuresRequest(**about(service.open_case(), "find"))
    found = service.servicer(UPCOMING).FindMeasures(request, service.call()).receipt
    return Receipt(UUID(found.id), found.version, found.position)


def test_a_proposal_answers_its_cautions(service: IntakeService, found: Receipt) -> None:
    """It is done, and the answer says which measure one cannot apply for yet, and from when."""
    request = pb.ProposeMeasuresRequest(**about(found, "propose"), measure_ids=[ADVANCE, MICROCREDIT])
    answer = service.servicer(UPCOMING).ProposeMeasures(request, service.call())

    assert answer.receipt.version == found.version + 1
    assert list(answer.cautions) == [
        caution_pb2.Caution(
            kind=caution_pb2.CAUTION_KIND_MEASURE_NOT_OPEN,
            measure_id=MICROCREDIT,
            window=measure_pb2.WINDOW_STATE_UPCOMING,
            opens_on="2023-05-01",
        )
    ]


def test_a_repeat_of_a_proposal_brings_the_same_cautions(service: IntakeService, found: Receipt) -> None:
    """May has come and the catalogue was asked anew: who lost the connection still learns what was said then."""
    request = pb.ProposeMeasuresRequest(**about(found, "propose"), measure_ids=[MICROCREDIT])
    first = service.servicer(UPCOMING).ProposeMeasures(request, service.call())
    service.clock.set(at(COMING))
    proposed = Receipt(found.id, first.receipt.version, first.receipt.position)
    later = service.find_measures(proposed)
    more = pb.ProposeMeasuresRequest(**about(later, "more"), measure_ids=[REGIONAL])
    second = service.servicer(UPCOMING).ProposeMeasures(more, service.call())

    assert service.servicer(UPCOMING).ProposeMeasures(request, service.call()) == first
    assert (len(first.cautions), list(second.cautions)) == (1, [])


def test_a_repeat_of_a_closing_brings_the_same_cautions(service: IntakeService) -> None:
    """The partner has answered since; the first answer stands."""
    referred = service.refer(service.open_case())
    case = service.case(referred.case_id)
    request = pb.CloseCaseRequest(
        **about(Receipt(case.id, case.version, 0), "close"),
        outcome=case_pb2.CLOSING_OUTCOME_GAVE_UP,
        evidence="PROT/2023/118",
    )
    first = service.servicer(UPCOMING).CloseCase(request, service.call())
    accepted = ReferralAccepted(
        referral_id=str(referred.referral_id), case_id=str(case.id), occurred_on=TODAY.isoformat()
    )
    service.hear(accepted, subject=str(referred.referral_id))
    service.settle()

    assert service.case(case.id).referrals[str(referred.referral_id)].state == "accepted"
    assert service.servicer(UPCOMING).CloseCase(request, service.call()) == first
    assert list(first.cautions) == [
        caution_pb2.Caution(
            kind=caution_pb2.CAUTION_KIND_REFERRAL_UNANSWERED,
            referral_id=str(referred.referral_id),
            recipient=CHAMBER,
        )
    ]


def test_a_month_later_only_the_cautions_of_the_command_are_told(service: IntakeService, found: Receipt) -> None:
    """The request before is forgotten by then; what it did was told when it was asked."""
    request = pb.ProposeMeasuresRequest(**about(found, "propose"), measure_ids=[MICROCREDIT])
    first = service.servicer(UPCOMING).ProposeMeasures(request, service.call())
    service.clock.set(at(TODAY + timedelta(days=31)))
    service.commander.forget_old_requests()
    proposed = Receipt(found.id, first.receipt.version, first.receipt.position)

    later = service.cases.propose_measures(ProposeMeasures(**service.by(), **on(proposed), measure_ids=(REGIONAL,)))
    assert service.cases.cautions(later) == ()
