"""Followers: read models and process managers read a log or a journal, each at its own pace."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import structlog
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    update,
)
from structlog.contextvars import bind_contextvars, bound_contextvars

from chassis.clock import machine_now
from chassis.database import Database, Instant
from chassis.feeds import Feed, Heard, JournalFeed, LogFeed, Unreadable
from chassis.gathering import gathering
from chassis.leasing import Lease
from chassis.modelling import InvalidField
from chassis.refusals import DatabaseUnavailable, LeaseLost, ReadModelBehind
from chassis.store import log
from chassis.traceparent import trace_id_of

__all__ = [
    "METADATA",
    "PARKED",
    "Feed",
    "Follower",
    "Handler",
    "Heard",
    "JournalFeed",
    "LogFeed",
    "Progress",
    "Projection",
    "parked_count",
    "position_of",
]

METADATA = MetaData()
POSITIONS = Table(
    "positions",
    METADATA,
    Column("follower", String(80), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
PARKED = Table(
    "parked",
    METADATA,
    Column("follower", String(80), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("subject", String(64), nullable=False),
    Column("name", String(160), nullable=False),
    Column("problem", String(400), nullable=False),
    Column("parked_at", Instant, nullable=False),
)

BATCH = 500
"""Events handled in one transaction, if they fit into its time."""
SLICE_S = 0.03
"""Seconds after which a transaction ends with what it has done: in SQLite everybody else waits for it."""
TRIES = 3
"""How often an event is tried by itself before its subject is parked."""

READ_YOUR_WRITES_S = 5.0
"""How long a question waits at most for a read model to have what its caller wrote."""

_log = structlog.get_logger(__name__)

Handler = Callable[[Any, Heard, Connection], None]


class Projection(Protocol):
    """A read model or a process manager: its name, what it reads, one handler an event."""

    @property
    def name(self) -> str:
        """Its name, for ever: its position is kept under it."""

    @property
    def source(self) -> str:
        """The service it hears; "" for the own log."""

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by class of event; it passes over every other event."""


class Follower:
    """Brings one projection up to the head of its feed, batch by batch, each event once.

    The position moves in the transaction of the effect. A batch that fails is handled again event
    by event; an event that keeps failing is parked with every later one of its subject.
    """

    def __init__(self, database: Database, projection: Projection, feed: Feed, lease: Lease) -> None:
        self.name = projection.name
        self._database = database
        self._handlers = projection.handlers()
        self._feed = feed
        self._lease = lease
        self._held_under: int | None = None

    def step(self) -> bool:
        """Handle what is new; whether there was anything."""
        self._held_under = self._lease.number
        with self._database.reading() as tx:
            position = position_of(tx, self.name)
            heard = self._feed.after(tx, position, BATCH)
        if not heard:
            return False
        try:
            self._handle(position, heard)
        except (LeaseLost, DatabaseUnavailable):
            raise
        except Exception:  # noqa: BLE001 - whatever went wrong, the others must go on
            _log.warning("batch failed, going event by event", follower=self.name, exc_info=True)
            self._one_by_one(position, heard)
        return True

    def _one_by_one(self, position: int, heard: Sequence[Heard]) -> None:
        for one in heard:
            with bound_contextvars(**_origin_in_logs(one)):
                self._alone(position, one)
            position = one.position

    def _alone(self, position: int, one: Heard) -> None:
        for left in range(TRIES - 1, -1, -1):
            try:
                self._handle(position, [one])
                return
            except (LeaseLost, DatabaseUnavailable):
                raise
            except Exception as problem:  # noqa: BLE001 - parked by what it is called
                if left == 0:
                    _log.error("event parked", follower=self.name, event_id=one.id, exc_info=True)
                    self._park(position, one, type(problem).__name__)

    def _handle(self, position: int, heard: Sequence[Heard]) -> None:
        """Handle what comes first, as much as fits into a slice of time."""
        give_way = time.monotonic() + SLICE_S
        with self._database.writing() as tx:
            self._lease.check_since(self._held_under, tx)
            set_aside = parked_subjects(tx, self.name)
            with gathering(tx), bound_contextvars(**_origin_in_logs(heard[0])):
                for one in heard:
                    if one.subject in set_aside:
                        _park(tx, self.name, one, "an earlier event of its subject is parked")
                    else:
                        self._apply(one, tx)
                    if time.monotonic() >= give_way:
                        break
            _move(tx, self.name, position, one.position)

    def _apply(self, one: Heard, tx: Connection) -> None:
        if isinstance(one.event, Unreadable):
            raise one.event.problem
        handler = self._handlers.get(type(one.event))
        if handler is not None:
            # Not taken back after each: to bind is a small part of what an event costs, to unbind as well is not.
            bind_contextvars(**_origin_in_logs(one))
            handler(one.event, one, tx)

    def _park(self, position: int, one: Heard, problem: str) -> None:
        with self._database.writing() as tx:
            self._lease.check_since(self._held_under, tx)
            _park(tx, self.name, one, problem)
            _move(tx, self.name, position, one.position)


