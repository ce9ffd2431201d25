"""Followers see every event once, in order, whatever happens in between."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from chassis.following import SLICE_S, Feed, Follower, Heard, LogFeed, Progress, parked_count, position_of
from chassis.leasing import Lease
from chassis.modelling import InvalidField
from chassis.refusals import LeaseLost, ReadModelBehind
from tests.support.at_once import at_once
from tests.support.labels import METADATA, Killed, Labels, failing_once_at
from tests.support.listener import until_nothing_moves
from tests.support.workshop import Workshop


@pytest.fixture
def workshop(workshop: Workshop) -> Workshop:
    """With a table for the labels."""
    workshop.database.create(METADATA)
    return workshop


@pytest.fixture
def labels() -> Labels:
    """A read model of the workshop's own log."""
    return Labels()


def position(workshop: Workshop, follower: str = "labels") -> int:
    """How far a follower has come."""
    with workshop.database.reading() as tx:
        return position_of(tx, follower)


def test_a_follower_sees_what_concerns_it_in_order(workshop: Workshop, labels: Labels) -> None:
    """It passes over the rest, and its position is at the head of the log."""
    spoon = workshop.make("spoon")
    workshop.weigh(spoon, 40)
    workshop.rename(spoon, "ladle")
    workshop.show(spoon)

    until_nothing_moves(workshop.follower(labels).step)

    assert labels.seen(workshop.database) == [(1, "spoon"), (3, "ladle")]
    assert position(workshop) == 4


def test_nothing_new_is_nothing_to_do(workshop: Workshop, labels: Labels) -> None:
    """A step that had something says so, one that had nothing too."""
    workshop.make("spoon")
    follower = workshop.follower(labels)

    assert [follower.step(), follower.step()] == [True, False]


def test_each_follower_goes_at_its_own_pace(workshop: Workshop, labels: Labels) -> None:
    """A follower added later begins at the beginning."""
    workshop.make("spoon")
    until_nothing_moves(workshop.follower(labels).step)
    workshop.make("fork")
    added = Labels("added")

    until_nothing_moves(workshop.follower(added).step)

    assert (position(workshop), position(workshop, "added")) == (1, 2)
    assert [label for _, label in added.seen(workshop.database)] == ["spoon", "fork"]


def test_a_kill_after_the_effect_takes_the_effect_back(workshop: Workshop, labels: Labels) -> None:
    """Position and effect are one transaction: the next process does it again, and it is done once."""
    for label in ("spoon", "fork", "knife"):
        workshop.make(label)
    labels.after = failing_once_at("spoon", Killed)
    with pytest.raises(Killed):
        workshop.follower(labels).step()
    assert (labels.seen(workshop.database), position(workshop)) == ([], 0)

    until_nothing_moves(workshop.follower(labels).step)

    assert [label for _, label in labels.seen(workshop.database)] == ["spoon", "fork", "knife"]


def test_an_event_that_fails_once_is_handled_once(workshop: Workshop, labels: Labels) -> None:
    """The batch is taken back and gone through event by event; nobody sees anything twice."""
    for label in ("spoon", "fork", "knife"):
        workshop.make(label)
    labels.after = failing_once_at("fork")

    until_nothing_moves(workshop.follower(labels).step)

    assert [label for _, label in labels.seen(workshop.database)] == ["spoon", "fork", "knife"]
    assert parked(workshop) == 0


def parked(workshop: Workshop) -> int:
    """How many events were set aside."""
    with workshop.database.reading() as tx:
        return parked_count(tx, "labels")


class OvertakenFeed:
    """A log in which something happens between reading and handling, once."""

    def __init__(self, feed: Feed, meanwhile: Callable[[], object]) -> None:
        self._feed = feed
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def head(self, tx: Connection) -> int:
        """As the log's."""
        return self._feed.head(tx)

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        """As the log's, and then it happens."""
        heard = self._feed.after(tx, position, limit)
        while self._meanwhile:
            self._meanwhile.pop()()
        return heard


def test_whoever_is_overtaken_writes_nothing(workshop: Workshop, labels: Labels) -> None:
    """Two processes read the same events: the position that has moved tells the second to leave them alone."""
    workshop.make("spoon")
    overtaker = workshop.follower(labels)
    feed = OvertakenFeed(LogFeed(workshop.commander.mapper), overtaker.step)
    overtaken = Follower(workshop.database, Labels(), feed, workshop.lease)

    with pytest.raises(LeaseLost, match="labels"):
        overtaken.step()

    assert labels.seen(workshop.database) == [(1, "spoon")]


def test_many_at_once_see_everything_once(workshop: Workshop, labels: Labels) -> None:
    """Four threads do the same follower's work as fast as they can; whoever loses a race tries again."""
    for number in range(40):
        workshop.make(f"spoon {number}")

    def follow(_: int) -> None:
        follower = workshop.follower(Labels())
        while position(workshop) < 40:
            with suppress(LeaseLost):
                follower.step()

    at_once(4, follow)

    assert [at for at, _ in labels.seen(workshop.database)] == list(range(1, 41))


def test_without_the_lease_nothing_is_written(workshop: Workshop, labels: Labels) -> None:
    """A process that was away too long finds another in its place, and leaves the work to it."""
    workshop.make("spoon")
    slow, quick = (Lease(workshop.database, name, taken_over_after=timedelta(0)) for name in ("slow", "quick"))
    assert slow.hold()
    follower = workshop.follower_holding(slow, labels)
    assert quick.hold()

    with pytest.raises(LeaseLost):
        follower.step()

    assert labels.seen(workshop.database) == []


def test_a_transaction_ends_before_others_have_waited_long(workshop: Workshop, labels: Labels) -> None:
    """A handler that takes its time holds the right to write for one event, not for a batch of them."""
    for label in ("spoon", "fork", "knife"):
        workshop.make(label)

    def dawdle(_label: str) -> None:
        until = time.monotonic() + SLICE_S
        while time.monotonic() < until:
            pass

    labels.after = dawdle
    workshop.follower(labels).step()

    assert position(workshop) == 1


def test_read_your_writes(workshop: Workshop, labels: Labels) -> None:
    """Who waits for a position is let through once the follower has it, and told when it has not in time."""
    receipt = workshop.make("spoon")
    progress = Progress(workshop.database)
    with pytest.raises(ReadModelBehind) as behind:
        progress.wait("labels", receipt.position, patience=0.02)
    assert behind.value.facts == {"follower": "labels", "position": "0", "wanted": "1"}

    until_nothing_moves(workshop.follower(labels).step)
    progress.wait("labels", receipt.position, patience=0)


def test_nobody_waits_for_what_was_never_stored(workshop: Workshop) -> None:
    """No receipt named such a position, so the one who asks has made a mistake and is told so at once."""
    receipt = workshop.make("spoon")

    with pytest.raises(InvalidField, match="position"):
        Progress(workshop.database).wait("labels", receipt.position + 1, patience=60)
