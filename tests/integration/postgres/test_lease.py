"""A lease on a server: what is being written when it changes hands is either written before, or not at all."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.leasing import Lease
from chassis.refusals import DatabaseUnavailable, LeaseLost
from tests.support.at_once import at_once
from tests.support.eventually import eventually
from tests.support.labels import METADATA, Labels
from tests.support.listener import until_nothing_moves
from tests.support.postgres_proxy import proxy_to
from tests.support.private_postgres import PrivatePostgres, behind
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

ROUNDS, CLAIMANTS = 20, 2
A_MOMENT = timedelta(milliseconds=200)
AT_ONCE = timedelta(0)
WAITING = "wait_event_type = 'Lock' AND query LIKE '%leases%'"


@pytest.fixture
def workshop(database: Database, tmp_path: Path) -> Workshop:
    """A service with a read model."""
    database.create(METADATA)
    return Workshop(tmp_path, database=database)


@contextmanager
def process(url: str) -> Iterator[Database]:
    """The database as another process has it, with connections of its own."""
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def checked(database: Database, lease: Lease) -> None:
    """What everything that writes does first."""
    with database.writing() as tx:
        lease.check(tx)


def may_write(database: Database, lease: Lease) -> bool:
    """Whether what the lease covers may be written."""
    try:
        checked(database, lease)
    except LeaseLost:
        return False
    return True


def test_of_two_claimants_at_once_one_wins(workshop: Workshop, url: str) -> None:
    """Every time; the other may not write; and the number grows with every change of holder."""
    numbers: list[int | None] = []
    with process(url) as first, process(url) as second:
        for _ in range(ROUNDS):
            claims = [Lease(database, f"process {id(database)}") for database in (first, second)]
            held = at_once(CLAIMANTS, lambda n: claims[n].hold())  # noqa: B023 - asked in this round only

            assert sorted(held) == [False, True]
            assert [may_write(first, claim) for claim in claims] == held
            winner = claims[held.index(True)]
            numbers.append(winner._number)
            winner.give_up()
    assert numbers == list(range(1, ROUNDS + 1))


def test_what_is_being_written_is_written_before_another_takes_over(
    workshop: Workshop, url: str, postgres: PrivatePostgres
) -> None:
    """The lease has run out in the middle of a transaction that had seen it: the next holder waits for its end."""
    slow = Lease(workshop.database, "slow", taken_over_after=AT_ONCE)
    slow.hold()
    with process(url) as elsewhere, ThreadPoolExecutor(1) as thread:
        with workshop.database.writing() as tx:
            slow.check(tx)
            takeover = thread.submit(Lease(elsewhere, "next").hold)
            eventually(lambda: takeover.done() or postgres.connections(WAITING) > 0, wanted=True)
            assert not takeover.done()
        assert takeover.result(5)
    assert not may_write(workshop.database, slow)


def test_whoever_waits_for_a_lease_keeps_its_holder_from_nothing(workshop: Workshop, url: str) -> None:
    """It looks without waiting for what is being written, and nothing that is to be written waits for it."""
    holder = Lease(workshop.database, "holder")
    holder.hold()
    with process(url) as elsewhere, workshop.database.writing() as tx:
        holder.check(tx)

        assert at_once(4, lambda n: Lease(elsewhere, f"waiting {n}").hold()) == [False] * 4
        checked(workshop.database, holder)


def test_a_holder_that_never_ends_what_it_writes_is_ended(workshop: Workshop, url: str) -> None:
    """Its process hangs in the middle of a transaction: the server ends that, and another takes over."""
    hanging = Lease(workshop.database, "hanging", taken_over_after=AT_ONCE)
    hanging.hold()
    goes_on: Future[None] = Future()
    checked_it = threading.Event()

    def hang() -> None:
        with workshop.database.writing() as tx:
            hanging.check(tx)
            checked_it.set()
            goes_on.result(60)

    with process(url) as elsewhere, ThreadPoolExecutor(1) as thread:
        hung = thread.submit(hang)
        assert checked_it.wait(5)
        next_one = Lease(elsewhere, "next")
        eventually(lambda: taken_over(next_one), wanted=True, within=15)
        goes_on.set_result(None)
        with pytest.raises(DatabaseUnavailable):
            hung.result(5)


def taken_over(lease: Lease) -> bool:
    """Whether it could be taken; a claimant that waited too long asks again, as a worker does."""
    try:
        return lease.hold()
    except DatabaseUnavailable:
        return False


def test_a_holder_that_lost_its_database_comes_back_without_its_lease(
    workshop: Workshop, url: str, postgres: PrivatePostgres
) -> None:
    """It cannot renew, another takes over; with its database back it writes nothing under the old number."""
    labels = Labels()
    with proxy_to(postgres.port) as way, process(behind(url, way.port)) as away:
        lost = Lease(away, "lost", taken_over_after=A_MOMENT)
        assert lost.hold()
        workshop.make("spoon")
        way.cut()
        with pytest.raises(DatabaseUnavailable):
            checked(away, lost)
        next_one = Lease(workshop.database, "next")
        eventually(next_one.hold, wanted=True)
        until_nothing_moves(workshop.follower_holding(next_one, labels).step)
        way.mend()

        assert not may_write(away, lost)
        assert not lost.hold()
        assert may_write(workshop.database, next_one)
    assert labels.seen(workshop.database) == [(1, "spoon")]
