"""Being woken when there may be something new: a hint that saves waiting, never what makes sure."""

import sqlite3
import threading
from contextlib import closing
from typing import Protocol

import psycopg
import structlog
from sqlalchemy import Connection, make_url, text

from chassis.postgresql import listener_on

CHANNEL = "somicis_log"
LONGEST_REST_POLLING = 0.05
LONGEST_REST_LISTENING = 0.5
"""Seconds; the second is what a lost notification costs at most, a look at the clock included."""
LOOKED_AT_EVERY_S = 0.02
AFTER_A_FAILURE = 1.0

_log = structlog.get_logger(__name__)


class Bell(Protocol):
    """Where an idle pump rests."""

    longest_rest: float

    @property
    def rung(self) -> int:
        """How often it has rung."""

    def rest(self, seconds: float, since: int) -> None:
        """Return after so many seconds, or once it has rung more often than `since`.

        A pump notes how often it had rung before it looked for work: a ring between look and rest counts.
        """

    def ring(self) -> None:
        """Wake whoever rests here."""

    def close(self) -> None:
        """Stop listening."""


class Chimes:
    """Wakes those who rest in this process; nobody outside rings."""

    longest_rest = LONGEST_REST_POLLING

    def __init__(self) -> None:
        self._ringing = threading.Condition()
        self._rung = 0

    @property
    def rung(self) -> int:
        """How often it has rung."""
        return self._rung

    def rest(self, seconds: float, since: int) -> None:
        """Rest until it has rung once more than it had, or to the end of the time."""
        with self._ringing:
            self._ringing.wait_for(lambda: self._rung > since, seconds)

    def ring(self) -> None:
        """Wake everybody."""
        with self._ringing:
            self._rung += 1
            self._ringing.notify_all()

    def close(self) -> None:
        """Nothing listens."""


class Listening(Chimes):
    """Rings when PostgreSQL says that some process has stored an event.

    The connection is its own and is made anew when it breaks; until then nobody is woken early.
    """

    longest_rest = LONGEST_REST_LISTENING

    def __init__(self, database_url: str) -> None:
        super().__init__()
        self._database_url = database_url
        self._closing = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="bell", daemon=True)
        self._listener.start()

    def close(self) -> None:
        """Stop listening, within a second."""
        self._closing.set()
        self._listener.join()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                self._listen_once()
            except psycopg.Error as failure:
                _log.warning("nobody rings for now", problem=type(failure).__name__)
                self._closing.wait(AFTER_A_FAILURE)

    def _listen_once(self) -> None:
        with listener_on(self._database_url, CHANNEL) as connection:
            # What was stored while nobody listened rang for nobody.
            self.ring()
            while not self._closing.is_set():
                for _ in connection.notifies(timeout=LONGEST_REST_LISTENING, stop_after=1):
                    self.ring()


class Watching(Chimes):
    """Rings when somebody, of this process or another, has written into a file of SQLite.

    The file counts its changes itself, and to ask it costs a few microseconds: less than all that the pumps would ask.
    """

    longest_rest = LONGEST_REST_LISTENING

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="bell", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """Stop watching."""
        self._closing.set()
        self._watcher.join()

    def _watch(self) -> None:
        with closing(sqlite3.connect(self._file)) as connection:
            before = None
            while not self._closing.wait(LOOKED_AT_EVERY_S):
                now = _changes(connection)
                if now != before:
                    before = now
                    self.ring()


def _changes(connection: sqlite3.Connection) -> int | None:
    """A number that is another one after each change; None while the file does not answer."""
    try:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError:
        return None


def bell_for(database_url: str) -> Bell:
    """The bell that a database can ring."""
    url = make_url(database_url)
    return Watching(url.database or "") if url.get_backend_name() == "sqlite" else Listening(database_url)


def tell_others(tx: Connection) -> None:
    """Ring in every process that listens to this database, once the transaction commits."""
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"NOTIFY {CHANNEL}"))
