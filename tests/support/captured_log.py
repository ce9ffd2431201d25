"""What a process configured as ours writes to its log while a test runs."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from chassis import logs


class CapturedLog:
    """The log so far."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        """As it stands there."""
        return self.stream.getvalue()

    def lines(self, event: str = "") -> list[dict[str, Any]]:
        """Line by line; only those of an event, if one is named."""
        found = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if not event or line["event"] == event]


@contextmanager
def captured_log(level: int = logging.INFO) -> Iterator[CapturedLog]:
    """Configure logging as a process does, and put everything back afterwards."""
    log = CapturedLog()
    root = logging.getLogger()
    handlers, before, configured = root.handlers[:], root.level, structlog.get_config()
    logs.configure("test", level, stream=log.stream)
    try:
        yield log
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = handlers
        root.setLevel(before)
        structlog.configure(**configured)
