"""What a service stands on in either of its processes: database, clock, commands, reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData

from chassis import following, journal, leasing, log_decisions, presence, relay, timing
from chassis.clock import Clock, MachineClock, TestClock
from chassis.commanding import Commander
from chassis.database import Database
from chassis.following import Progress
from chassis.settings import ServiceSettings
from chassis.store import recorder

PLUMBING = (
    leasing.METADATA,
    relay.METADATA,
    journal.METADATA,
    log_decisions.METADATA,
    following.METADATA,
    timing.METADATA,
    presence.METADATA,
)


@dataclass(frozen=True)
class Foundations:
    """Opened once a process; `lay` makes the tables that are missing."""

    service: str
    settings: ServiceSettings
    database: Database
    clock: Clock
    commander: Commander
    progress: Progress

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def clock_in(file: Path | None) -> Clock:
    """The test clock in a file, or the machine's when no file is named."""
    return MachineClock() if file is None else TestClock(file)


def lay(service: str, settings: ServiceSettings, names: Mapping[str, type], *read_models: MetaData) -> Foundations:
    """Open a service's database and everything that reads and writes it."""
    database = Database(settings.database_url)
    try:
        recorder.prepare(database)
        database.create(*PLUMBING, *read_models)
    except Exception:
        database.close()
        raise
    clock = clock_in(settings.test_clock_file)
    return Foundations(
        service=service,
        settings=settings,
        database=database,
        clock=clock,
        commander=Commander(database, names, settings.key("requests"), clock),
        progress=Progress(database),
    )
