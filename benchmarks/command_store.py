"""One command stored by us, against `Application.save` of the bare library, both on SQLite in this run.

Ours writes more for it: the request that makes a repeat harmless, a link of the hash chain, who asked; and it looks
whether the request was answered before. Rounds of the two alternate, so that whatever else the machine does meets
both alike. Run with `python -m benchmarks.command_store [ROUNDS]`.
"""

import platform
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from tests.support.workshop import Workshop

ROUNDS, COMMANDS = 20, 100


class Bare(Aggregate):
    """The same aggregate as the library has it by itself."""

    class Made(Aggregate.Created):
        """It was made."""

        label: str

    def __init__(self, label: str) -> None:
        self.label = label

    @classmethod
    def make(cls, label: str) -> "Bare":
        """A new one."""
        return cls._create(cls.Made, id=uuid4(), label=label)


def bare(folder: Path) -> Callable[[], object]:
    """Save one new aggregate with the library alone."""
    settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "bare.db")}
    application: Application[UUID] = Application(env=settings)
    return lambda: application.save(Bare.make("spoon"))


def ours(folder: Path) -> Callable[[], object]:
    """Execute one command that makes a new aggregate."""
    workshop = Workshop(folder)
    return lambda: workshop.make("spoon")


def seconds(do: Callable[[], object]) -> float:
    """How long a round takes."""
    begun = time.perf_counter()
    for _ in range(COMMANDS):
        do()
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        peer, we = bare(Path(folder)), ours(Path(folder))
        seconds(peer), seconds(we)
        taken = [(seconds(peer), seconds(we)) for _ in range(rounds)]
    theirs, our = (COMMANDS / statistics.median(times) for times in zip(*taken, strict=True))
    machine = f"{platform.node()}, {platform.machine()}, Python {platform.python_version()}"
    print(f"{machine}, SQLite {sqlite3.sqlite_version}; {rounds} rounds of {COMMANDS} commands each")
    print(f"  bare library  {theirs:6.0f} commands/s")
    print(f"  ours          {our:6.0f} commands/s")
    print(f"  ratio         {our / theirs:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
