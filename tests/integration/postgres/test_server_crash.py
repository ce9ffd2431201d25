"""A server that is gone at once, under load, and comes back: everybody hears of it, and nothing answered is missing."""

import time
from pathlib import Path

import pytest

from tests.support.eventually import eventually
from tests.support.persistent_clients import Clients
from tests.support.private_postgres import PrivatePostgres
from tests.support.things_at_work import ThingsAtWork, things_at_work

pytestmark = pytest.mark.slow

CRASHES = 3
CALL_FAILS_WITHIN = 3.0
RED_WITHIN = 2.0
GREEN_WITHIN = 5.0
"""Seconds."""


def test_a_crash_of_the_server_loses_nothing_and_mends_itself(
    postgres: PrivatePostgres, tmp_path: Path, seed: int
) -> None:
    """Calls fail in time, readiness says so, all goes on by itself, and every answered command is everywhere once."""
    with things_at_work(tmp_path, postgres, seed) as at_work:
        for _ in range(CRASHES):
            crash(postgres, at_work)
        failures = list(at_work.clients.failures)
        at_work.clients.stop()

        print(f"a call failed after {max(failure.lasted for failure in failures):.2f} s at most")  # noqa: T201
        assert len(failures) >= CRASHES * len(at_work.clients.each), "somebody never met the crash"
        assert at_work.worker.waited > 0, "the worker never met the crash"
        assert max(failure.lasted for failure in failures) < CALL_FAILS_WITHIN
    assert at_work.wrong == []


def crash(postgres: PrivatePostgres, at_work: ThingsAtWork) -> None:
    """Let the server crash while everybody works, and start it again."""
    clients, problems = at_work.clients, at_work.problems()
    everybody_works(clients)

    crashed = time.monotonic()
    postgres.crash()
    eventually(problems, wanted=bool, within=RED_WITHIN)
    red = time.monotonic() - crashed
    eventually(lambda: clients.failed_since(crashed), wanted=True)

    postgres.start()
    started = time.monotonic()
    eventually(problems, wanted=(), within=GREEN_WITHIN)
    green = time.monotonic() - started
    everybody_works(clients)
    answered = time.monotonic() - started
    print(f"red after {red:.2f} s, green after {green:.2f} s, all answered after {answered:.2f} s")  # noqa: T201
    assert red < RED_WITHIN


def everybody_works(clients: Clients) -> None:
    """Wait until every client was answered once more."""
    now = time.monotonic()
    eventually(lambda: clients.answered_since(now), wanted=True, within=GREEN_WITHIN)
