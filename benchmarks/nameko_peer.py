"""nameko by itself, in a process of its own: its dispatcher, and its event handler that keeps one fact an event.

Reads from its input lines "dispatch COUNT" or "handle COUNT", and answers each with so many a second.
"""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

# Before anything else is imported: what has taken hold of a socket or a thread cannot be changed.
eventlet.monkey_patch()

import logging  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from datetime import UTC, date, datetime  # noqa: E402
from itertools import count  # noqa: E402
from typing import Any  # noqa: E402

import nameko  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import event_handler  # noqa: E402
from nameko.standalone.events import event_dispatcher  # noqa: E402

from chassis.database import Database  # noqa: E402
from services.reporting.domain.fact import Fact, FactType  # noqa: E402
from services.reporting.projections.keeping import keep  # noqa: E402
from services.reporting.projections.tables import METADATA  # noqa: E402

AN_INSTANT = datetime(2023, 1, 9, tzinfo=UTC)


class Reader:
    """A service with nameko's own handler, ten at once as nameko has it."""

    name = "reader"
    database: Database
    handled: list[float]

    @event_handler("speaker", "said")  # type: ignore[untyped-decorator]  # nameko has no types
    def keep_one(self, said: dict[str, Any]) -> None:
        """One row, in a transaction of its own."""
        with Reader.database.writing() as tx:
            keep(_fact(said["position"]), tx)
        Reader.handled.append(time.perf_counter())


class Peer:
    """Does what it is asked, one request after the other."""

    def __init__(self) -> None:
        self._dispatch = event_dispatcher()
        self._numbers = count(1)

    def dispatch(self, number: int) -> float:
        """Dispatch so many events, each confirmed before the next."""
        began = time.perf_counter()
        for _ in range(number):
            self._dispatch("speaker", "said", {"position": next(self._numbers), "case": "c", "referral": "r"})
        return number / (time.perf_counter() - began)

    def handle(self, number: int) -> float:
        """Handle so many events that wait in the queue; counted from when the first one was done."""
        Reader.handled = []
        container = ServiceContainer(Reader)
        container.start()
        while len(Reader.handled) < number:
            eventlet.sleep(0.01)
        container.stop()
        done = sorted(Reader.handled)
        return (number - 1) / (done[-1] - done[0]) if number > 1 else 0.0


def _fact(position: int) -> Fact:
    return Fact(FactType.REFERRAL_SENT, "referral", "log", position, "s", date(2023, 1, 9), AN_INSTANT, "", "c", "r")


def main(broker_url: str, database_url: str) -> None:
    """Answer requests until there are no more."""
    # It tells of every thread that it stops.
    logging.getLogger("nameko.containers").setLevel(logging.CRITICAL)
    nameko.config.setup({"AMQP_URI": broker_url})
    Reader.database = Database(database_url)
    Reader.database.create(METADATA)
    peer = Peer()
    peer.handle(0)
    print("ready", flush=True)
    for line in sys.stdin:
        what, number = line.split()
        print(getattr(peer, what)(int(number)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
