"""The journal: what a service has heard of another, in order, once and without gaps (design D3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from chassis.clock import machine_now
from chassis.database import Database, Instant
from chassis.published import (
    PARTITION,
    Heartbeat,
    PublicEvent,
    Replayed,
    Undecodable,
    heard_in,
)
from chassis.relay import ReplayRequest
from chassis.transport.port import Message
from chassis.transport.topology import hearing

METADATA = MetaData()
JOURNAL = Table(
    "journal",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log", String(36), primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("previous", BigInteger, nullable=False),
    Column("type", String(160), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("correlation", String(64), nullable=False),
    Column("caused_by", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
MARKS = Table(
    "marks",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log", String(36), nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("known", BigInteger, nullable=False),
    Column("complete_until", Instant),
    Column("asked_after", BigInteger),
    Column("asked_at", Instant),
    Column("asked_times", BigInteger, nullable=False),
    Column("duplicates", BigInteger, nullable=False),
    Column("stopped", String(200), nullable=False),
)
QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", String(40), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("problem", String(400), nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

REPEAT_AFTER = timedelta(seconds=5)
"""How long a request for a replay may stay without progress before it is made again."""


@dataclass(frozen=True)
class Mark:
    """How far a source has been heard without a gap, and how far it is known to have spoken."""

    source: str
    log: str
    mark: int
    known: int
    complete_until: datetime | None
    asked_after: int | None
    asked_at: datetime | None
    asked_times: int
    duplicates: int
    stopped: str


def unheard(source: str) -> Mark:
    """A source before its first message."""
    return Mark(source, "", 0, 0, None, None, None, 0, 0, "")


def marks(tx: Connection) -> Sequence[Mark]:
    """Every source heard so far, in order of name."""
    rows = tx.execute(select(MARKS).order_by(MARKS.c.source))
    return [Mark(**row._mapping) for row in rows]


def mark_of(tx: Connection, source: str) -> Mark | None:
    """How far one source has been heard; None before its first message."""
    row = tx.execute(select(MARKS).where(MARKS.c.source == source)).one_or_none()
    return Mark(**row._mapping) if row else None


def rows_after(tx: Connection, mark: Mark, position: int, limit: int) -> Sequence[Row[Any]]:
    """What was heard beyond a position and up to the mark, in order."""
    ours = (JOURNAL.c.source == mark.source) & (JOURNAL.c.log == mark.log)
    between = (JOURNAL.c.position > position) & (JOURNAL.c.position <= mark.mark)
    wanted = select(JOURNAL).where(ours, between).order_by(JOURNAL.c.position).limit(limit)
    return tx.execute(wanted).all()


class Journal:
    """One service's journal of one source."""

    def __init__(self, database: Database, subscriber: str, source: str) -> None:
        self._database = database
        self._subscriber = subscriber
        self._source = source

    def receive(self, messages: Sequence[Message]) -> ReplayRequest | None:
        """Keep what arrived in one transaction; answer what to ask the source for, if anything.

        What cannot be read, and what comes from another log than the one begun with, is kept in
        quarantine: nothing that arrived is ever dropped.
        """
        with self._database.writing(alone_on=MARKS) as tx:
            hearing_of = _Hearing(tx, self._source)
            for message in messages:
                hearing_of.take(message)
            return hearing_of.close(hearing(self._subscriber, self._source))

    def stopped(self) -> str:
        """Why nothing is heard of the source; empty when all is well."""
        with self._database.reading() as tx:
            mark = mark_of(tx, self._source)
        return mark.stopped if mark else ""


