"""Clients that ask all the time and repeat, with the same request id, whatever got no answer."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from chassis.clock import MachineClock
from chassis.commanding import Aggregates, Commander, Receipt
from chassis.database import Database
from chassis.modelling import Origin
from chassis.refusals import DatabaseUnavailable
from tests.support.things import STORED_NAMES, ShowThing, Thing

SHARED = UUID("00000000-0000-4000-8000-0000000000aa")
"""A thing all clients show, each in its turn."""
BREATH_S = 0.02
"""What a client waits before it repeats."""


@dataclass(frozen=True)
class Failure:
    """A call without an answer: when it ended, and how long it took."""

    ended: float
    lasted: float


@dataclass
class Client:
    """One client: what it was answered in its order, and what failed on the way."""

    number: int
    commander: Commander
    chance: random.Random
    acknowledged: list[tuple[UUID, Receipt]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    last_answer: float = 0.0

    def ask_until(self, enough: threading.Event) -> None:
        """Ask one thing after the other; stop only once the last is answered."""
        while not enough.is_set():
            command = self._next()
            self.acknowledged.append((command.request_id, self._answered(command, enough)))

    @property
    def own(self) -> UUID:
        """A thing nobody else shows."""
        return UUID(int=SHARED.int + 1 + self.number)

    def _next(self) -> ShowThing:
        request_id = UUID(int=self.chance.getrandbits(128))
        origin = Origin(actor=f"OP_{self.number}", organisation="DESK_1", role="operator", correlation=str(request_id))
        thing = self.own if self.chance.random() < 0.7 else SHARED
        return ShowThing(request_id=request_id, origin=origin, now=MachineClock().now(), thing_id=thing)

    def _answered(self, command: ShowThing, enough: threading.Event) -> Receipt:
        while True:
            began = time.monotonic()
            try:
                receipt = self.commander.execute(command, lambda at: _shown(at, command.thing_id))
            except DatabaseUnavailable:
                ended = time.monotonic()
                self.failures.append(Failure(ended, ended - began))
                enough.wait(BREATH_S)
            else:
                self.last_answer = time.monotonic()
                return receipt


def _shown(at: Aggregates, thing_id: UUID) -> Thing:
    thing = at.find(Thing, thing_id)
    if thing is None:
        return Thing.make(thing_id, "spoon")
    thing.show()
    return thing


@dataclass(frozen=True)
class Clients:
    """All of them, at work."""

    each: Sequence[Client]
    work: Sequence[Future[None]]
    enough: threading.Event

    @property
    def acknowledged(self) -> dict[UUID, Receipt]:
        """Every answer, by the request it answers."""
        return {request_id: receipt for client in self.each for request_id, receipt in list(client.acknowledged)}

    @property
    def failures(self) -> list[Failure]:
        """Every call that failed."""
        return [failure for client in self.each for failure in list(client.failures)]

    def answered_since(self, instant: float) -> bool:
        """Whether every client was answered since an instant of the machine's monotonic clock."""
        return all(client.last_answer > instant for client in self.each)

    def failed_since(self, instant: float) -> bool:
        """Whether a call of every client failed since then."""
        return all(client.failures and client.failures[-1].ended > instant for client in self.each)

    def stop(self) -> None:
        """Let everybody finish what they have asked; raise whatever went wrong with anybody."""
        self.enough.set()
        for work in self.work:
            work.result(timeout=60)


@contextmanager
def clients_of(database: Database, how_many: int, seed: int) -> Iterator[Clients]:
    """Let clients work on a service of things until the end of the block, or until they are stopped."""
    enough = threading.Event()
    commander = Commander(database, STORED_NAMES, b"k" * 32, MachineClock())
    each = [Client(number, commander, random.Random(f"{seed}/{number}")) for number in range(how_many)]
    with ThreadPoolExecutor(how_many) as threads:
        clients = Clients(each, [threads.submit(client.ask_until, enough) for client in each], enough)
        try:
            yield clients
        finally:
            enough.set()
