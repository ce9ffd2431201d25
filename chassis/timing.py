"""Timers: what is to happen at an instant, kept with what set it (design D1, D16)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Column, Connection, MetaData, String, Table, delete, func, insert, select

from chassis.clock import Clock, machine_now
from chassis.database import Database, Instant
from chassis.leasing import Lease
from chassis.refusals import DatabaseUnavailable, LeaseLost

METADATA = MetaData()
TIMERS = Table(
    "timers",
    METADATA,
    Column("kind", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("due_at", Instant, nullable=False, index=True),
    Column("subject", String(64), nullable=False),
)

_log = structlog.get_logger(__name__)


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
    """Fires the timers that are due, oldest first, one transaction each, while the lease is held.

    A timer that fails is tried again after a while; those of other subjects do not wait for it.
    """

    retry_after = timedelta(seconds=5)

    def __init__(self, database: Database, fires: Mapping[str, Fire], lease: Lease, clock: Clock) -> None:
        self._database = database
        self._fires = fires
        self._lease = lease
        self._clock = clock
        self._failed: dict[str, datetime] = {}

    def step(self) -> bool:
        """Fire the timer that has waited longest; whether there was one."""
        with self._database.reading() as tx:
            due = _next(tx, self._clock.now(), self._resting())
        if due is None:
            return False
        try:
            self._fire(due)
        except (LeaseLost, DatabaseUnavailable):
            raise
        except Exception:  # noqa: BLE001 - whatever went wrong, the others must go on
            _log.error("timer failed", kind=due.kind, key=due.key, exc_info=True)
            self._failed[due.subject] = machine_now()
        return True

    def _fire(self, due: Due) -> None:
        with self._database.writing() as tx:
            self._lease.check(tx)
            as_it_was = (TIMERS.c.kind == due.kind) & (TIMERS.c.key == due.key) & (TIMERS.c.due_at == due.due_at)
            # It may have been cleared, or set anew, since it was read.
            if tx.execute(delete(TIMERS).where(as_it_was)).rowcount:
                self._fires[due.kind](due, tx)

    def _resting(self) -> Sequence[str]:
        since = machine_now() - self.retry_after
        self._failed = {subject: at for subject, at in self._failed.items() if at > since}
        return list(self._failed)


def late(tx: Connection, now: datetime) -> int:
    """How many timers are due and have not fired."""
    wanted = select(func.count()).select_from(TIMERS).where(TIMERS.c.due_at <= now)
    return int(tx.execute(wanted).scalar_one())


def _next(tx: Connection, now: datetime, resting: Sequence[str]) -> Due | None:
    wanted = select(TIMERS).where(TIMERS.c.due_at <= now, TIMERS.c.subject.not_in(resting))
    row = tx.execute(wanted.order_by(TIMERS.c.due_at, TIMERS.c.kind, TIMERS.c.key).limit(1)).one_or_none()
    return Due(row.kind, row.key, row.due_at, row.subject, now) if row else None