class _Hearing:
    """What one transaction does to one journal."""

    def __init__(self, tx: Connection, source: str) -> None:
        self._tx = tx
        self._source = source
        self._begun = mark_of(tx, source)
        self._changes: dict[str, Any] = {}
        self._beat: Heartbeat | None = None

    def take(self, message: Message) -> None:
        try:
            heard = heard_in(message)
        except Undecodable as problem:
            self._quarantine(message, str(problem))
            return
        if not self._of_our_log(heard.log):
            self._change(stopped=f"it now speaks of another log, {heard.log}")
            self._quarantine(message, f"of another log, {heard.log}")
            return
        match heard:
            case PublicEvent():
                self._keep(heard)
            case Heartbeat():
                self._change(known=max(self._now("known"), heard.position))
                self._beat = heard
            case Replayed():
                self._change(asked_after=None, asked_at=None)

    def close(self, queue: str) -> ReplayRequest | None:
        """Move the mark as far as the chain reaches; say what is missing."""
        if self._begun is None and not self._changes:
            return None
        mark = self._moved_mark()
        if mark > self._now("mark"):
            self._change(mark=mark, known=max(mark, self._now("known")))
            if self._now("asked_after") is not None:
                self._change(asked_at=machine_now())
        if self._beat is not None and self._beat.position <= mark:
            self._change(complete_until=self._beat.complete_until)
        request = self._missing(queue)
        if self._changes:
            ours = MARKS.c.source == self._source
            self._tx.execute(update(MARKS).where(ours).values(**self._changes))
        return request

    def _of_our_log(self, log: str) -> bool:
        if self._begun is None:
            self._begun = replace(unheard(self._source), log=log)
            self._tx.execute(insert(MARKS).values(**vars(self._begun)))
        return self._begun.log == log

    def _keep(self, event: PublicEvent) -> None:
        if self._is_kept(event.position):
            self._change(duplicates=self._now("duplicates") + 1)
            return
        self._tx.execute(
            insert(JOURNAL).values(
                source=self._source,
                log=event.log,
                partition=PARTITION,
                position=event.position,
                previous=event.previous,
                type=event.type,
                subject=event.subject,
                recorded_at=event.recorded_at,
                correlation=event.correlation,
                caused_by=event.caused_by,
                body=event.body,
            )
        )

    def _is_kept(self, position: int) -> bool:
        wanted = select(JOURNAL.c.position).where(*self._ours(), JOURNAL.c.position == position)
        return position <= self._now("mark") or self._tx.execute(wanted).first() is not None

    def _moved_mark(self) -> int:
        mark: int = self._now("mark")
        beyond = select(JOURNAL.c.position, JOURNAL.c.previous).where(*self._ours(), JOURNAL.c.position > mark)
        for row in self._tx.execute(beyond.order_by(JOURNAL.c.position)):
            if row.previous != mark:
                break
            mark = row.position
        return mark

    def _missing(self, queue: str) -> ReplayRequest | None:
        """One request at a time, made again when it brought nothing for a while."""
        mark, log = self._now("mark"), self._now("log")
        beyond = select(JOURNAL.c.position).where(*self._ours(), JOURNAL.c.position > mark)
        first = self._tx.execute(beyond.order_by(JOURNAL.c.position).limit(1)).scalar_one_or_none()
        nothing_missing = first is None and self._now("known") <= mark
        if nothing_missing or self._is_waiting():
            return None
        times = self._now("asked_times") + 1
        self._change(asked_after=mark, asked_at=machine_now(), asked_times=times)
        return ReplayRequest(queue, log, after=mark, until=first or 0)

    def _is_waiting(self) -> bool:
        asked_at = self._now("asked_at")
        return asked_at is not None and machine_now() < asked_at + REPEAT_AFTER

    def _ours(self) -> Sequence[Any]:
        same_log = JOURNAL.c.log == self._now("log")
        return JOURNAL.c.source == self._source, same_log, JOURNAL.c.partition == PARTITION

    def _now(self, name: str) -> Any:
        return self._changes.get(name, getattr(self._begun, name))

    def _change(self, **values: Any) -> None:
        self._changes |= values

    def _quarantine(self, message: Message, problem: str) -> None:
        self._tx.execute(
            insert(QUARANTINE).values(
                source=self._source,
                received_at=machine_now(),
                problem=problem[:400],
                headers=repr(dict(message.headers)),
                body=message.body,
            )
        )
