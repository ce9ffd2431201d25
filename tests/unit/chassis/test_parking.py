"""An event that cannot be handled is set aside with what follows it about the same subject, and nobody else waits."""

from pathlib import Path
from typing import Any

import pytest
from google.protobuf.wrappers_pb2 import StringValue
from sqlalchemy import select, text

from chassis.following import PARKED, Follower, JournalFeed, parked_count, position_of
from chassis.leasing import Lease
from chassis.published import PublicEvent
from chassis.refusals import DatabaseUnavailable
from tests.support.labels import METADATA, Labels, failing_at
from tests.support.listener import Listener, until_nothing_moves
from tests.support.workshop import NOON, Workshop

LOG = "66666666-6666-5666-8666-666666666666"


@pytest.fixture
def workshop(workshop: Workshop) -> Workshop:
    """With a table for the labels."""
    workshop.database.create(METADATA)
    return workshop


@pytest.fixture
def labels() -> Labels:
    """A read model of the workshop's own log."""
    return Labels()


def parked(database: Any) -> list[tuple[int, str, str]]:
    """(position, subject, problem) of what was set aside."""
    with database.reading() as tx:
        return [(row.position, row.subject, row.problem) for row in tx.execute(select(PARKED))]


def test_only_the_subject_waits(workshop: Workshop, labels: Labels) -> None:
    """What comes later about the same subject must not overtake; what is about others flows."""
    spoon, _fork = workshop.make("spoon"), workshop.make("fork")
    workshop.rename(spoon, "cursed")
    workshop.rename(spoon, "ladle")
    workshop.make("knife")
    labels.after = failing_at("cursed")

    until_nothing_moves(workshop.follower(labels).step)

    assert [label for _, label in labels.seen(workshop.database)] == ["spoon", "fork", "knife"]
    subject = str(spoon.id)
    later = "an earlier event of its subject is parked"
    assert parked(workshop.database) == [(3, subject, "RuntimeError"), (4, subject, later)]


def test_a_subject_once_parked_stays_so(workshop: Workshop, labels: Labels) -> None:
    """Also in later batches, and in the process that comes after: order within a subject is kept."""
    spoon = workshop.make("cursed")
    labels.after = failing_at("cursed")
    until_nothing_moves(workshop.follower(labels).step)
    workshop.rename(spoon, "ladle")

    until_nothing_moves(workshop.follower(labels).step)

    assert labels.seen(workshop.database) == []
    assert [position for position, *_ in parked(workshop.database)] == [1, 2]


def test_an_event_is_tried_a_few_times(workshop: Workshop, labels: Labels) -> None:
    """Once with its batch and three times by itself, then it is set aside."""
    workshop.make("cursed")
    tries: list[str] = []
    labels.before = tries.append
    labels.after = failing_at("cursed")

    until_nothing_moves(workshop.follower(labels).step)

    assert tries == ["cursed"] * 4


def test_nothing_of_what_failed_remains(workshop: Workshop, labels: Labels) -> None:
    """The effect of a handler that failed is taken back before the event is set aside."""
    workshop.make("cursed")
    labels.after = failing_at("cursed")

    until_nothing_moves(workshop.follower(labels).step)

    assert labels.seen(workshop.database) == []


def test_what_was_parked_tells_no_secret(workshop: Workshop, labels: Labels) -> None:
    """The problem is a kind of error; its text might repeat what the event holds."""
    workshop.make("cursed")
    labels.after = failing_at("cursed")

    until_nothing_moves(workshop.follower(labels).step)

    with workshop.database.reading() as tx:
        assert "cursed" not in str(tx.execute(select(PARKED)).all())


def test_followers_park_for_themselves(workshop: Workshop, labels: Labels) -> None:
    """What one cannot handle is no matter to another."""
    workshop.make("cursed")
    labels.after = failing_at("cursed")
    other = Labels("other")

    until_nothing_moves(workshop.follower(labels).step, workshop.follower(other).step)

    assert other.seen(workshop.database) == [(1, "cursed")]


def test_an_outage_parks_nothing(workshop: Workshop, labels: Labels) -> None:
    """When the database is away the event is not to blame; it waits for it."""
    workshop.make("spoon")
    labels.after = failing_at("spoon", error=DatabaseUnavailable)
    with pytest.raises(DatabaseUnavailable):
        workshop.follower(labels).step()
    assert parked(workshop.database) == []


def test_an_unreadable_event_of_the_own_log_parks_its_subject(workshop: Workshop, labels: Labels) -> None:
    """Stored by a version that knew more, or spoilt: the others are followed."""
    workshop.make("spoon")
    workshop.make("fork")
    with workshop.database.writing() as tx:
        tx.execute(text("UPDATE events SET state = '{}' WHERE position = 1"))

    until_nothing_moves(workshop.follower(labels).step)

    assert labels.seen(workshop.database) == [(2, "fork")]
    assert [problem for *_, problem in parked(workshop.database)] == ["MapperDeserialisationError"]


@pytest.fixture
def hearing(databases: None, tmp_path: Path) -> tuple[Listener, Follower, Labels]:
    """A service that follows what it hears of the workshop."""
    listener, labels = Listener(tmp_path), Labels("heard", source="workshop")
    listener.database.create(METADATA)
    lease = Lease(listener.database, "test")
    lease.hold()
    return listener, Follower(listener.database, labels, JournalFeed("workshop"), lease), labels


def said(position: int, body: bytes, subject: str, kind: str = "google.protobuf.StringValue") -> Any:
    """What the workshop says."""
    event = PublicEvent("workshop", LOG, position, position - 1, kind, subject, NOON, "c", "", "", body)
    return event.message()


def label(text: str) -> bytes:
    """A label as it travels."""
    return StringValue(value=text).SerializeToString()


def test_a_body_nobody_can_read_parks_its_subject(hearing: tuple[Listener, Follower, Labels]) -> None:
    """Its bytes stay in the journal, where whoever mends it finds them."""
    listener, follower, labels = hearing
    listener.hear(said(1, b"\xff\xff", "a"), said(2, label("fork"), "b"), said(3, label("ladle"), "a"))

    until_nothing_moves(follower.step)

    assert labels.seen(listener.database) == [(2, "fork")]
    assert [(position, subject) for position, subject, _ in parked(listener.database)] == [(1, "a"), (3, "a")]


def test_a_type_nobody_knows_is_passed_over(hearing: tuple[Listener, Follower, Labels]) -> None:
    """A source may say more than a subscriber understands; its mark and the followers move on."""
    listener, follower, labels = hearing
    listener.hear(said(1, b"\xff\xff", "a", kind="somicis.unheard.v1.Of"), said(2, label("fork"), "a"))

    until_nothing_moves(follower.step)

    assert labels.seen(listener.database) == [(2, "fork")]
    assert parked(listener.database) == []


def test_what_lies_beyond_a_gap_is_not_followed(hearing: tuple[Listener, Follower, Labels]) -> None:
    """A follower reads up to the mark; what waits behind it would come out of turn."""
    listener, follower, labels = hearing
    listener.hear(said(1, label("spoon"), "a"), said(3, label("late"), "a"))
    until_nothing_moves(follower.step)
    assert labels.seen(listener.database) == [(1, "spoon")]

    listener.hear(said(2, label("fork"), "a"))
    until_nothing_moves(follower.step)

    assert [at for at, _ in labels.seen(listener.database)] == [1, 2, 3]
    with listener.database.reading() as tx:
        assert (position_of(tx, "heard"), parked_count(tx, "heard")) == (3, 0)
