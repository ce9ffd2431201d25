"""What every worker says of itself in the databases it works on, since a lease tells of its holder alone."""

import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select, update

from chassis.clock import machine_now
from chassis.database import Database, Instant
from chassis.leasing import holder_of
from chassis.refusals import DatabaseUnavailable
from chassis.waiting import Waiting

METADATA = MetaData()
WORKERS = Table(
    "workers",
    METADATA,
    Column("process", String(120), primary_key=True),
    Column("machine", String(120), primary_key=True),
    Column("holder", String(120), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("waits_for", String(40), nullable=False, server_default=""),
)

SAID_EVERY_S = 2.0
SILENT_AFTER = timedelta(seconds=6)
FORGOTTEN_AFTER = timedelta(minutes=15)
"""Whoever was not seen for so long is not expected back."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class WorkerStanding:
    """A worker as it last said it was there; instants are the machine's, in UTC.

    `waits_for` is Waiting's.
    """

    process: str
    machine: str
    started_at: datetime
    seen_at: datetime
    holds_lease: bool
    silent: bool
    waits_for: str


class Presence:
    """Says again and again, in a thread of its own, that a process works on a database."""

    def __init__(self, database: Database, process: str, holder: str, waiting: Waiting, machine: str = "") -> None:
        self._database = database
        self._waiting = waiting
        self._holder = holder
        self._started_at = machine_now()
        self._key = {"process": process, "machine": machine or socket.gethostname()}
        self._ours = (WORKERS.c.process == process) & (WORKERS.c.machine == self._key["machine"])
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_saying, name="presence", daemon=True)

    def start(self) -> None:
        """Begin to say so."""
        self._thread.start()

    def stop(self) -> None:
        """Say no more, and take back what was said: who stops in good order is not missed."""
        self._stopping.set()
        self._thread.join()
        try:
            self.take_back()
        except DatabaseUnavailable:
            _log.warning("a worker leaves without a word", **self._key)

    def say(self, at: datetime | None = None) -> None:
        """Say it once, now by the machine's clock, and forget who has long been silent. Raises DatabaseUnavailable."""
        now = at or machine_now()
        said = {"holder": self._holder, "started_at": self._started_at, "seen_at": now}
        said |= {"waits_for": self._waiting.waits_for}
        with self._database.writing() as tx:
            tx.execute(delete(WORKERS).where(WORKERS.c.seen_at < now - FORGOTTEN_AFTER))
            if not tx.execute(update(WORKERS).where(self._ours).values(**said)).rowcount:
                tx.execute(insert(WORKERS).values(**self._key, **said))

    def take_back(self) -> None:
        """Remove what this process has said; another that has its name by now keeps its own."""
        with self._database.writing() as tx:
            tx.execute(delete(WORKERS).where(self._ours, WORKERS.c.holder == self._holder))

    def _keep_saying(self) -> None:
        while not self._stopping.is_set():
            try:
                self.say()
            except DatabaseUnavailable:
                # Nobody can ask there either; whoever keeps the process is told by its readiness.
                _log.debug("a worker cannot say that it is there", **self._key)
            except Exception:  # noqa: BLE001 - whatever went wrong once, it must go on saying it
                _log.exception("a worker cannot say that it is there", **self._key)
            self._stopping.wait(SAID_EVERY_S)


def workers(tx: Connection, now: datetime) -> Sequence[WorkerStanding]:
    """All workers that have said they are there and not taken it back, by name; `now` is the machine's."""
    holder = holder_of(tx)
    rows = tx.execute(select(WORKERS).order_by(WORKERS.c.process, WORKERS.c.machine))
    return [
        WorkerStanding(
            process=row.process,
            machine=row.machine,
            started_at=row.started_at,
            seen_at=row.seen_at,
            holds_lease=row.holder == holder,
            silent=row.seen_at < now - SILENT_AFTER,
            waits_for=row.waits_for,
        )
        for row in rows
    ]
