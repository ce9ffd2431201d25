"""The relay: follows the log and says, in order, what a service says to others (design D1, D3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, insert, select, update

from chassis.clock import Clock, machine_now
from chassis.database import Database
from chassis.leasing import Lease
from chassis.published import (
    LAST_POSITION,
    Heartbeat,
    PublicEvent,
    Publish,
    Replayed,
    Undecodable,
    position_in,
    said_of,
)
from chassis.refusals import LeaseLost
from chassis.store import log
from chassis.store.log import Entry
from chassis.store.mapper import NamedMapper
from chassis.store.recorder import pass_time
from chassis.transport.port import Message, Transport
from chassis.transport.topology import control_of, events_of

METADATA = MetaData()
RELAY = Table(
    "relay",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("scanned", BigInteger, nullable=False),
    Column("last_public", BigInteger, nullable=False),
)

WINDOW = 500
"""How many events are published before their confirms are waited for, and replayed at once."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ReplayRequest:
    """Say again to one queue what follows a position, up to another (0: to the end)."""

    queue: str
    log: str
    after: int
    until: int

    def message(self) -> Message:
        """The request as it travels."""
        values = {"queue": self.queue, "log": self.log}
        values |= {"after": str(self.after), "until": str(self.until)}
        return Message(values, b"")

    @classmethod
    def of(cls, message: Message) -> "ReplayRequest":
        """The request in a message. Raises Undecodable when there is none."""
        headers = message.headers
        try:
            after, until = position_in(headers["after"]), position_in(headers["until"])
            return cls(headers["queue"], headers["log"], after, until)
        except (KeyError, ValueError, TypeError) as problem:
            raise Undecodable(f"{type(problem).__name__}: {problem}") from problem


@dataclass(frozen=True)
class Relayed:
    """How far the relay has read, and the last position the broker has confirmed."""

    scanned: int
    last_public: int


def relayed(tx: Connection) -> Relayed:
    """The relay's two numbers."""
    row = tx.execute(select(RELAY.c.scanned, RELAY.c.last_public)).one_or_none()
    return Relayed(row.scanned, row.last_public) if row else Relayed(0, 0)


class Relay:
    """Publishes one service's log. Call `step` again and again while the lease is held."""

    heartbeat_every = timedelta(seconds=1)

    def __init__(
        self,
        service: str,
        database: Database,
        mapper: NamedMapper,
        publish: Publish,
        transport: Transport,
        lease: Lease,
        clock: Clock,
    ) -> None:
        self._service = service
        self._database = database
        self._mapper = mapper
        self._publish = publish
        self._transport = transport
        self._lease = lease
        self._clock = clock
        self._heartbeat_at = machine_now()

    def step(self) -> bool:
        """Publish the next stretch of the log, answer requests; whether anything was done."""
        answered = self._answer()
        held_under = self._lease.number
        with self._database.reading() as tx:
            done = relayed(tx)
            entries = log.after(tx, done.scanned, WINDOW)
            log_id = log.head(tx).log
        if entries:
            self._say(log_id, done, entries, held_under)
        elif machine_now() >= self._heartbeat_at:
            self._beat(done)
        return answered or bool(entries)

    def _beat(self, done: Relayed) -> None:
        # What is stored after this cannot be recorded before it, however long its command has waited.
        with self._database.writing() as tx:
            self._lease.check(tx)
            head = pass_time(tx, self._clock.now())
        if head.position > done.scanned:
            # Something came in between: it is said first.
            return
        beat = Heartbeat(self._service, head.log, done.last_public, head.recorded_at)
        self._transport.publish(events_of(self._service), [beat.message()])
        self._heartbeat_at = machine_now() + self.heartbeat_every

    def _say(self, log_id: str, done: Relayed, entries: Sequence[Entry], held_under: int | None) -> None:
        events = self._public(log_id, done.last_public, entries)
        if events:
            self._transport.publish(events_of(self._service), [e.message() for e in events])
        last_public = events[-1].position if events else done.last_public
        # Only now, after the confirm: a crash before this publishes again, which harms nobody.
        self._save(done, Relayed(entries[-1].position, last_public), held_under)

    def _public(self, log_id: str, previous: int, entries: Sequence[Entry]) -> list[PublicEvent]:
        said: list[PublicEvent] = []
        for entry in entries:
            before = said[-1].position if said else previous
            event = self._mapper.to_domain_event(entry.stored)
            public = said_of(self._service, log_id, entry, event, before, self._publish)
            if public is not None:
                said.append(public)
        return said

    def _save(self, seen: Relayed, now: Relayed, held_under: int | None) -> None:
        values = {"scanned": now.scanned, "last_public": now.last_public}
        with self._database.writing() as tx:
            self._lease.check_since(held_under, tx)
            moved = update(RELAY).where(RELAY.c.scanned == seen.scanned).values(**values)
            if tx.execute(moved).rowcount:
                return
            if relayed(tx) != seen:
                raise LeaseLost("The relay's numbers were moved by another process.")
            tx.execute(insert(RELAY).values(one=1, **values))

    def _answer(self) -> bool:
        batch = self._transport.fetch(control_of(self._service), 20)
        if batch is None:
            return False
        for message in batch.messages:
            try:
                self._replay(ReplayRequest.of(message))
            except Undecodable as problem:
                # Nothing is lost by passing it over: whoever misses something asks again.
                _log.warning("no request for a replay", service=self._service, problem=str(problem))
        batch.done()
        return True

    def _replay(self, request: ReplayRequest) -> None:
        with self._database.reading() as tx:
            if log.head(tx).log != request.log:
                # The asker follows a log that is no longer ours; the next heartbeat tells it so.
                return
            events = self._again(tx, request)
        if not events:
            # Said too early, or by an older version of us: an answer would only make it ask again.
            return
        marker = Replayed(self._service, request.log, request.after, events[-1].position)
        self._transport.send(request.queue, [*(event.message() for event in events), marker.message()])

    def _again(self, tx: Connection, request: ReplayRequest) -> list[PublicEvent]:
        end = min(request.until or LAST_POSITION, relayed(tx).last_public)
        said: list[PublicEvent] = []
        # The asker's mark is a public position, so it is what the first event follows.
        reached, previous = request.after, request.after
        while reached < end and len(said) < WINDOW:
            entries = log.after(tx, reached, WINDOW)
            said += self._public(request.log, previous, [each for each in entries if each.position <= end])
            reached = entries[-1].position
            previous = said[-1].position if said else request.after
        return said[:WINDOW]
