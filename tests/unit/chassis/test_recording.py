"""What the recorder promises of every event it writes."""

from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError

from chassis.modelling import Origin
from chassis.store.occasion import Occasion
from chassis.store.recorder import Recorder
from tests.support.chain import broken_links
from tests.support.things import Thing
from tests.support.workshop import NOON, Workshop

SPOON = UUID("00000000-0000-4000-8000-000000000001")
FORK = UUID("00000000-0000-4000-8000-000000000002")
ANYBODY = Origin(actor="OP_1", organisation="DESK_1", role="operator", correlation="c")


def store(workshop: Workshop, *things: Thing, now: datetime = NOON) -> list[int]:
    """Store what the things have recorded, all in one."""
    events = [event for thing in things for event in thing.collect_events()]
    stored = [workshop.commander.mapper.to_stored_event(event) for event in events]
    return list(Recorder(workshop.database).insert_events(stored, occasion=Occasion(ANYBODY, now)))


def test_versions_and_positions_follow_one_another(workshop: Workshop) -> None:
    """A stream is numbered from 1 without a gap, the log from 1 in the order of storing."""
    spoon, fork = Thing.make(SPOON, "spoon"), Thing.make(FORK, "fork")
    spoon.rename("ladle")

    assert store(workshop, spoon, fork) == [1, 2, 3]
    spoon.rename("scoop")
    assert store(workshop, spoon) == [4]

    seen = [(e.position, e.stream, e.version) for e in workshop.entries()]
    assert seen == [(1, SPOON, 1), (2, SPOON, 2), (3, FORK, 1), (4, SPOON, 3)]


def test_recorded_at_never_decreases(workshop: Workshop) -> None:
    """A clock that goes back does not bring the log into disorder."""
    store(workshop, Thing.make(SPOON, "spoon"), now=NOON)
    store(workshop, Thing.make(FORK, "fork"), now=NOON - timedelta(hours=1))

    assert [entry.recorded_at for entry in workshop.entries()] == [NOON, NOON]


def test_an_instant_from_elsewhere_is_the_same_instant(workshop: Workshop) -> None:
    """A command that names its instant with another offset is recorded, and chained, as any other."""
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))
    store(workshop, Thing.make(SPOON, "spoon"), now=elsewhere)

    assert [entry.recorded_at.isoformat() for entry in workshop.entries()] == [NOON.isoformat()]
    assert broken_links(workshop.database) == []


def test_of_two_conflicting_writers_one_wins(workshop: Workshop) -> None:
    """The loser is told, and nothing of what it brought is stored, not even for other streams."""
    store(workshop, Thing.make(SPOON, "spoon"))
    late, unrelated = Thing.make(SPOON, "another spoon"), Thing.make(FORK, "fork")

    with pytest.raises(IntegrityError):
        store(workshop, unrelated, late)

    assert [(e.stream, e.version) for e in workshop.entries()] == [(SPOON, 1)]


def test_a_version_cannot_be_left_out(workshop: Workshop) -> None:
    """An event that would leave a hole in its stream is refused."""
    spoon = Thing.make(SPOON, "spoon")
    spoon.collect_events()
    spoon.rename("ladle")

    with pytest.raises(IntegrityError):
        store(workshop, spoon)

    assert workshop.entries() == []


def test_a_loser_inside_somebody_elses_transaction_leaves_nothing_there(workshop: Workshop) -> None:
    """Whoever owns the transaction may go on: what lost is not in it."""
    store(workshop, Thing.make(SPOON, "spoon"))
    lost = [Thing.make(FORK, "fork"), Thing.make(SPOON, "another spoon")]
    events = [workshop.commander.mapper.to_stored_event(e) for thing in lost for e in thing.collect_events()]

    with workshop.database.writing() as tx, pytest.raises(IntegrityError):
        Recorder(workshop.database).joining(tx).insert_events(events, occasion=Occasion(ANYBODY, NOON))

    assert [e.stream for e in workshop.entries()] == [SPOON]


def test_what_the_library_asks_of_a_recorder_is_answered(workshop: Workshop) -> None:
    """Events of a stream between versions, of the log between positions, and the last position."""
    recorder = Recorder(workshop.database)
    assert recorder.max_notification_id() is None
    spoon = Thing.make(SPOON, "spoon")
    spoon.rename("ladle")
    spoon.weigh(40)
    store(workshop, spoon)

    assert [e.originator_version for e in recorder.select_events(SPOON, gt=1)] == [2, 3]
    assert [e.originator_version for e in recorder.select_events(SPOON, lte=2, desc=True, limit=1)] == [2]
    assert [n.id for n in recorder.select_notifications(2, 10)] == [2, 3]
    assert [n.id for n in recorder.select_notifications(2, 10, inclusive_of_start=False)] == [3]
    assert [n.id for n in recorder.select_notifications(None, 10, stop=2)] == [1, 2]
    assert [n.id for n in recorder.select_notifications(1, 10, topics=["thing.weighed"])] == [3]
    assert recorder.max_notification_id() == 3
