"""Every connection is cut again and again, in whatever it was doing, and nothing answered is lost or done twice."""

import threading
import time
from pathlib import Path

import pytest

from tests.support.private_postgres import PrivatePostgres
from tests.support.things_at_work import things_at_work

pytestmark = pytest.mark.slow

EVERY_S, FOR_S = 0.3, 20.0


def test_connections_cut_every_300_ms_lose_nothing(postgres: PrivatePostgres, tmp_path: Path, seed: int) -> None:
    """Clients that repeat what got no answer find each command done once; log, journal and read models agree."""
    with things_at_work(tmp_path, postgres, seed) as at_work:
        cut = cut_for_a_while(postgres)
        at_work.clients.stop()

        answered, failures = at_work.clients.acknowledged, at_work.clients.failures
        print(f"{sum(cut)} connections cut, {len(answered)} answers, {len(failures)} failures")  # noqa: T201
        assert len(cut) > FOR_S / EVERY_S / 5, "the cuts came too seldom"
        assert len(failures) > len(cut), "few calls met a cut"
        assert at_work.worker.waited > 2, "the worker hardly met a cut"
        assert len(answered) > 100, "hardly anything was done in between"
    assert at_work.wrong == []


def cut_for_a_while(postgres: PrivatePostgres) -> list[int]:
    """Cut everything at a steady pace; answer how many connections there were each time."""
    cut: list[int] = []
    pace, end = threading.Event(), time.monotonic() + FOR_S
    while time.monotonic() < end:
        cut.append(postgres.cut())
        pace.wait(EVERY_S)
    return cut
