"""Relay, journal with follower, and rebuild, on PostgreSQL and RabbitMQ; the peers are nameko's own."""

import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from sqlalchemy import delete

from benchmarks.measured import Row
from benchmarks.nameko_process import nameko_process
from benchmarks.place import Place
from benchmarks.referral_edge import laid_out, send
from benchmarks.rounds import Side, a_second, alternately
from chassis.following import POSITIONS, Follower, JournalFeed
from chassis.leasing import Lease
from chassis.pumping import Hearing
from chassis.relay import Relay
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.topology import Topology
from services.referral.composition import Referral
from services.referral.publishing.published import published
from services.reporting.composition import Reporting, compose
from services.reporting.projections.counting_referral import CountingReferral
from services.reporting.projections.tables import FACTS
from services.reporting.settings import Settings
from stacks.layout import Layout

ROUNDS, EVENTS, OF_NAMEKO = 3, 1000, 200
REBUILDS = 2
READ_AT_ONCE = 500
TOPOLOGY = Topology({"reporting": ("referral",)})


class Said:
    """The referral service speaks, reporting hears and counts."""

    def __init__(self, place: Place) -> None:
        folder = Layout(place.new_folder())
        folder.make()
        self.referral: Referral = laid_out(folder, place.url("PostgreSQL"))
        settings = Settings(database_url=place.url("PostgreSQL"), secret_file=folder.secret_file("reporting"))
        self.reporting: Reporting = compose(settings)
        self._transport = RabbitTransport(place.rabbit.url, TOPOLOGY)
        self._relay = self._speaking()
        database = self.reporting.foundations.database
        self._hearing = Hearing("reporting", database, ["referral"], self._transport)
        self._lease = Lease(database, "bench")

    def relay(self, count: int) -> float:
        """Relay so many events."""
        send(self.referral, count)
        return a_second(lambda: _until_nothing(self._relay), count)

    def hear(self, count: int) -> float:
        """Take so many events from the broker into the journal and from there into the read model."""
        return a_second(partial(self._hear, self._heard() + count), count)

    def rebuild(self) -> float:
        """Count the whole journal anew."""
        # Nobody would answer the broker's heartbeats meanwhile; the next use connects again.
        self._transport.close()
        with self.reporting.foundations.database.writing() as tx:
            tx.execute(delete(FACTS["referral"]))
            tx.execute(delete(POSITIONS))
        return a_second(lambda: _until_nothing(self._follower()), self._events())

    def read(self) -> float:
        """Read and decode the whole journal."""
        return a_second(self._read, self._events())

    def close(self) -> None:
        """Let go of everything."""
        self._transport.close()
        self.referral.foundations.close()
        self.reporting.foundations.close()

    def _speaking(self) -> Relay:
        at = self.referral.foundations
        lease = Lease(at.database, "bench")
        lease.hold()
        return Relay("referral", at.database, at.commander.mapper, published, self._transport, lease, at.clock)

    def _follower(self) -> Follower:
        self._lease.hold()
        database = self.reporting.foundations.database
        return Follower(database, CountingReferral(), JournalFeed("referral"), self._lease)

    def _hear(self, until: int) -> None:
        # In turn and not at once: an empty queue is waited at, which a worker does beside its followers.
        while self._heard() < until:
            self._hearing.step()
        _until_nothing(self._follower())

    def _heard(self) -> int:
        with self.reporting.foundations.database.reading() as tx:
            return JournalFeed("referral").head(tx)

    def _events(self) -> int:
        return self._read()

    def _read(self) -> int:
        feed, position, events = JournalFeed("referral"), 0, 0
        with self.reporting.foundations.database.reading() as tx:
            while heard := feed.after(tx, position, READ_AT_ONCE):
                position, events = heard[-1].position, events + len(heard)
        return events


def rows(place: Place) -> Iterator[Row]:
    """Relay, hearing, rebuild, and what memory a rebuild takes."""
    with closing(Said(place)) as said:
        yield from _beside_nameko(place, said)
        yield _rebuild(place, said)
        yield _memory(place, said)


def _beside_nameko(place: Place, said: Said) -> Iterator[Row]:
    ours, theirs = place.scale.of(EVENTS), place.scale.of(OF_NAMEKO)
    with nameko_process(place.rabbit.url, place.url("PostgreSQL")) as nameko:
        sides: dict[str, Side] = {
            "relay": lambda: said.relay(ours),
            "dispatcher": lambda: nameko.ask("dispatch", theirs),
            "hearing": lambda: said.hear(ours),
            "handler": lambda: nameko.ask("handle", theirs),
        }
        found = alternately(place.scale.of(ROUNDS), sides)
    dispatcher, handler = (
        {"nameko's EventDispatcher": found["dispatcher"]},
        {"nameko's @event_handler": found["handler"]},
    )
    yield Row("relay, RabbitMQ", "/s", found["relay"], dispatcher, 10)
    yield Row("journal and follower into a read model", "/s", found["hearing"], handler, 10)


def _rebuild(place: Place, said: Said) -> Row:
    found = alternately(place.scale.of(REBUILDS), {"rebuild": said.rebuild, "read": said.read})
    return Row("rebuild of a read model", "/s", found["rebuild"], {"SELECT and decode": found["read"]}, 0.3)


def _memory(place: Place, said: Said) -> Row:
    few = _peak(said)
    said.relay(place.scale.of(EVENTS * (ROUNDS + 1)))
    said.hear(place.scale.of(EVENTS * (ROUNDS + 1)))
    return Row("memory of a rebuild, journal twice as long", "MiB", _peak(said), {"as it was": few}, 1.2, at_most=True)


def _peak(said: Said) -> float:
    """The most memory Python held during a rebuild, in MiB."""
    tracemalloc.start()
    said.rebuild()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def _until_nothing(pump: Relay | Follower) -> None:
    while pump.step():
        pass
