"""More threads than connections: they wait their turn, for a short time, and whoever cannot be served is told so."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from chassis.database import Database
from chassis.gathering import gathering
from chassis.postgresql import CONNECTIONS
from chassis.refusals import DatabaseUnavailable
from chassis.store.recorder import take_the_log
from tests.support.at_once import at_once
from tests.support.private_postgres import PrivatePostgres
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

SOON, TOO_LATE = 1.0, 3.0
"""Seconds: a wait shorter than the first is no wait, one longer than the second is not short."""


@pytest.fixture
def workshop(database: Database, tmp_path: Path) -> Workshop:
    """A service."""
    return Workshop(tmp_path, database=database)


@contextmanager
def holding(opened: Callable[[], AbstractContextManager[Any]], how_many: int) -> Iterator[None]:
    """So many threads have a transaction open, and keep it."""
    let_go, held = threading.Event(), threading.Barrier(how_many + 1)

    def hold() -> None:
        with opened():
            held.wait(30)
            let_go.wait(30)

    with ThreadPoolExecutor(how_many) as threads:
        holders = [threads.submit(hold) for _ in range(how_many)]
        held.wait(30)
        try:
            yield
        finally:
            let_go.set()
        for holder in holders:
            holder.result(30)


def test_more_threads_than_connections_wait_their_turn(workshop: Workshop) -> None:
    """More than there are connections: all are served."""
    askers = CONNECTIONS + 8
    outcomes = at_once(askers, lambda number: workshop.make(f"spoon {number}"))

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert len(workshop.entries()) == askers


def test_without_a_free_connection_one_is_told_so_in_time(workshop: Workshop) -> None:
    """After the short wait and no other: it is sure that nothing was done, so nobody looks for an answer."""
    with holding(workshop.database.reading, CONNECTIONS):
        began = time.monotonic()
        outcomes = at_once(8, lambda number: workshop.make(f"spoon {number}"))
        lasted = time.monotonic() - began

    assert [type(outcome) for outcome in outcomes] == [DatabaseUnavailable] * 8
    assert SOON < lasted < TOO_LATE
    assert workshop.entries() == []
    assert workshop.make("spoon").position == 1


def test_whoever_is_kept_from_the_log_is_told_so_in_time(workshop: Workshop) -> None:
    """A writer that does not end does not keep the others for ever, and they know that they did nothing."""
    with workshop.database.writing() as tx:
        take_the_log(tx)
        began = time.monotonic()
        [outcome] = at_once(1, lambda _: workshop.make("spoon"))
        lasted = time.monotonic() - began

    assert type(outcome) is DatabaseUnavailable
    assert SOON < lasted < TOO_LATE + 1
    assert workshop.make("spoon").position == 1


def test_connections_that_died_in_the_pool_fail_nobody(workshop: Workshop, postgres: PrivatePostgres) -> None:
    """The server has ended them while nobody used them: whoever gets one gets another in its place."""
    at_once(8, lambda number: workshop.make(f"spoon {number}"))
    assert postgres.cut() > 1

    outcomes = at_once(8, lambda number: workshop.make(f"fork {number}"))

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []


def test_whoever_gathers_rows_sees_that_a_connection_was_cut(workshop: Workshop, postgres: PrivatePostgres) -> None:
    """Taken for a failure of the batch, it would have events parked that nothing is wrong with."""

    def cut_meanwhile() -> None:
        with workshop.database.writing() as tx, gathering(tx):
            take_the_log(tx)
            assert postgres.cut() >= 1
            take_the_log(tx)

    with pytest.raises(DatabaseUnavailable):
        cut_meanwhile()
