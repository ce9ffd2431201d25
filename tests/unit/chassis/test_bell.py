"""Whoever has nothing to do rests by a bell, and is there when there is something new."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.bell import Chimes

A_LONG_TIME = 30.0
SOONER = 5.0
A_MOMENT = 0.05


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
