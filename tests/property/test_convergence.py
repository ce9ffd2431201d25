"""Whatever the broker does, a journal ends with every event of its source, once and in order."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.relay import Relayed, relayed
from tests.support.eventually import eventually
from tests.support.listener import Listener
from tests.support.memory_broker import forget_everything
from tests.support.unsafe_line import UnsafeLine
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

EVENTS = 700
PUBLIC, LOST, DISORDERLY = 0.7, 0.15, 0.2


@pytest.fixture(autouse=True)
def broker() -> Iterator[None]:
    """An empty broker before, nothing left behind."""
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """It has made something and said nothing yet."""
    return Workshop(tmp_path)


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    """A service that asks again after a moment."""
    return listener_in(tmp_path)


def listener_in(folder: Path) -> Listener:
    """The same, with its database in a folder."""
    folder.mkdir(exist_ok=True)
    return Listener(folder, repeat_after=timedelta(milliseconds=100))


def work(workshop: Workshop, chance: random.Random, events: int) -> None:
    """Some events, public and private ones mixed, in commands of different sizes."""
    spoon = workshop.make("spoon")
    while events > 0:
        size = min(events, chance.randint(1, 30))
        if chance.random() < PUBLIC:
            workshop.show(spoon, times=size)
        else:
            workshop.weigh(spoon, 40, times=size)
        events -= size


def said(workshop: Workshop) -> Relayed:
    """How far the workshop's relay has come."""
    with workshop.database.reading() as tx:
        return relayed(tx)


def until_all_is_heard(line: UnsafeLine, workshop: Workshop, listener: Listener) -> None:
    """Step until the whole log was read, and the mark is at the last public position."""
    head = workshop.entries()[-1].position

    def see() -> tuple[int, int, int]:
        line.step()
        return listener.mark().mark, said(workshop).last_public, said(workshop).scanned

    def all_is_heard(seen: tuple[int, int, int]) -> bool:
        """(mark, last public, scanned): the first two the same, the third the head of the log."""
        return seen[0] == seen[1] and seen[2] == head

    eventually(see, all_is_heard, within=60)


def heard_without_loss(workshop: Workshop, folder: Path) -> Sequence[dict[str, Any]]:
    """What is heard on a line that loses nothing, by somebody who was not there when it was first said."""
    forget_everything()
    late = listener_in(folder / "late")
    until_all_is_heard(UnsafeLine(workshop, late, seed=0, lost=0, disorderly=0), workshop, late)
    return late.rows()


@pytest.mark.parametrize("lost", [0.02, 0.15, 0.3])
def test_every_event_is_heard_once_and_in_order(
    workshop: Workshop, listener: Listener, tmp_path: Path, seed: int, lost: float
) -> None:
    """However many messages are lost, come twice or out of turn, the journal is that of a line that loses nothing."""
    line = UnsafeLine(workshop, listener, seed, lost, DISORDERLY)
    chance = random.Random(seed)
    for _ in range(6):
        work(workshop, chance, EVENTS // 6)
        line.step(times=3)

    until_all_is_heard(line, workshop, listener)

    assert listener.mark().duplicates > 0, "nothing came twice, so nothing was shown"
    assert line.asking.asked > 0, "nothing was missing, so nothing was shown"
    assert listener.rows() == heard_without_loss(workshop, tmp_path)


def test_a_broker_that_forgets_everything_changes_nothing(
    workshop: Workshop, listener: Listener, tmp_path: Path, seed: int
) -> None:
    """Both sides begin anew in the middle, on an empty broker: what it held is said again."""
    chance = random.Random(seed)
    work(workshop, chance, EVENTS)
    UnsafeLine(workshop, listener, seed, LOST, DISORDERLY).step(times=3)
    assert listener.mark().mark < workshop.entries()[-1].position, "all was heard before anything was lost"

    forget_everything()
    line = UnsafeLine(workshop, listener, seed + 2, LOST, DISORDERLY)
    work(workshop, chance, EVENTS)
    until_all_is_heard(line, workshop, listener)

    assert listener.rows() == heard_without_loss(workshop, tmp_path)


def test_asking_comes_to_an_end(workshop: Workshop, listener: Listener, seed: int) -> None:
    """Far fewer requests than events: one for a gap at most, some of them twice because they were lost."""
    line = UnsafeLine(workshop, listener, seed, LOST, disorderly=0)
    work(workshop, random.Random(seed), EVENTS)
    until_all_is_heard(line, workshop, listener)
    asked = line.asking.asked

    line.step(times=50)

    assert line.asking.asked == asked
    assert asked < len(listener.rows()) / 2
