"""A service of the tests' own, on a real database in a folder: it makes things and says what they are called."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from chassis.clock import TestClock
from chassis.commanding import Aggregates, Commander, Receipt
from chassis.database import Database
from chassis.following import Follower, JournalFeed, LogFeed, Projection
from chassis.foundations import PLUMBING
from chassis.leasing import Lease
from chassis.modelling import Origin
from chassis.relay import Relay
from chassis.store import log, recorder
from chassis.store.log import Entry
from chassis.store.tables import METADATA as STORE
from chassis.transport.port import Transport
from tests.support.databases import opened
from tests.support.things import (
    STORED_NAMES,
    MakeThing,
    RenameThing,
    ShowThing,
    Thing,
    ThingNotFound,
    WeighThing,
    published,
)

REQUESTS = UUID("55555555-5555-5555-8555-555555555555")
NOON = datetime(2023, 1, 9, 12, tzinfo=UTC)
DIGEST_KEY = b"k" * 32
TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
"""The trace every command belongs to."""


class Workshop:
    """The service's database, commands, log, relay and followers, without a process around them."""

    def __init__(self, folder: Path, name: str = "workshop", database: Database | None = None) -> None:
        self.name = name
        self.database = database or opened(folder, name, STORE, *PLUMBING)
        if database is not None:
            database.create(STORE, *PLUMBING)
        recorder.begin(self.database)
        self.clock = TestClock(folder / f"{name}.clock.json")
        self.clock.set(NOON)
        self.commander = Commander(self.database, STORED_NAMES, DIGEST_KEY, self.clock)
        self.lease = Lease(self.database, "test")
        self._requests = count(1)

    def by(self, actor: str = "OP_1", request_id: UUID | None = None, **given: Any) -> dict[str, Any]:
        """What every command says: which request, who asks, when."""
        number = next(self._requests)
        origin = Origin(actor=actor, organisation="DESK_1", role="operator", correlation="c", traceparent=TRACEPARENT)
        request = request_id or uuid5(REQUESTS, f"{self.name}/{number}")
        return {"request_id": request, "origin": origin, "now": self.clock.now()} | given

    def make(self, label: str = "spoon", tx: Connection | None = None, **by: Any) -> Receipt:
        """Make a thing."""
        command = MakeThing(**self.by(**by), label=label)
        return self.commander.execute(command, lambda _: Thing.make(command.new_id("thing"), command.label), tx)

    def rename(self, thing: Receipt, label: str, **by: Any) -> Receipt:
        """Call a thing something else."""
        command = RenameThing(**self.by(**by), thing_id=thing.id, label=label)
        return self.commander.execute(command, lambda at: _changed(at, thing.id, lambda it: it.rename(label)))

    def weigh(self, thing: Receipt, grams: int, times: int = 1) -> Receipt:
        """Note the weight of a thing, which is not published; more than once all in one, if need be."""
        command = WeighThing(**self.by(), thing_id=thing.id, grams=grams)
        return self.commander.execute(command, lambda at: _changed(at, thing.id, lambda it: it.weigh(grams), times))

    def show(self, thing: Receipt, times: int = 1) -> Receipt:
        """Show a thing, more than once all in one, if need be."""
        command = ShowThing(**self.by(), thing_id=thing.id)
        return self.commander.execute(command, lambda at: _changed(at, thing.id, Thing.show, times))

    def thing(self, id: UUID) -> Thing:
        """A thing, read from its events."""
        return self.commander.read().get(Thing, id, ThingNotFound)

    def entries(self) -> Sequence[Entry]:
        """The whole log."""
        with self.database.reading() as tx:
            return log.after(tx, 0, 100_000)

    def log_id(self) -> str:
        """The id of the log."""
        with self.database.reading() as tx:
            return log.head(tx).log

    def pass_time(self, by: timedelta = timedelta(seconds=1)) -> None:
        """Move the clock on."""
        self.clock.set(self.clock.now() + by)

    def relay(self, transport: Transport) -> Relay:
        """The service's relay, holding the lease."""
        self.lease.hold()
        mapper = self.commander.mapper
        return Relay(self.name, self.database, mapper, published, transport, self.lease, self.clock)

    def follower(self, projection: Projection) -> Follower:
        """A follower of this service, holding the lease."""
        self.lease.hold()
        return self.follower_holding(self.lease, projection)

    def follower_holding(self, lease: Lease, projection: Projection) -> Follower:
        """A follower that holds a lease of its own."""
        feed = JournalFeed(projection.source) if projection.source else LogFeed(self.commander.mapper)
        return Follower(self.database, projection, feed, lease)


def _changed(at: Aggregates, id: UUID, act: Callable[[Thing], None], times: int = 1) -> Thing:
    thing = at.changing(Thing, id, ThingNotFound)
    for _ in range(times):
        act(thing)
    return thing
