"""The one place where a test waits: it looks again until it sees what it wants, or says what it last saw."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 0.02
"""Seconds between two looks."""


def eventually(see: Callable[[], T], wanted: T | Callable[[T], bool], within: float = 5.0) -> T:
    """Look until `see()` equals `wanted`, or `wanted` says yes to it; answer what was seen.

    Looks at least once. `within` is in seconds. An error of `see` is nobody's to swallow and goes through.

    Raises:
        AssertionError: it did not come in time; the message has what was last seen.

    """
    deadline = time.monotonic() + within
    while True:
        seen = see()
        if _is(seen, wanted):
            return seen
        if time.monotonic() >= deadline:
            raise AssertionError(f"After {within:g} s still {seen!r}; wanted {_told(wanted)}.")
        time.sleep(PAUSE)


def _is(seen: T, wanted: T | Callable[[T], bool]) -> bool:
    return bool(wanted(seen)) if callable(wanted) else seen == wanted


def _told(wanted: object) -> str:
    return str(getattr(wanted, "__doc__", None) or wanted) if callable(wanted) else repr(wanted)
