"""What followers read: the log of their own service, or the journal of another, by position."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.persistence import MapperDeserialisationError
from google.protobuf.message import DecodeError
from sqlalchemy import Connection

from chassis.journal import mark_of, rows_after
from chassis.modelling import Origin
from chassis.published import decoded
from chassis.store import log
from chassis.store.mapper import NamedMapper
from chassis.traceparent import next_span


@dataclass(frozen=True)
class Unreadable:
    """Stands where an event should, and says why it cannot be read."""

    problem: Exception


@dataclass(frozen=True)
class Heard:
    """An event as a follower gets it, its own service's or another's.

    `event` is the domain event of the own log, or the protobuf message of another service; None
    when its type is unknown here, Unreadable when its bytes are not what its type says. `source` is
    "" for the own log.
    """

    source: str
    log: str
    position: int
    name: str
    subject: str
    recorded_at: datetime
    correlation: str
    caused_by: str
    traceparent: str
    event: Any

    @property
    def id(self) -> str:
        """The event's id everywhere: "<log>/<position>"."""
        return f"{self.log}/{self.position}"

    @property
    def occurred_on(self) -> date | None:
        """The world's day, where the event has one."""
        on = getattr(self.event, "occurred_on", None)
        return date.fromisoformat(on) if isinstance(on, str) and on else on or None

    def origin(self, process: str) -> Origin:
        """Who a process manager is when it answers this event with a command: in its trace, in a span of its own."""
        return Origin(
            actor=f"process:{process}",
            organisation="SOMICIS",
            role="process",
            correlation=self.correlation,
            caused_by=self.id,
            traceparent=next_span(self.traceparent, self.request_id(process)),
        )

    def request_id(self, process: str) -> UUID:
        """The request of that command, the same however often the event is handled."""
        return uuid5(NAMESPACE_URL, f"somicis:{process}:{self.id}")


class Feed(Protocol):
    """A log or a journal, read by position."""

    def head(self, tx: Connection) -> int:
        """The last position that can be read."""

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        """What lies beyond a position, in order."""


class LogFeed:
    """The own log of a service."""

    def __init__(self, mapper: NamedMapper) -> None:
        self._mapper = mapper

    def head(self, tx: Connection) -> int:
        """The log's last position."""
        return log.head(tx).position

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        """The stored events beyond a position."""
        log_id = log.head(tx).log
        return [self._heard(log_id, entry) for entry in log.after(tx, position, limit)]

    def _heard(self, log_id: str, entry: log.Entry) -> Heard:
        return Heard(
            source="",
            log=log_id,
            position=entry.position,
            name=entry.name,
            subject=str(entry.subject),
            recorded_at=entry.recorded_at,
            correlation=entry.origin.correlation,
            caused_by=entry.origin.caused_by,
            traceparent=entry.origin.traceparent,
            event=_read(lambda: self._mapper.to_domain_event(entry.stored)),
        )


class JournalFeed:
    """What the service has heard of another, up to the mark."""

    def __init__(self, source: str) -> None:
        self._source = source

    def head(self, tx: Connection) -> int:
        """The mark: beyond it there may be a gap."""
        mark = mark_of(tx, self._source)
        return mark.mark if mark else 0

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        """The public events beyond a position."""
        mark = mark_of(tx, self._source)
        return [self._heard(row) for row in rows_after(tx, mark, position, limit)] if mark else []

    def _heard(self, row: Any) -> Heard:
        return Heard(
            source=self._source,
            log=row.log,
            position=row.position,
            name=row.type,
            subject=row.subject,
            recorded_at=row.recorded_at,
            correlation=row.correlation,
            caused_by=row.caused_by,
            traceparent=row.traceparent,
            event=_read(lambda: decoded(row.type, row.body)),
        )


def _read(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (MapperDeserialisationError, DecodeError) as problem:
        return Unreadable(problem)
