"""Waits for what callers send, and not for ever: gRPC itself lets a silent caller keep a thread as long as it likes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LOOK_EVERY_S = 0.5


class Listening:
    """Hangs up on a caller who takes longer than `patience_s` seconds to say what it wants.

    One thread watches all who are being waited for, from `start` to `stop`.
    """

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._until: dict[Any, float] = {}
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._look, name="listening", daemon=True)

    def start(self) -> None:
        """Begin to look at the time."""
        self._watch.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def next_of(self, payloads: Iterator[bytes], context: Any) -> bytes | None:
        """What the caller sends next, None when it sends nothing more; gRPC's own error once it was hung up on."""
        with self._waited_for(context):
            return next(payloads, None)

    def all_of(self, payloads: Iterator[bytes], context: Any) -> Iterator[bytes]:
        """Everything the caller sends, one after the other."""
        while (payload := self.next_of(payloads, context)) is not None:
            yield payload

    @contextmanager
    def _waited_for(self, context: Any) -> Iterator[None]:
        with self._changing:
            self._until[context] = time.monotonic() + self._patience_s
        try:
            yield
        finally:
            with self._changing:
                del self._until[context]

    def _look(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            now = time.monotonic()
            with self._changing:
                silent = [context for context, until in self._until.items() if until <= now]
            for context in silent:
                context.cancel()
