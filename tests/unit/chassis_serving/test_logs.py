"""Logs are one JSON object a line, tell what belongs together, and never what somebody sent."""

import logging
import sqlite3
import warnings

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from chassis import logs
from tests.support.captured_log import CapturedLog

OURS = structlog.get_logger("chassis.example")
SECRET = "what somebody told the desk"
_NOTHING: dict[str, str] = {}


def test_a_line_says_what_where_when_and_for_which_request(log: CapturedLog) -> None:
    """A search for the correlation id finds all that one request brought about."""
    with bound_contextvars(correlation="5f0c"):
        OURS.info("relay caught up", position=7)

    (line,) = log.lines()
    assert line["timestamp"].endswith("Z")
    assert {name: line[name] for name in ("process", "event", "position", "correlation", "level", "logger")} == {
        "process": "test",
        "event": "relay caught up",
        "position": 7,
        "correlation": "5f0c",
        "level": "info",
        "logger": "chassis.example",
    }


def test_a_library_is_heard_from_warnings_on(log: CapturedLog) -> None:
    """In the same form; its small talk is not."""
    logging.getLogger("kombu").info("connected")
    logging.getLogger("kombu").warning("connection lost to %s", "broker")

    assert [(line["logger"], line["event"]) for line in log.lines()] == [("kombu", "connection lost to broker")]


@pytest.mark.parametrize("name", ["psycopg", "psycopg.pool"])
def test_a_library_that_another_one_silenced_is_heard_again(name: str, log: CapturedLog) -> None:
    """A pool that reconnects all the time must be seen doing it."""
    logging.getLogger(name).setLevel(logging.ERROR)
    logs.configure("test", stream=log.stream)

    logging.getLogger(name).warning("reconnecting")

    assert [line["event"] for line in log.lines()] == ["reconnecting"]


def test_a_warning_of_python_is_a_line_too(log: CapturedLog) -> None:
    """Nothing else is written to stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("this will go away", UserWarning, stacklevel=1)

    assert "this will go away" in log.lines()[0]["event"]


def test_of_an_error_the_place_and_the_kind_are_logged_and_not_what_was_handled(log: CapturedLog) -> None:
    """The message of a KeyError is the key, that of a validation error the value: either may be somebody's."""
    try:
        _fail()
    except ValueError:
        OURS.exception("bug")

    (line,) = log.lines()
    assert "builtins.KeyError\nand then\n" in line["exception"]
    assert line["exception"].endswith("builtins.ValueError")
    assert "test_logs.py" in line["exception"]
    assert "in _fail" in line["exception"]
    assert SECRET not in log.text


def test_the_same_holds_for_an_error_a_library_logs(log: CapturedLog) -> None:
    """Whoever logs it."""
    try:
        _fail()
    except ValueError:
        logging.getLogger("kombu").exception("callback failed")

    assert "in _fail" in log.lines()[0]["exception"]
    assert SECRET not in log.text


@pytest.mark.parametrize(
    "error", [AttributeError("no attribute 'x'"), OSError("no space left"), sqlite3.OperationalError("no such table")]
)
def test_an_error_that_speaks_of_code_or_of_the_machine_is_quoted(error: Exception, log: CapturedLog) -> None:
    """Without it nobody could mend anything."""
    OURS.error("bug", exc_info=error)

    assert log.lines()[0]["exception"].endswith(str(error))


def _fail() -> None:
    try:
        _NOTHING[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error
