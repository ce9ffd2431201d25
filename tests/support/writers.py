"""Processes that write one database at once, all they can, for a while."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any
from uuid import UUID

from chassis.clock import MachineClock
from chassis.commanding import Aggregates, Commander, Receipt
from chassis.database import Database
from chassis.foundations import PLUMBING
from chassis.modelling import Origin
from chassis.store import recorder
from tests.support.things import STORED_NAMES, MakeThing, ShowThing, Thing

ALONE = 0.85
"""The share of commands that make something new; the others show the shared thing, which grows older and slower."""
SHARED = UUID("00000000-0000-4000-8000-0000000000aa")
"""A thing everybody makes and shows."""


@dataclass(frozen=True)
class Writer:
    """One process: which one, where it writes, for how long, and what chance it has."""

    number: int
    url: str
    seconds: float
    seed: int

    def write(self) -> list[int]:
        """The last position of every command that was acknowledged."""
        database = Database(self.url)
        recorder.prepare(database)
        database.create(*PLUMBING)
        commander = Commander(database, STORED_NAMES, b"k" * 32, MachineClock())
        chance = random.Random(self.seed + self.number)
        end = time.monotonic() + self.seconds
        positions: list[int] = []
        while time.monotonic() < end:
            positions.append(self._command(commander, chance).position)
        database.close()
        return positions

    def _command(self, commander: Commander, chance: random.Random) -> Receipt:
        origin = Origin(actor=f"OP_{self.number}", organisation="DESK_1", role="operator", correlation="c")
        by: dict[str, Any] = {
            "request_id": UUID(int=chance.getrandbits(128)),
            "origin": origin,
            "now": MachineClock().now(),
        }
        if chance.random() < ALONE:
            make = MakeThing(**by, label="spoon")
            return commander.execute(make, lambda _: Thing.make(make.new_id("thing"), make.label))
        times = chance.randint(1, 3)
        return commander.execute(ShowThing(**by, thing_id=SHARED), lambda at: _shown(at, times))


def _shown(at: Aggregates, times: int) -> Thing:
    """The shared thing, made by whoever comes first, shown a few times."""
    thing = at.find(Thing, SHARED) or Thing.make(SHARED, "shared")
    for _ in range(times):
        thing.show()
    return thing


def _write(writer: Writer) -> list[int]:
    return writer.write()


@contextmanager
def writing(writers: list[Writer]) -> Iterator[list[Future[list[int]]]]:
    """Let all of them write, each in a process of its own; afterwards all have ended."""
    with ProcessPoolExecutor(len(writers), mp_context=get_context("spawn")) as processes:
        yield [processes.submit(_write, writer) for writer in writers]
