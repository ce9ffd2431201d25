"""Our recorder: events, their hash chain and the request that brought them, in one transaction."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    ProgrammingError,
    StoredEvent,
    Subscription,
)
from sqlalchemy import Connection, Select, func, insert, select, text, update

from chassis.database import Database
from chassis.modelling import NOT_YET_RECORDED, Origin
from chassis.store.mapper import Recorded, Storable
from chassis.store.tables import EVENTS, LOG, METADATA, REQUESTS, STREAMS

GENESIS = bytes(32)
"""What the first event of a stream follows."""


@dataclass(frozen=True)
class Asked:
    """The request behind some events: its key and what it asked, digested with a secret."""

    organisation: str
    method: str
    request_id: UUID
    digest: bytes


@dataclass(frozen=True)
class Occasion:
    """What the recorder writes beside the events: who asked, when, by which request."""

    origin: Origin
    now: datetime
    asked: Asked | None = None


class Recorder(ApplicationRecorder):
    """Records on a transaction of its own, or on one it joins (`joining`)."""

    def __init__(self, database: Database, tx: Connection | None = None) -> None:
        # The library's own __init__ prepares an id type for its own tables; ours are typed.
        self._database = database
        self._tx = tx

    def joining(self, tx: Connection) -> "Recorder":
        """The same recorder inside a transaction somebody else commits."""
        return Recorder(self._database, tx)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Write events that follow the heads of their streams; answer their positions.

        Takes `occasion`: Occasion. Raises IntegrityError when a stream has moved on, and writes
        nothing then.
        """
        occasion: Occasion = kwargs["occasion"]
        with self._writing() as tx:
            return _Recording(tx, occasion).of(stored_events)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream between two versions."""
        version = EVENTS.c.version
        wanted = select(EVENTS).where(EVENTS.c.stream == originator_id)
        wanted = wanted.where(version > gt) if gt is not None else wanted
        wanted = wanted.where(version <= lte) if lte is not None else wanted
        wanted = wanted.order_by(version.desc() if desc else version).limit(limit)
        return [
            Recorded(row.stream, row.version, row.name, row.state, row.recorded_at)
            for row in self._rows(wanted)
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The events of the log between two positions, in order."""
        first = (start or 0) if inclusive_of_start else (start or 0) + 1
        wanted = select(EVENTS).where(EVENTS.c.position >= first)
        wanted = wanted.where(EVENTS.c.position <= stop) if stop is not None else wanted
        wanted = wanted.where(EVENTS.c.name.in_(topics)) if topics else wanted
        return [
            Notification(row.stream, row.version, row.name, row.state, row.position)
            for row in self._rows(wanted.order_by(EVENTS.c.position).limit(limit))
        ]

    def max_notification_id(self) -> int | None:
        """The last position, None for an empty log."""
        [row] = self._rows(select(func.max(EVENTS.c.position)))
        last: int | None = row[0]
        return last

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Refused: followers read the log by position (chassis.following), nothing is pushed."""
        raise ProgrammingError(f"Nobody subscribes here (asked for {topics} beyond {gt}).")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._tx is not None:
            yield self._tx
        else:
            with self._database.writing() as tx:
                yield tx

    def _rows(self, wanted: Select[Any]) -> Sequence[Any]:
        if self._tx is not None:
            return self._tx.execute(wanted).all()
        with self._database.reading() as tx:
            return tx.execute(wanted).all()


class _Recording:
    """One insertion: takes the log, links every event to its stream's head, moves the log on."""

    def __init__(self, tx: Connection, occasion: Occasion) -> None:
        _take_the_log(tx)
        self._tx = tx
        self._occasion = occasion
        log = tx.execute(select(LOG.c.position, LOG.c.recorded_at)).one()
        self._position: int = log.position
        self._recorded_at = max(occasion.now, log.recorded_at)

    def of(self, events: Sequence[StoredEvent]) -> list[int]:
        positions = [self._event(event) for event in events]
        moved = {"position": self._position, "recorded_at": self._recorded_at}
        self._tx.execute(update(LOG).values(**moved))
        if self._occasion.asked is not None:
            self._request(self._occasion.asked, events[-1])
        return positions

    def _event(self, event: StoredEvent) -> int:
        assert isinstance(event, Storable)
        previous = self._follow(event)
        self._position += 1
        origin = json.dumps(self._occasion.origin.model_dump(), sort_keys=True).encode()
        link = chained(previous, event, self._recorded_at, origin)
        self._tx.execute(
            insert(EVENTS).values(
                position=self._position,
                stream=event.originator_id,
                version=event.originator_version,
                name=event.topic,
                subject=event.subject,
                recorded_at=self._recorded_at,
                origin=origin,
                state=event.state,
                previous_hash=previous,
                hash=link,
            )
        )
        moved = {"version": event.originator_version, "hash": link}
        self._tx.execute(
            update(STREAMS).where(STREAMS.c.stream == event.originator_id).values(**moved)
        )
        return self._position

    def _follow(self, event: StoredEvent) -> bytes:
        wanted = select(STREAMS).where(STREAMS.c.stream == event.originator_id)
        head = self._tx.execute(wanted).one_or_none()
        if event.originator_version != (head.version if head else 0) + 1:
            raise IntegrityError(f"Stream {event.originator_id} has moved on.")
        if head is not None:
            return bytes(head.hash)
        begun = {"stream": event.originator_id, "version": 0, "hash": GENESIS}
        self._tx.execute(insert(STREAMS).values(**begun))
        return GENESIS

    def _request(self, asked: Asked, last: StoredEvent) -> None:
        self._tx.execute(
            insert(REQUESTS).values(
                organisation=asked.organisation,
                method=asked.method,
                request_id=asked.request_id,
                digest=asked.digest,
                stream=last.originator_id,
                version=last.originator_version,
                position=self._position,
                recorded_at=self._recorded_at,
            )
        )


def chained(previous: bytes, event: StoredEvent, recorded_at: datetime, origin: bytes) -> bytes:
    """The link of an event in its stream's chain: 32 bytes of SHA-256 (design D8, ADR 0005).

    Every part is led by its length, so that no two different events give the same bytes.
    """
    parts = (
        previous,
        str(event.originator_id).encode(),
        str(event.originator_version).encode(),
        event.topic.encode(),
        recorded_at.isoformat().encode(),
        origin,
        event.state,
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def prepare(database: Database) -> None:
    """Make the store's tables and, once, its log with an id of its own."""
    database.create(METADATA)
    with database.writing() as tx:
        if tx.execute(select(LOG.c.one)).first() is None:
            begun = {"one": 1, "log": str(uuid4()), "position": 0, "recorded_at": NOT_YET_RECORDED}
            tx.execute(insert(LOG).values(**begun))


def _take_the_log(tx: Connection) -> None:
    # Positions are given in the order of commits only if one transaction writes at a time; SQLite
    # holds that right from BEGIN IMMEDIATE on.
    if tx.dialect.name == "postgresql":
        tx.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
