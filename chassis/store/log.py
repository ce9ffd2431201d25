"""Reading a service's log: by position, by subject, up to an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from chassis.modelling import Origin
from chassis.store.mapper import Recorded
from chassis.store.tables import EVENTS, LOG


@dataclass(frozen=True)
class LogHead:
    """Where a log stands: its id, its last position (0 for none), the instant before which nothing more comes."""

    log: str
    position: int
    recorded_at: datetime


@dataclass(frozen=True)
class Entry:
    """A stored event as it lies in the log."""

    position: int
    stream: UUID
    version: int
    name: str
    subject: UUID
    recorded_at: datetime
    origin: Origin
    state: bytes
    previous_hash: bytes
    hash: bytes

    @property
    def stored(self) -> Recorded:
        """The part of the entry a mapper reads."""
        return Recorded(self.stream, self.version, self.name, self.state, self.recorded_at)


def head(tx: Connection) -> LogHead:
    """Where the log stands."""
    row = tx.execute(select(LOG.c.log, LOG.c.position, LOG.c.recorded_at)).one()
    return LogHead(row.log, row.position, row.recorded_at)


def after(tx: Connection, position: int, limit: int) -> Sequence[Entry]:
    """The entries beyond a position, in order."""
    wanted = select(EVENTS).where(EVENTS.c.position > position)
    return _entries(tx, wanted.order_by(EVENTS.c.position).limit(limit))


def about(tx: Connection, subjects: Sequence[UUID], until: datetime | None) -> Sequence[Entry]:
    """The entries about some subjects, stored up to an instant, in order."""
    wanted = select(EVENTS).where(EVENTS.c.subject.in_(subjects))
    if until is not None:
        wanted = wanted.where(EVENTS.c.position <= last_position(tx, until))
    return _entries(tx, wanted.order_by(EVENTS.c.position))


def of_stream(tx: Connection, stream: UUID, beyond_version: int) -> Sequence[Entry]:
    """The entries of one stream beyond a version, in order."""
    wanted = select(EVENTS).where(EVENTS.c.stream == stream, EVENTS.c.version > beyond_version)
    return _entries(tx, wanted.order_by(EVENTS.c.version))


def count(tx: Connection) -> int:
    """How many events the log holds."""
    return int(tx.execute(select(func.count()).select_from(EVENTS)).scalar_one())


def oldest_beyond(tx: Connection, position: int) -> datetime | None:
    """When the first event beyond a position was stored; None when there is none."""
    wanted = select(EVENTS.c.recorded_at).where(EVENTS.c.position > position)
    instant: datetime | None = tx.execute(wanted.order_by(EVENTS.c.position).limit(1)).scalar_one_or_none()
    return instant


def last_position(tx: Connection, until: datetime) -> int:
    """The position of the last event stored up to an instant; 0 when none was."""
    # Times never decrease along a log, so the last of them is at the last position; and times have an index.
    last = select(EVENTS.c.position).where(EVENTS.c.recorded_at <= until)
    latest_first = last.order_by(EVENTS.c.recorded_at.desc(), EVENTS.c.position.desc()).limit(1)
    return int(tx.execute(latest_first).scalar_one_or_none() or 0)


def _entries(tx: Connection, wanted: Select[Any]) -> list[Entry]:
    return [_entry(row) for row in tx.execute(wanted)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        position=row.position,
        stream=row.stream,
        version=row.version,
        name=row.name,
        subject=row.subject,
        recorded_at=row.recorded_at,
        origin=Origin.model_validate_json(row.origin),
        state=row.state,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
