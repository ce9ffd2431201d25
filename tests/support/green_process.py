"""A process as a worker is: eventlet runs all of it, and several of its green threads wait for PostgreSQL at once."""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

# Before anything else is imported: what has taken hold of a socket or a thread cannot be changed.
eventlet.monkey_patch()

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

from sqlalchemy import text  # noqa: E402

from chassis.bell import Bell, bell_for, tell_others  # noqa: E402
from chassis.database import Database  # noqa: E402

LONG = 30.0


def main(url: str) -> None:
    """Print how long three waits of a second took at once, and how long a rest lasted until it rang."""
    database, bell = Database(url), bell_for(url)
    began = time.monotonic()
    for waiting in [eventlet.spawn(wait_a_second, database) for _ in range(3)]:
        waiting.wait()
    waited = time.monotonic() - began
    resting = eventlet.spawn(rest, bell)
    eventlet.spawn(ring, database).wait()
    print(json.dumps({"waited": waited, "rested": resting.wait()}))  # noqa: T201
    bell.close()
    database.close()


def wait_a_second(database: Database) -> None:
    """Let the server take its time."""
    with database.reading() as tx:
        tx.execute(text("SELECT pg_sleep(1)"))


def rest(bell: Bell) -> float:
    """Rest until it rings; answer how long that was."""
    began = time.monotonic()
    bell.rest(LONG, bell.rung)
    return time.monotonic() - began


def ring(database: Database) -> None:
    """Commit something that rings."""
    with database.writing() as tx:
        tell_others(tx)


if __name__ == "__main__":
    main(sys.argv[1])
