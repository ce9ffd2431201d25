"""Structured logs: one JSON object a line on stderr, with the ids that tie a request together.

Nothing a caller sent is logged: no field values, and of an error the place and the kind, but its
message only where that is made of code and not of data.
"""

import logging
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import structlog

OURS = ("chassis", "services", "stacks", "apps")
SILENCED = ("psycopg", "psycopg.pool", "psycopg2")
"""eventsourcing sets these to ERROR when it is imported, and lost connections would go unseen."""
SPEAKING: tuple[type[BaseException], ...] = (
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    sqlite3.OperationalError,
)
"""Errors whose message names code, files and addresses, never what somebody sent."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(process: str, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send all logs of this process as JSON to a stream, stderr unless told otherwise.

    `process` names it in every line. Our own lines from `level` on, those of libraries from WARNING.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(process))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    for name in SILENCED:
        logging.getLogger(name).setLevel(logging.NOTSET)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_known_of_every_line(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _known_of_every_line() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(process: str) -> logging.Formatter:
    def name_process(_logger: Any, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {"process": process, **line}

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_known_of_every_line(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            name_process,
            structlog.processors.ExceptionRenderer(without_values),
            structlog.processors.JSONRenderer(),
        ],
    )


def without_values(exc_info: ExcInfo) -> str:
    """Where an error came from and what kind it is, its causes first, without what was being handled."""
    return "\n".join(_told(exc_info[1]))


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "and then"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}"
    message = f": {error}" if isinstance(error, SPEAKING) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{message}"
