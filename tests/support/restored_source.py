"""A source restored from an older copy, and the service that hears it: relay, broker, journal, follower, decisions."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update

from chassis.adopting import Adopting
from chassis.database import Database
from chassis.following import Follower, JournalFeed, position_of
from chassis.journal import met_logs
from chassis.leasing import Lease
from chassis.log_decisions import GONE, Order, decisions
from chassis.pumping import Leased
from chassis.relay import RELAY, Relay
from chassis.store.tables import EVENTS, LOG, REQUESTS
from chassis.transport.memory import MemoryTransport
from tests.support.eventually import eventually
from tests.support.labels import METADATA, Labels
from tests.support.listener import Listener
from tests.support.memory_broker import HEARD
from tests.support.things import published
from tests.support.unsafe_line import EagerRelay
from tests.support.workshop import Workshop

AGREES = "agrees with what was heard up to"
"""What is said of two logs that part, before the position."""


def restore(database: Database, position: int, log: str = "") -> str:
    """Make a service's store what a copy taken at a position would be; answer its log's id, a new one unless given."""
    renewed = log or str(uuid4())
    with database.writing(alone_on=LOG) as tx:
        for table in (EVENTS, REQUESTS):
            tx.execute(delete(table).where(table.c.position > position))
        tx.execute(update(LOG).values(position=position, log=renewed))
        for column in (RELAY.c.scanned, RELAY.c.last_public):
            tx.execute(update(RELAY).where(column > position).values({column: position}))
    return renewed


def stored(database: Database) -> list[dict[str, Any]]:
    """The events of a service's store, row by row."""
    with database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(select(EVENTS).order_by(EVENTS.c.position))]


def restore_all(database: Database, events: list[dict[str, Any]]) -> str:
    """Make a service's store what a copy with these events would be; answer the log's new id."""
    restore(database, 0)
    with database.writing(alone_on=LOG) as tx:
        tx.execute(insert(EVENTS), events)
    return restore(database, events[-1]["position"])


def order(reason: str = "restored after a disk failed", request_id: str = "") -> Order:
    """What somebody decides."""
    return Order(request_id or str(uuid4()), reason, actor="OPS_1", organisation="CENTRE")


class RestoredSource:
    """The workshop speaks, the listener hears and follows; `do` lets all of them work until something is seen."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self.workshop = workshop
        self.listener = Listener(folder)
        self.listener.database.create(METADATA)
        self.labels = Labels("there", "workshop")
        self.follows = True
        self.lease = Lease(self.listener.database, "test", taken_over_after=timedelta(milliseconds=200))
        self.follower = Follower(self.listener.database, self.labels, JournalFeed("workshop"), self.lease)
        self.adopting = Adopting("listener", self.listener.database, {"workshop": ["there"]})
        self._relay = self._speaking()
        self._hearing = self.listener.hearing(MemoryTransport(HEARD))
        self._following = Leased(self.lease, [self.follower])

    def do(self, see: Callable[[], Any], wanted: Any) -> Any:
        """Let everybody work until `see()` is what is wanted; answer what was seen."""

        def seen() -> Any:
            self._relay.step()
            self._hearing.step()
            if self.follows:
                self._following.step()
            return see()

        return eventually(seen, wanted, within=20)

    def heard(self, *labels: str) -> None:
        """Make things and let them be heard and followed."""
        for label in labels:
            self.workshop.make(label)
        self.do(self.position, self.workshop.entries()[-1].position)

    def restored(self, position: int) -> str:
        """Restore the workshop as it was at a position; later than that, by its clock. Answers the new log."""
        self.workshop.pass_time()
        return restore(self.workshop.database, position)

    def restored_and_stopped(self, position: int, *since: str) -> str:
        """Restore the workshop, let it make things since, and the listener notice. Answers the new log."""
        renewed = self.restored(position)
        for label in since:
            self.workshop.make(label)
        self.do(self.stopped, bool)
        return renewed

    def gone_back(self, position: int, *since: str) -> None:
        """The workshop goes back to a position without a new id for its log, and makes things since."""
        self.workshop.pass_time()
        restore(self.workshop.database, position, log=self.log())
        for label in since:
            self.workshop.make(label)

    def diverged(self) -> None:
        """Three things heard, the copy held one of them, two others were made since, and the log was adopted."""
        self.heard("spoon", "fork", "knife")
        self.restored_and_stopped(1, "ladle", "whisk", "sieve")
        self.adopting.adopt("workshop", self.met(), order())
        self.do(self.stopped, bool)

    def stopped(self) -> str:
        """Why nothing is heard."""
        return self.listener.journal.stopped()

    def met(self) -> str:
        """The other log that was met last; empty when none was."""
        with self.listener.database.reading() as tx:
            return next((each.log for each in reversed(met_logs(tx, "workshop"))), "")

    def log(self) -> str:
        """The log that is heard."""
        return self.listener.mark().log

    def position(self) -> int:
        """How far the follower has come."""
        with self.listener.database.reading() as tx:
            return position_of(tx, "there")

    def read_model(self) -> list[str]:
        """The labels that were noted, in the order in which they were."""
        return [label for _, label in self.labels.seen(self.listener.database)]

    def decided(self) -> list[tuple[str, str, str, str]]:
        """What was decided: what, by whom, for whom, why."""
        with self.listener.database.reading() as tx:
            found = decisions(tx, "workshop")
        return [(each.kind.value, each.actor, each.organisation, each.reason) for each in found]

    def gone(self) -> Sequence[Any]:
        """What lies beside the journal for the auditor."""
        with self.listener.database.reading() as tx:
            return tx.execute(select(GONE).order_by(GONE.c.position)).all()

    def _speaking(self) -> Relay:
        shop = self.workshop
        shop.lease.hold()
        transport = MemoryTransport(HEARD)
        return EagerRelay(shop.name, shop.database, shop.commander.mapper, published, transport, shop.lease, shop.clock)
