"""Processes that start at the same moment on a database without tables all find their tables there."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from uuid import UUID

import pytest
from sqlalchemy import func, select

from chassis.database import Database
from chassis.foundations import PLUMBING
from chassis.store import log, recorder
from chassis.store.tables import LOG
from tests.support.at_once import at_once

pytestmark = pytest.mark.slow

PROCESSES, THREADS = 4, 4


def test_many_processes_start_at_once_on_an_empty_database(database: Database, url: str) -> None:
    """Two replicas of two roles: each makes what is missing, nobody fails, and the log begins once."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        found = [each for ids in processes.map(start, [url] * PROCESSES) for each in ids]

    assert len(found) == PROCESSES * THREADS
    assert len(set(found)) == 1
    with database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(LOG)).scalar_one() == 1


def start(url: str) -> Sequence[UUID]:
    """What a process does first, several times at once; answer the id of the log that was found each time."""
    return at_once(THREADS, lambda _: log_found(url))


def log_found(url: str) -> UUID:
    """The log after a start."""
    database = Database(url)
    try:
        recorder.prepare(database)
        database.create(*PLUMBING)
        with database.reading() as tx:
            return UUID(log.head(tx).log)
    finally:
        database.close()
