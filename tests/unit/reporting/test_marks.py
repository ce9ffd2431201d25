"""How far a sheet says it has counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.following import Follower, JournalFeed
from chassis.leasing import METADATA as LEASES
from chassis.leasing import Lease
from chassis.published import Heartbeat, PublicEvent
from chassis.receiving import Journal
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.source_mark import SourceMark
from services.reporting.projections.counting_intake import CountingIntake
from tests.support.facts import INTAKE_LOG, Q1, noon
from tests.support.reporting_service import ReportingService, a_contact, as_heard

BEAT = datetime(2023, 1, 10, tzinfo=UTC)


@pytest.fixture
def reporting(databases: None, tmp_path: Path) -> ReportingService:
    """One that has heard nothing."""
    return ReportingService(tmp_path)


def intake_speaks(database: Database, day: str = "2023-01-09") -> None:
    """Intake says one thing and then that it has said all; without a day the thing cannot be counted."""
    heard = as_heard(a_contact("contact", "maria", day), 3, noon(BEAT.date()))
    event = PublicEvent(
        source="intake",
        log=INTAKE_LOG,
        position=3,
        previous=0,
        type=heard.name,
        subject=heard.subject,
        recorded_at=heard.recorded_at,
        correlation="c",
        caused_by="",
        traceparent="",
        body=heard.event.SerializeToString(),
    )
    beat = Heartbeat("intake", INTAKE_LOG, 3, BEAT)
    Journal(database, "reporting", "intake").receive([event.message(), beat.message()])


def follower(database: Database) -> Callable[[], bool]:
    """What the worker does with intake's journal."""
    database.create(LEASES)
    lease = Lease(database, "test")
    lease.hold()
    return Follower(database, CountingIntake(), JournalFeed("intake"), lease).step


def test_a_source_never_heard_is_named_and_claims_nothing(reporting: ReportingService) -> None:
    """A sheet without intake is no sheet of intake's silence."""
    assert reporting.marks.now() == [SourceMark("intake", "", 0, None), SourceMark("referral", "", 0, None)]


def test_what_was_heard_and_not_counted_is_not_claimed(reporting: ReportingService) -> None:
    """The journal has it, the numbers do not yet."""
    intake_speaks(reporting.database)

    assert reporting.marks.now()[0] == SourceMark("intake", INTAKE_LOG, 0, None)


def test_what_was_counted_is_claimed(reporting: ReportingService) -> None:
    """Up to the position, and complete up to the heartbeat; the fact itself is there."""
    intake_speaks(reporting.database)
    step = follower(reporting.database)
    while step():
        pass

    assert reporting.marks.now()[0] == SourceMark("intake", INTAKE_LOG, 3, BEAT)
    with reporting.numbers.known_at(noon(BEAT.date())) as known:
        assert known.value(Indicator.CONTACTS, Q1).amount == 1


def test_what_was_set_aside_keeps_a_source_from_being_complete(reporting: ReportingService) -> None:
    """A parked event has been said and is not in the numbers; a reader must not take them for all."""
    intake_speaks(reporting.database, day="")
    step = follower(reporting.database)
    while step():
        pass

    assert reporting.marks.now()[0] == SourceMark("intake", INTAKE_LOG, 3, None)
