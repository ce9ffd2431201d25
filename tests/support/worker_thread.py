"""What a worker process does, in a thread of the test: relay, journal and followers, whatever the database does."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from chassis.refusals import DatabaseUnavailable

REST_S = 0.02


@dataclass
class WorkerThread:
    """Steps its pumps in turn; what is away is waited for, any other failure ends it and fails the test."""

    steps: Sequence[Callable[[], bool]]
    stopping: threading.Event = field(default_factory=threading.Event)
    waited: int = 0

    def run(self) -> None:
        """Until told to stop, and then until there is nothing left to do."""
        busy = True
        while busy or not self.stopping.is_set():
            busy = self._once()
            if not busy:
                self.stopping.wait(REST_S)

    def _once(self) -> bool:
        try:
            return max([step() for step in self.steps])
        except DatabaseUnavailable:
            # What is away has not been asked: there may well be more to do.
            self.waited += 1
            return True


@contextmanager
def working(*steps: Callable[[], bool]) -> Iterator[WorkerThread]:
    """Let pumps work until the end of the block, and until there is nothing left for them to do."""
    worker = WorkerThread(steps)
    with ThreadPoolExecutor(1) as thread:
        work = thread.submit(worker.run)
        try:
            yield worker
        finally:
            worker.stopping.set()
        work.result(timeout=60)
