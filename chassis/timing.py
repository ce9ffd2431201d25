"""Timers: what is to happen at an instant, kept with what set it (design D1, D16)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, func, insert, select

from chassis.clock import Clock
from chassis.database import Database, Instant
from chassis.leasing import Lease

METADATA = MetaData()
TIMERS = Table(
    "timers",
    METADATA,
    Column("kind", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("due_at", Instant, nullable=False, index=True),
    Column("subject", String(64), nullable=False),
)


@dataclass(frozen=True)
class Due:
    """A timer whose instant has come."""

    kind: str
    key: str
    due_at: datetime
    subject: str
    now: datetime


Fire = Callable[[Due, Connection], None]
"""What a timer does, in the transaction that removes it."""


class Timers:
    """The timers of one service."""

    def set(self, tx: Connection, kind: str, key: str, due_at: datetime, subject: str) -> None:
        """Set a timer, or set it anew."""
        self.clear(tx, kind, key)
        tx.execute(insert(TIMERS).values(kind=kind, key=key, due_at=due_at, subject=subject))

    def clear(self, tx: Connection, kind: str, key: str) -> None:
        """Remove a timer; one that is not set is no matter."""
        tx.execute(delete(TIMERS).where(TIMERS.c.kind == kind, TIMERS.c.key == key))


class Timekeeper:
    """Fires the timers that are due, one transaction each, while the lease is held."""

    def __init__(self, database: Database, fires: Mapping[str, Fire], lease: Lease, clock: Clock) -> None:
        self._database = database
        self._fires = fires
        self._lease = lease
        self._clock = clock

    def step(self) -> bool:
        """Fire the timer that has waited longest; whether there was one."""
        now = self._clock.now()
        with self._database.reading() as tx:
            if late(tx, now) == 0:
                return False
        with self._database.writing() as tx:
            self._lease.check(tx)
            due = _next(tx, now)
            if due is None:
                return False
            tx.execute(delete(TIMERS).where(TIMERS.c.kind == due.kind, TIMERS.c.key == due.key))
            self._fires[due.kind](due, tx)
        return True


def late(tx: Connection, now: datetime) -> int:
    """How many timers are due and have not fired."""
    wanted = select(func.count()).select_from(TIMERS).where(TIMERS.c.due_at <= now)
    return int(tx.execute(wanted).scalar_one())


def _next(tx: Connection, now: datetime) -> Due | None:
    wanted = select(TIMERS).where(TIMERS.c.due_at <= now).order_by(TIMERS.c.due_at).limit(1)
    row = tx.execute(wanted).one_or_none()
    return Due(row.kind, row.key, row.due_at, row.subject, now) if row else None
