"""What a process does apart from this one: nothing of it stays here but how it ended."""

import os
import sys
from collections.abc import Callable, Iterable

AT_ONCE = 2


def ends(jobs: Iterable[Callable[[], bool]], at_once: int = AT_ONCE) -> list[bool]:
    """Of every job, done in a fork that says nothing, whether it answered yes; what breaks or is killed did not."""
    running: dict[int, int] = {}
    found: dict[int, bool] = {}
    for number, job in enumerate(jobs):
        if len(running) == at_once:
            _wait(running, found)
        running[_forked(job)] = number
    while running:
        _wait(running, found)
    return [found[number] for number in sorted(found)]


def _wait(running: dict[int, int], found: dict[int, bool]) -> None:
    pid, status = os.wait()
    found[running.pop(pid)] = status == 0


def _forked(job: Callable[[], bool]) -> int:
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        status = int(not job())
    finally:
        os._exit(status)
