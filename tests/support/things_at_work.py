"""Two services on a real server: one makes and shows things for its clients, one hears of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chassis.database import Database
from chassis.following import Follower, JournalFeed
from chassis.leasing import Lease
from chassis.pumping import Leased
from chassis.readiness import Problems, database_problems
from chassis.transport.memory import MemoryTransport
from tests.support.chain import broken_links
from tests.support.clients_ledger import what_does_not_add_up
from tests.support.databases import on_server, url_of
from tests.support.listener import Listener
from tests.support.memory_broker import HEARD, forget_everything
from tests.support.persistent_clients import Clients, clients_of
from tests.support.postgres_proxy import PostgresProxy
from tests.support.private_postgres import PrivatePostgres, behind
from tests.support.seeing import METADATA, Seeing
from tests.support.worker_thread import WorkerThread, working
from tests.support.workshop import Workshop

CLIENTS = 8


@dataclass
class ThingsAtWork:
    """Everything that works. `wrong` is filled at the end: what does not add up, in words."""

    workshop: Workshop
    listener: Listener
    clients: Clients
    worker: WorkerThread
    here: Seeing
    there: Seeing
    wrong: list[str] = field(default_factory=list)

    def problems(self) -> Problems:
        """What the process that serves the clients says when it is asked whether it is ready."""
        return database_problems("workshop", self.workshop.database)

    def check(self) -> None:
        """Compare all there is, once everybody has stopped."""
        copies = {
            "the journal": self.listener.positions(),
            "the read model here": self.here.seen(self.workshop.database),
            "the read model there": self.there.seen(self.listener.database),
        }
        self.wrong += what_does_not_add_up(self.clients, self.workshop.entries(), *copies.items())
        self.wrong += [f"the listener has stopped: {why}" for why in [self.listener.journal.stopped()] if why]
        self.wrong += [f"the chain is broken at {position}" for position in broken_links(self.workshop.database)]


@contextmanager
def things_at_work(
    folder: Path, server: PrivatePostgres, seed: int, way: PostgresProxy | None = None
) -> Iterator[ThingsAtWork]:
    """Let clients and worker work during the block; then all is answered, heard, seen, and compared.

    `way`: how what serves the clients reaches the server.
    """
    forget_everything()
    with on_server(server):
        workshop, listener = Workshop(folder), Listener(folder)
        for database in (workshop.database, listener.database):
            database.create(METADATA)
        served_from = Database(behind(url_of(folder, "workshop"), way.port)) if way else workshop.database
        with closing(served_from), clients_of(served_from, CLIENTS, seed) as clients:
            with at_work(workshop, listener, clients) as everything:
                yield everything
                clients.stop()
            everything.check()
    forget_everything()


@contextmanager
def at_work(workshop: Workshop, listener: Listener, clients: Clients) -> Iterator[ThingsAtWork]:
    """Let the workers of both services work until there is nothing left to do."""
    here, there = Seeing(), Seeing("hearing", "workshop")
    speaking = Leased(workshop.lease, [workshop.relay(MemoryTransport(HEARD)), workshop.follower(here)])
    hearing = listener.hearing(MemoryTransport(HEARD))
    lease = Lease(listener.database, "test")
    following = Leased(lease, [Follower(listener.database, there, JournalFeed("workshop"), lease)])
    with working(speaking.step, hearing.step, following.step) as worker:
        yield ThingsAtWork(workshop, listener, clients, worker, here, there)
