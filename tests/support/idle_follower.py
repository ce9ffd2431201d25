"""A follower in a thread that rests by a bell when there is nothing to do, as a worker's do."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from chassis.bell import Bell
from chassis.refusals import DatabaseUnavailable


@dataclass
class IdleFollower:
    """Steps when it is woken, or when it has rested as long as it does at most."""

    step: Callable[[], bool]
    bell: Bell
    longest_rest: float
    rests: int = 0

    def run(self, stopping: threading.Event) -> None:
        """Until told to stop."""
        while not stopping.is_set():
            rung = self.bell.rung
            if not self._stepped():
                self.rests += 1
                self.bell.rest(self.longest_rest, rung)

    def _stepped(self) -> bool:
        try:
            return self.step()
        except DatabaseUnavailable:
            return False


@contextmanager
def idle(step: Callable[[], bool], bell: Bell, longest_rest: float) -> Iterator[IdleFollower]:
    """Somebody who mostly rests, until the end of the block."""
    follower, stopping = IdleFollower(step, bell, longest_rest), threading.Event()
    with ThreadPoolExecutor(1) as thread:
        work = thread.submit(follower.run, stopping)
        try:
            yield follower
        finally:
            stopping.set()
            while not work.done():
                bell.ring()
                stopping.wait(0.01)
        work.result()
