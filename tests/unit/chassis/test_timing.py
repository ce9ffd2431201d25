"""Timers: what is to happen at an instant happens once, in order, whatever happens to the process."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select

from chassis import timing
from chassis.leasing import Lease
from chassis.refusals import LeaseLost
from chassis.timing import Due, Timekeeper, Timers
from tests.support.labels import LABELS, METADATA, Killed, failing_at, failing_once_at
from tests.support.listener import until_nothing_moves
from tests.support.workshop import NOON, Workshop

MINUTE = timedelta(minutes=1)


class Alarms:
    """What the timers of a test do: they leave a row each, and may be told to fail."""

    def __init__(self, workshop: Workshop) -> None:
        workshop.database.create(METADATA)
        self._workshop = workshop
        self.after: Callable[[str], None] = lambda _: None

    def set(self, key: str, minutes: int, subject: str = "spoon") -> None:
        """Set a timer some minutes after noon."""
        with self._workshop.database.writing() as tx:
            Timers().set(tx, "alarm", key, NOON + minutes * MINUTE, subject)

    def clear(self, key: str) -> None:
        """Remove a timer."""
        with self._workshop.database.writing() as tx:
            Timers().clear(tx, "alarm", key)

    def keeper(self) -> Timekeeper:
        """A timekeeper, as a process that has just started has it."""
        self._workshop.lease.hold()
        fires = {"alarm": self._ring}
        return Timekeeper(self._workshop.database, fires, self._workshop.lease, self._workshop.clock)

    def rung(self) -> Sequence[str]:
        """The keys of the timers that have fired, in the order in which they did."""
        with self._workshop.database.reading() as tx:
            return tx.execute(select(LABELS.c.label).order_by(LABELS.c.order)).scalars().all()

    def _ring(self, due: Due, tx: Connection) -> None:
        tx.execute(insert(LABELS), {"reader": due.subject, "position": 0, "label": due.key})
        self.after(due.key)


@pytest.fixture
def alarms(workshop: Workshop) -> Alarms:
    """No timer is set."""
    return Alarms(workshop)


def late(workshop: Workshop) -> int:
    """How many timers are due."""
    with workshop.database.reading() as tx:
        return timing.late(tx, workshop.clock.now())


def test_timers_fire_in_the_order_in_which_they_are_due(workshop: Workshop, alarms: Alarms) -> None:
    """Not in the order in which they were set; and not before their time."""
    for key, minutes in (("third", 3), ("first", 1), ("second", 2), ("later", 4)):
        alarms.set(key, minutes)
    keeper = alarms.keeper()
    assert not keeper.step()

    workshop.pass_time(3 * MINUTE)
    assert late(workshop) == 3
    until_nothing_moves(keeper.step)

    assert alarms.rung() == ["first", "second", "third"]
    assert late(workshop) == 0


def test_a_timer_is_told_when_it_was_due_and_when_it_is(workshop: Workshop, alarms: Alarms) -> None:
    """It may be late: what it decides, it decides for the time at which it is due."""
    alarms.set("tea", 1)
    workshop.pass_time(5 * MINUTE)
    seen: list[Due] = []
    workshop.lease.hold()
    keeper = Timekeeper(workshop.database, {"alarm": lambda due, _: seen.append(due)}, workshop.lease, workshop.clock)

    until_nothing_moves(keeper.step)

    assert seen == [Due("alarm", "tea", NOON + MINUTE, "spoon", NOON + 5 * MINUTE)]


def test_a_timer_fires_after_a_restart_and_once(workshop: Workshop, alarms: Alarms) -> None:
    """A process killed in the middle of it leaves it to the next; one that finished it leaves nothing."""
    alarms.set("first", 1)
    alarms.set("second", 2)
    workshop.pass_time(3 * MINUTE)
    alarms.after = failing_once_at("second", Killed)
    with pytest.raises(Killed):
        until_nothing_moves(alarms.keeper().step)
    assert alarms.rung() == ["first"]

    until_nothing_moves(alarms.keeper().step)
    until_nothing_moves(alarms.keeper().step)

    assert alarms.rung() == ["first", "second"]


def test_a_timer_set_anew_fires_once_at_its_new_time(workshop: Workshop, alarms: Alarms) -> None:
    """The last word counts."""
    alarms.set("tea", 1)
    alarms.set("tea", 5)
    workshop.pass_time(2 * MINUTE)
    until_nothing_moves(alarms.keeper().step)
    assert alarms.rung() == []

    workshop.pass_time(3 * MINUTE)
    until_nothing_moves(alarms.keeper().step)
    assert alarms.rung() == ["tea"]


def test_a_timer_cleared_does_not_fire(workshop: Workshop, alarms: Alarms) -> None:
    """Nor does it matter when there is none to clear."""
    alarms.set("tea", 1)
    alarms.clear("tea")
    alarms.clear("coffee")
    workshop.pass_time(2 * MINUTE)

    assert not alarms.keeper().step()


def test_a_timer_that_fails_keeps_nobody_else_waiting(workshop: Workshop, alarms: Alarms) -> None:
    """It stays due, with what comes later about the same subject; those about others fire."""
    alarms.set("cursed", 1, subject="spoon")
    alarms.set("behind it", 2, subject="spoon")
    alarms.set("elsewhere", 3, subject="fork")
    workshop.pass_time(5 * MINUTE)
    alarms.after = failing_at("cursed")
    until_nothing_moves(alarms.keeper().step)
    assert (alarms.rung(), late(workshop)) == (["elsewhere"], 2)

    alarms.after = failing_at()
    until_nothing_moves(alarms.keeper().step)

    assert alarms.rung() == ["elsewhere", "cursed", "behind it"]


def test_a_timer_of_a_kind_nobody_knows_stays(workshop: Workshop, alarms: Alarms) -> None:
    """Set by a version that knew it; it is late, which an alert tells, and the others fire."""
    with workshop.database.writing() as tx:
        Timers().set(tx, "forgotten", "x", NOON, "spoon")
    alarms.set("tea", 1, subject="fork")
    workshop.pass_time(2 * MINUTE)

    until_nothing_moves(alarms.keeper().step)

    assert (alarms.rung(), late(workshop)) == (["tea"], 1)


def test_without_the_lease_no_timer_fires(workshop: Workshop, alarms: Alarms) -> None:
    """Another process keeps time now."""
    alarms.set("tea", 1)
    workshop.pass_time(2 * MINUTE)
    keeper = alarms.keeper()
    workshop.lease.give_up()
    Lease(workshop.database, "another").hold()

    with pytest.raises(LeaseLost):
        keeper.step()
    assert (alarms.rung(), late(workshop)) == ([], 1)


def test_a_timer_that_is_cleared_while_it_is_about_to_fire_does_not(workshop: Workshop, alarms: Alarms) -> None:
    """What counts is what stands in the table when the right to write was had."""
    alarms.set("first", 1)
    alarms.set("second", 2)
    workshop.pass_time(3 * MINUTE)
    workshop.lease.hold()

    def clear_the_other(_due: Due, tx: Connection) -> None:
        Timers().clear(tx, "alarm", "second")
        tx.execute(insert(LABELS), {"reader": "spoon", "position": 0, "label": "first"})

    keeper = Timekeeper(workshop.database, {"alarm": clear_the_other}, workshop.lease, workshop.clock)
    until_nothing_moves(keeper.step)

    assert alarms.rung() == ["first"]
