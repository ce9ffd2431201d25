"""What is counted of a source that was restored, and is heard of another log since."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from google.protobuf.message import Message
from somicis.intake.v1 import events_pb2 as intake
from somicis.reporting.v1 import reporting_service_pb2 as pb
from sqlalchemy import select

from chassis.clock import MachineClock
from chassis.following import Follower, JournalFeed
from chassis.foundations import PLUMBING
from chassis.leasing import Lease
from chassis.log_decisions import Order
from chassis.paging import Pages
from chassis.published import Heartbeat, PublicEvent
from chassis.receiving import Journal
from chassis.standing import Standings
from chassis.taking_back import TakesBack
from services.reporting.composition import HEARS, NAME
from services.reporting.domain.fact import FactType
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.source_mark import SourceMark
from services.reporting.grpc_edge.servicer import ReportingServicer
from services.reporting.projections.counting_intake import CountingIntake
from services.reporting.projections.keeping import TAKEN_BACK_AT_ONCE, take_back
from services.reporting.projections.marks import COUNTING
from services.reporting.projections.tables import FACTS, PROPOSALS
from tests.support.facts import Q1, Told, cells, noon
from tests.support.reporting_service import ReportingService, a_contact, as_heard, three_measures
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
    seen: list[str] = []
    token = ""
    for _ in told.facts:
        asked = pb.ListEvidenceRequest(code="S23", **FIRST_QUARTER, page_size=1, page_token=token)
        answer = servicer.ListEvidence(asked, a_call())
        seen, token = [*seen, *(event.event_id for event in answer.evidence)], answer.next_page_token

    assert (seen, token) == ([f"{LEFT}/1", f"{LEFT}/2", f"{ADOPTED}/3"], "")


class RestoredIntake:
    """Intake as reporting hears it: what it says, of which log, and what is decided of that."""

    def __init__(self, reporting: ReportingService) -> None:
        self.database = reporting.database
        self.database.create(*PLUMBING)
        self.adopting = Standings(NAME, self.database, MachineClock(), HEARS, COUNTING).adopting()
        self._journal = Journal(self.database, NAME, "intake")

    def says(self, log: str, *events: Message) -> None:
        """All its log holds, and that this is all."""
        said = [_published(log, position, event) for position, event in enumerate(events, start=1)]
        beat = Heartbeat("intake", log, len(said), datetime(2023, 3, 1, tzinfo=UTC))
        self._journal.receive([*(one.message() for one in said), beat.message()])

    def counted(self) -> None:
        """A worker counts what was heard."""
        lease = Lease(self.database, "test")
        assert lease.hold()
        follower = Follower(self.database, CountingIntake(), JournalFeed("intake"), lease)
        while follower.step():
            pass
        lease.give_up()

    def decided(self) -> Order:
        """By somebody."""
        return Order(str(uuid4()), "restored after a disk failed", actor="OPS_1", organisation="CENTRE")


def _published(log: str, position: int, event: Message) -> PublicEvent:
    heard = as_heard(event, position)
    return PublicEvent(
        source="intake",
        log=log,
        position=position,
        previous=position - 1,
        type=heard.name,
        subject=heard.subject,
        recorded_at=heard.recorded_at,
        correlation="c",
        caused_by="",
        traceparent="",
        body=event.SerializeToString(),
    )


def test_what_is_gone_at_the_source_is_counted_no_more(reporting: ReportingService) -> None:
    """A sheet that is called complete counts what the source holds, and nothing it held once."""
    source = RestoredIntake(reporting)
    first = a_contact("contact-1", "maria", "2023-01-09")
    shown = intake.MeasuresProposed(case_id="case", measures=three_measures(), occurred_on="2023-01-16")
    source.says(LEFT, first, a_contact("contact-2", "awa", "2023-01-10"), shown)
    source.counted()
    instead = [first, a_contact("contact-3", "ling", "2023-01-11")]
    source.says(ADOPTED, *instead)
    source.adopting.adopt("intake", ADOPTED, source.decided())
    source.says(ADOPTED, *instead)

    accepted = source.adopting.accept("intake", 1, source.decided())
    source.says(ADOPTED, *instead)
    source.counted()

    assert [(one.follower, one.taken_back) for one in accepted.put_back] == [("facts-of-intake", True)]
    assert [fact.event_id for fact in reporting.facts()] == [f"{LEFT}/1", f"{ADOPTED}/2"]
    with reporting.numbers.known_at(None) as known:
        counted = {one: known.value(one, Q1).amount for one in (Indicator.CONTACTS, Indicator.MEASURES_PROPOSED)}
    assert counted == {Indicator.CONTACTS: 2, Indicator.MEASURES_PROPOSED: 0}
    assert reporting.marks.now()[0] == SourceMark("intake", ADOPTED, 2, datetime(2023, 3, 1, tzinfo=UTC))


def test_much_is_taken_back_of_every_log(reporting: ReportingService, told: Told) -> None:
    """What a source restored twice said may be gone of both its former logs; what came before stays."""
    far = TAKEN_BACK_AT_ONCE * 2
    again = [replace(fact, position=fact.position + far) for fact in told.facts]
    told.facts = [*told.facts, *again]
    reporting.remember(told)

    with reporting.database.writing() as tx:
        take_back(FACTS["referral"], 2, tx)

    assert [fact.event_id for fact in reporting.facts()] == [f"{LEFT}/1", f"{LEFT}/2"]


def test_every_table_of_facts_is_forgotten_by_one_of_the_followers(reporting: ReportingService, told: Told) -> None:
    """None goes on holding what is gone."""
    told.came("maria", DAY)
    told.proposed("case", DAY, ("MICRO", "national", "loan"))
    reporting.remember(told)

    with reporting.database.writing() as tx:
        for counting in (each for each in COUNTING if isinstance(each, TakesBack)):
            counting.take_back(0, tx)
        left = [tx.execute(select(table)).first() for table in (*FACTS.values(), PROPOSALS)]

    assert left == [None] * 3
