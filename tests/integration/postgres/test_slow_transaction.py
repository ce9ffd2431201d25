"""A follower does not pass a transaction that has its position and has not committed yet."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from chassis.commanding import Receipt
from chassis.database import Database
from chassis.store import log
from tests.support.eventually import eventually
from tests.support.labels import METADATA, Labels
from tests.support.listener import until_nothing_moves
from tests.support.private_postgres import PrivatePostgres
from tests.support.things import MakeThing, Thing
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

SLOW = UUID("00000000-0000-4000-8000-00000000000a")
WAITING = "wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE log%'"


@pytest.fixture
def workshop(database: Database, tmp_path: Path) -> Workshop:
    """A service with a read model."""
    database.create(METADATA)
    return Workshop(tmp_path, database=database)


class SlowWriter:
    """Makes something in a transaction that stays open until it is told to end."""

    def __init__(self, workshop: Workshop, threads: ThreadPoolExecutor) -> None:
        self._workshop = workshop
        self._stored = threading.Event()
        self._end: Future[bool] = Future()
        self._work = threads.submit(self._write)
        assert self._stored.wait(10)

    def commit(self) -> Receipt:
        """End it well."""
        self._end.set_result(True)
        return self._work.result(10)

    def give_up(self) -> None:
        """End it as if it had never been."""
        self._end.set_result(False)
        with pytest.raises(InterruptedError):
            self._work.result(10)

    def _write(self) -> Receipt:
        command = MakeThing(**self._workshop.by(request_id=SLOW), label="slow")
        with self._workshop.database.writing() as tx:
            receipt = self._workshop.commander.execute(command, lambda _: Thing.make(SLOW, "slow"), tx)
            self._stored.set()
            if not self._end.result(10):
                raise InterruptedError
        return receipt


@contextmanager
def overtaking(workshop: Workshop, postgres: PrivatePostgres) -> Iterator[tuple[SlowWriter, Future[Receipt]]]:
    """A slow writer that has its position, and a quick one that came after it."""
    with ThreadPoolExecutor(2) as threads:
        slow = SlowWriter(workshop, threads)
        quick = threads.submit(workshop.make, "quick")
        eventually(lambda: quick.done() or postgres.connections(WAITING) > 0, wanted=True)
        yield slow, quick


def seen(workshop: Workshop, labels: Labels) -> list[tuple[int, str]]:
    """What the follower has seen once it has seen all there is."""
    until_nothing_moves(workshop.follower(labels).step)
    return list(labels.seen(workshop.database))


def read(workshop: Workshop) -> list[int]:
    """The positions a reader finds in the log."""
    with workshop.database.reading() as tx:
        return [entry.position for entry in log.after(tx, 0, 10)]


@pytest.mark.parametrize("look", [read, lambda workshop: [position for position, _ in seen(workshop, Labels())]])
def test_nobody_passes_a_slow_transaction(
    workshop: Workshop, postgres: PrivatePostgres, look: Callable[[Workshop], list[int]]
) -> None:
    """Who came after it waits, so nothing beyond its position can be seen before it can itself."""
    with overtaking(workshop, postgres) as (slow, quick):
        assert look(workshop) == []
        first = slow.commit()

    assert (first.position, quick.result().position) == (1, 2)
    assert look(workshop) == [1, 2]


def test_a_slow_transaction_that_is_given_up_leaves_no_hole(workshop: Workshop, postgres: PrivatePostgres) -> None:
    """The next one gets the position it had."""
    with overtaking(workshop, postgres) as (slow, quick):
        slow.give_up()

    assert quick.result().position == 1
    assert seen(workshop, Labels()) == [(1, "quick")]