class Progress:
    """How far followers have come, for readers who must see what they wrote."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wait(self, follower: str, position: int, patience: float) -> None:
        """Return once the follower has reached the position of its own service's log.

        That takes READ_YOUR_WRITES_S seconds at most, and no longer than the caller's `patience`.
        Raises ReadModelBehind, and InvalidField at once for a position the log itself has not reached:
        no receipt named it, and waiting for it would keep a thread from somebody with a question.
        """
        if self._at(follower) < position:
            self._check_stored(position)
        give_up = time.monotonic() + min(READ_YOUR_WRITES_S, patience)
        while (at := self._at(follower)) < position:
            if time.monotonic() >= give_up:
                raise ReadModelBehind(follower=follower, position=at, wanted=position)
            time.sleep(0.005)

    def _check_stored(self, position: int) -> None:
        with self._database.reading() as tx:
            head = log.head(tx).position
        if position > head:
            raise InvalidField("at_least_position", f"is beyond the log, which ends at {head}; give a receipt's")

    def _at(self, follower: str) -> int:
        with self._database.reading() as tx:
            return position_of(tx, follower)


def position_of(tx: Connection, follower: str) -> int:
    """The last position a follower has handled; 0 before the first."""
    wanted = select(POSITIONS.c.position).where(POSITIONS.c.follower == follower)
    return int(tx.execute(wanted).scalar_one_or_none() or 0)


def parked_count(tx: Connection, follower: str) -> int:
    """How many events a follower has set aside."""
    wanted = select(func.count()).select_from(PARKED).where(PARKED.c.follower == follower)
    return int(tx.execute(wanted).scalar_one())


def parked_subjects(tx: Connection, follower: str) -> frozenset[str]:
    """The subjects whose events a follower sets aside."""
    wanted = select(PARKED.c.subject).where(PARKED.c.follower == follower).distinct()
    return frozenset(tx.execute(wanted).scalars())


def _origin_in_logs(one: Heard) -> Mapping[str, str]:
    """What a line says that is written because of an event: what it follows from, as the lines of a call do."""
    return {"correlation": one.correlation, "trace_id": trace_id_of(one.traceparent)}


def _park(tx: Connection, follower: str, one: Heard, problem: str) -> None:
    # The problem is the exception's type only: its text could repeat what the event holds.
    values = {"subject": one.subject, "name": one.name, "problem": problem}
    key = {"follower": follower, "position": one.position, "parked_at": machine_now()}
    tx.execute(insert(PARKED).values(**key, **values))


def _move(tx: Connection, follower: str, seen: int, position: int) -> None:
    ours = POSITIONS.c.follower == follower
    moved = update(POSITIONS).where(ours, POSITIONS.c.position == seen).values(position=position)
    if tx.execute(moved).rowcount:
        return
    if seen or position_of(tx, follower):
        raise LeaseLost(f"The position of {follower} was moved by another process.")
    tx.execute(insert(POSITIONS).values(follower=follower, position=position))
