"""Waiting for more: one watcher a process looks at a number, everybody who waits is woken."""

import threading
import time
from collections.abc import Callable

LOOK_EVERY = 0.02
"""Seconds between two looks: one cheap query serves every stream of the process."""


class Tail:
    """Watches a growing number, such as a read model's head, for any number of waiting threads."""

    def __init__(self, look: Callable[[], int]) -> None:
        self._look = look
        self._seen = 0
        self._looked_at = 0.0
        self._looking = threading.Lock()

    def wait_for_more(self, after: int, timeout: float) -> bool:
        """Whether the number exceeded `after` within `timeout` seconds."""
        give_up = time.monotonic() + timeout
        while self._newest() <= after:
            if time.monotonic() >= give_up:
                return False
            time.sleep(LOOK_EVERY)
        return True

    def _newest(self) -> int:
        with self._looking:
            if time.monotonic() - self._looked_at >= LOOK_EVERY:
                self._seen = self._look()
                self._looked_at = time.monotonic()
            return self._seen
