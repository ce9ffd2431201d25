"""Our recorder: events, their hash chain and the request that brought them, in one transaction."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
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
from sqlalchemy import Connection, Select, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError as KeyTaken

from chassis.bell import tell_others
from chassis.database import Database, take
from chassis.modelling import NOT_YET_RECORDED
from chassis.store.chain import GENESIS, link
from chassis.store.log import LogHead, head
from chassis.store.mapper import Recorded, Storable
from chassis.store.occasion import Asked, Occasion
from chassis.store.tables import EVENTS, LOG, METADATA, REQUESTS


class Recorder(ApplicationRecorder):
    """Records on a transaction of its own, or on one it joins (`joining`)."""

    def __init__(self, database: Database, tx: Connection | None = None) -> None:
        # The library's own __init__ prepares an id type for its own tables; ours are typed.
        self._database = database
        self._tx = tx

    def joining(self, tx: Connection | None) -> "Recorder":
        """The same recorder inside a transaction somebody else commits, if there is one."""
        return Recorder(self._database, tx)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The transaction it has joined, or one of its own that reads."""
        if self._tx is not None:
            yield self._tx
        else:
            with self._database.reading() as tx:
                yield tx

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
        return [Recorded(row.stream, row.version, row.name, row.state, row.recorded_at) for row in self._rows(wanted)]

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

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
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
        with self.reading() as tx:
            return tx.execute(wanted).all()


class _Recording:
    """One insertion: takes the log, links every event to the last one of its stream, moves the log on."""

    def __init__(self, tx: Connection, occasion: Occasion) -> None:
        take_the_log(tx)
        self._tx = tx
        self._occasion = occasion
        self._origin = json.dumps(occasion.origin.model_dump(), sort_keys=True).encode()

    def of(self, stored_events: Sequence[StoredEvent]) -> list[int]:
        # Whatever can go wrong goes wrong before the events are written: the transaction may be another's.
        events = [_ours(event) for event in stored_events]
        stand = {stream: self._standing(stream) for stream in dict.fromkeys(e.originator_id for e in events)}
        rows = self._linked(events, stand)
        if self._occasion.asked is not None:
            self._request(self._occasion.asked, rows[-1])
        self._tx.execute(_INSERT_EVENT, rows)
        self._tx.execute(_MOVE_LOG, {"position": rows[-1]["position"], "recorded_at": rows[-1]["recorded_at"]})
        tell_others(self._tx)
        return [row["position"] for row in rows]

    def _standing(self, stream: UUID) -> "_Standing":
        row = self._tx.execute(_SELECT_STANDING, {"stream": stream}).one()
        return _Standing(row.position, row.recorded_at, row.version or 0, row.hash or GENESIS)

    def _linked(self, events: Sequence[Storable], stand: Mapping[UUID, "_Standing"]) -> list[dict[str, Any]]:
        log = stand[events[0].originator_id]
        heads = {stream: (head.version, head.hash) for stream, head in stand.items()}
        recorded_at = max(self._occasion.now, log.recorded_at).astimezone(UTC)
        rows = []
        for position, event in enumerate(events, log.position + 1):
            version, previous = heads[event.originator_id]
            if event.originator_version != version + 1:
                raise IntegrityError(f"Stream {event.originator_id} has moved on.")
            row = self._row(event, position, recorded_at, previous)
            heads[event.originator_id] = (event.originator_version, row["hash"])
            rows.append(row)
        return rows

    def _row(self, event: Storable, position: int, recorded_at: datetime, previous: bytes) -> dict[str, Any]:
        row = {
            "position": position,
            "stream": event.originator_id,
            "version": event.originator_version,
            "name": event.topic,
            "subject": event.subject,
            "recorded_at": recorded_at,
            "origin": self._origin,
            "state": event.state,
            "previous_hash": previous,
        }
        return {**row, "hash": link(row)}

    def _request(self, asked: Asked, last: Mapping[str, Any]) -> None:
        answer = {name: last[name] for name in ("stream", "version", "position", "recorded_at")}
        try:
            self._tx.execute(_INSERT_REQUEST, {**vars(asked), **answer})
        except KeyTaken as taken:
            raise IntegrityError(f"Request {asked.request_id} was answered meanwhile.") from taken


def _ours(event: StoredEvent) -> Storable:
    if not isinstance(event, Storable):
        raise ProgrammingError("Only what NamedMapper has mapped can be recorded.")
    return event


@dataclass(frozen=True)
class _Standing:
    """The last position of the log and since when nothing is recorded; the last event of one stream."""

    position: int
    recorded_at: datetime
    version: int
    hash: bytes


# Statements are made once: to put one together costs as much as to run it.
_SELECT_STANDING = (
    select(LOG.c.position, LOG.c.recorded_at, EVENTS.c.version, EVENTS.c.hash)
    .select_from(LOG.outerjoin(EVENTS, EVENTS.c.stream == bindparam("stream")))
    .order_by(EVENTS.c.version.desc())
    .limit(1)
)
_MOVE_LOG = update(LOG)
_INSERT_EVENT = insert(EVENTS)
_INSERT_REQUEST = insert(REQUESTS)


def prepare(database: Database) -> None:
    """Make the store's tables and, once, its log with an id of its own."""
    database.create(METADATA)
    begin(database)


def begin(database: Database) -> None:
    """Have the log begin, with an id of its own, in tables that are there; nothing if it has begun."""
    with database.writing(alone_on=LOG) as tx:
        if tx.execute(select(LOG.c.one)).first() is None:
            begun = {"one": 1, "log": str(uuid4()), "position": 0, "recorded_at": NOT_YET_RECORDED}
            tx.execute(insert(LOG).values(**begun))


def renew(tx: Connection) -> str:
    """Give a log that was restored a new id, before anything of it is said again; answer that."""
    take_the_log(tx)
    renewed = str(uuid4())
    tx.execute(update(LOG).values(log=renewed))
    return renewed


def take_the_log(tx: Connection) -> None:
    """Be the only one who writes the log until the transaction ends."""
    # Positions are given in the order of commits only if one transaction writes at a time.
    take(tx, LOG)


def pass_time(tx: Connection, instant: datetime) -> LogHead:
    """Let nothing more be recorded before an instant; answer where the log stands with that."""
    take_the_log(tx)
    tx.execute(update(LOG).where(LOG.c.recorded_at < instant).values(recorded_at=instant))
    return head(tx)
