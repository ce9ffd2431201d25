"""A process is not ready while its database does not answer, and says so within two seconds."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from chassis.database import Database
from chassis.readiness import ANSWERS_WITHIN_S, Problems, database_problems
from tests.support.eventually import eventually
from tests.support.private_postgres import PrivatePostgres

pytestmark = pytest.mark.slow

SILENT = ["the database of intake does not answer"]
A_LITTLE_MORE = ANSWERS_WITHIN_S + 1.0


@pytest.fixture
def database(postgres: PrivatePostgres) -> Iterator[Database]:
    """A database on a server, with one connection that was used before."""
    with postgres.database() as url:
        opened = Database(url)
        opened.ping()
        yield opened
        opened.close()


@pytest.fixture
def problems(database: Database) -> Problems:
    """What a probe asks."""
    return database_problems("intake", database)


def backends(postgres: PrivatePostgres, database: Database) -> list[int]:
    """The server's processes that serve this database."""
    rows = postgres.do("SELECT pid FROM pg_stat_activity WHERE datname = %s", database.engine.url.database)
    return [int(str(pid)) for (pid,) in rows]


def told_within(problems: Problems) -> tuple[list[str], float]:
    """What is told, and after how many seconds."""
    began = time.monotonic()
    return list(problems()), time.monotonic() - began


def test_a_server_that_hangs_is_told_of_within_two_seconds(
    postgres: PrivatePostgres, database: Database, problems: Problems
) -> None:
    """It takes connections and says nothing; whoever asks waits no longer. Then it goes on, and all is well."""
    assert list(problems()) == []
    stopped = backends(postgres, database)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        for told, seconds in (told_within(problems), told_within(problems)):
            assert told == SILENT
            assert seconds < A_LITTLE_MORE
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)

    assert stopped
    eventually(lambda: list(problems()), [], within=10)


def test_a_server_that_is_gone_is_told_of_at_once(
    postgres: PrivatePostgres, database: Database, problems: Problems
) -> None:
    """And by itself all is well again when it is back."""
    postgres.crash()
    try:
        told, seconds = told_within(problems)
    finally:
        postgres.start()

    assert told == SILENT
    assert seconds < A_LITTLE_MORE
    eventually(lambda: list(problems()), [], within=10)
