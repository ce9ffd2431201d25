"""Whoever has nothing to do rests by a bell, and is there when there is something new."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chassis.bell import Chimes, bell_for
from chassis.database import Database
from chassis.store.log import head
from chassis.store.recorder import prepare
from tests.support.eventually import eventually

A_LONG_TIME = 30.0
SOONER = 5.0
A_MOMENT = 0.05
STORES = (
    "import sqlite3, sys; tx = sqlite3.connect(sys.argv[1]); tx.execute('UPDATE log SET position = 1'); tx.commit()"
)


@pytest.fixture
def chimes() -> Chimes:
    """A bell that rings in this process."""
    return Chimes()


def rested(chimes: Chimes, seconds: float, since: int) -> float:
    """How long somebody rested."""
    began = time.monotonic()
    chimes.rest(seconds, since)
    return time.monotonic() - began


def test_a_rest_ends_by_itself(chimes: Chimes) -> None:
    """Nobody need ring."""
    assert A_MOMENT * 0.9 < rested(chimes, A_MOMENT, chimes.rung) < SOONER


def test_a_ring_wakes_everybody(chimes: Chimes) -> None:
    """However many rest."""
    with ThreadPoolExecutor(3) as threads:
        resting = [threads.submit(rested, chimes, A_LONG_TIME, chimes.rung) for _ in range(3)]
        chimes.ring()

        assert max(one.result() for one in resting) < SOONER


def test_a_ring_after_the_look_and_before_the_rest_is_not_slept_through(chimes: Chimes) -> None:
    """What came while somebody looked elsewhere is looked at now, not after the rest."""
    before_the_look = chimes.rung
    chimes.ring()

    assert rested(chimes, A_LONG_TIME, before_the_look) < SOONER


def test_what_another_process_stores_in_a_file_rings(tmp_path: Path) -> None:
    """The gRPC process writes, and the worker has work."""
    database = Database(f"sqlite:///{tmp_path}/service.db")
    prepare(database)
    bell = bell_for(f"sqlite:///{tmp_path}/service.db")
    try:
        # It rings once when it begins, for what was stored before.
        eventually(lambda: bell.rung, 1, within=SOONER)
        subprocess.run([sys.executable, "-c", STORES, str(tmp_path / "service.db")], check=True)

        eventually(lambda: bell.rung, 2, within=SOONER)
    finally:
        bell.close()
        database.close()


def test_nobody_rings_where_nothing_is_stored(tmp_path: Path) -> None:
    """Reading is no news, or the pumps would wake one another for ever."""
    database = Database(f"sqlite:///{tmp_path}/service.db")
    prepare(database)
    bell = bell_for(f"sqlite:///{tmp_path}/service.db")
    try:
        eventually(lambda: bell.rung, 1, within=SOONER)
        with database.reading() as tx:
            head(tx)
        bell.rest(A_MOMENT * 2, bell.rung)

        assert bell.rung == 1
    finally:
        bell.close()
        database.close()
