"""One process at a time works for a service, and another takes over when it is gone."""

from datetime import timedelta

import pytest

from chassis import leasing
from chassis.database import Database
from chassis.leasing import Lease
from chassis.refusals import LeaseLost
from tests.support.at_once import at_once
from tests.support.eventually import eventually
from tests.support.workshop import Workshop

A_MOMENT = timedelta(milliseconds=100)
AT_ONCE = timedelta(0)


def lease(workshop: Workshop, holder: str, lasts: timedelta = leasing.TAKEN_OVER_AFTER) -> Lease:
    """A process's claim."""
    return Lease(workshop.database, holder, taken_over_after=lasts)


def checked(workshop: Workshop, lease: Lease) -> None:
    """What everything that writes does first."""
    with workshop.database.writing() as tx:
        lease.check(tx)


def number(database: Database) -> int:
    """The fencing number of the holder."""
    with database.reading() as tx:
        return int(tx.execute(leasing.LEASES.select()).one().number)


def test_the_first_to_come_holds_it(workshop: Workshop) -> None:
    """The second is told so, and may not write."""
    first, second = lease(workshop, "first"), lease(workshop, "second")

    assert (first.hold(), second.hold(), first.hold()) == (True, False, True)
    checked(workshop, first)
    with pytest.raises(LeaseLost):
        checked(workshop, second)


def test_of_many_who_come_at_once_one_holds_it(workshop: Workshop) -> None:
    """However many replicas start together."""
    held = at_once(8, lambda n: lease(workshop, f"process {n}").hold())

    assert held.count(True) == 1


def test_all_that_works_in_a_process_shares_its_lease(workshop: Workshop) -> None:
    """What asks at the same moment does not take another's claim for a stranger's."""
    for number in range(10):
        shared = lease(workshop, f"process {number}")
        assert at_once(4, lambda _: shared.hold()) == [True] * 4  # noqa: B023 - asked in this round only
        shared.give_up()


def test_a_lease_that_is_not_renewed_is_taken_over(workshop: Workshop) -> None:
    """With a new number: whatever the one that was away had in hand can no longer be written."""
    gone, next_one = lease(workshop, "gone", A_MOMENT), lease(workshop, "next", A_MOMENT)
    assert gone.hold()
    before = number(workshop.database)

    eventually(next_one.hold, wanted=True)

    assert number(workshop.database) == before + 1
    with pytest.raises(LeaseLost):
        checked(workshop, gone)


def test_a_lease_that_is_renewed_stays(workshop: Workshop) -> None:
    """The holder says in time that it lives, and keeps its number."""
    here, waiting = lease(workshop, "here"), lease(workshop, "waiting")
    here.hold()
    before = number(workshop.database)

    for _ in range(3):
        assert here.hold()
        assert not waiting.hold()

    assert number(workshop.database) == before


def test_an_expired_lease_nobody_wanted_is_still_ours(workshop: Workshop) -> None:
    """A process that paused while it was alone goes on as before."""
    alone = lease(workshop, "alone", AT_ONCE)
    alone.hold()
    before = number(workshop.database)

    assert alone.hold()
    assert number(workshop.database) == before
    checked(workshop, alone)


def test_the_one_that_was_away_comes_back_behind_the_other(workshop: Workshop) -> None:
    """It is a second like any other, until the lease is free; then its number is new again."""
    gone, next_one = lease(workshop, "gone", AT_ONCE), lease(workshop, "next")
    gone.hold()
    assert next_one.hold()
    assert not gone.hold()

    next_one.give_up()

    assert gone.hold()
    assert number(workshop.database) == 3


def test_a_lease_given_up_is_free_at_once(workshop: Workshop) -> None:
    """Whoever leaves in order keeps nobody waiting."""
    leaving, next_one = lease(workshop, "leaving"), lease(workshop, "next")
    leaving.hold()
    leaving.give_up()

    assert next_one.hold()
    with pytest.raises(LeaseLost):
        checked(workshop, leaving)


def test_whether_anybody_works_can_be_seen(workshop: Workshop) -> None:
    """For the status and for an alert."""

    def held() -> bool:
        with workshop.database.reading() as tx:
            return leasing.held(tx)

    assert not held()
    worker = lease(workshop, "worker")
    worker.hold()
    assert held()
    worker.give_up()
    assert not held()
