"""A service that hears the workshop, on a database of its own."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from chassis.foundations import PLUMBING
from chassis.journal import JOURNAL, QUARANTINE, Mark, mark_of, unheard
from chassis.pumping import Hearing
from chassis.receiving import REPEAT_AFTER, Journal
from chassis.store import recorder
from chassis.store.tables import METADATA as STORE
from chassis.transport.port import Message, Transport
from tests.support.databases import opened

AT_ONCE = timedelta(0)
ROUNDS = 1000


class Listener:
    """Its journal of the workshop, and what it has set aside."""

    def __init__(self, folder: Path, name: str = "listener", repeat_after: timedelta = REPEAT_AFTER) -> None:
        self.name = name
        self.repeat_after = repeat_after
        self.database = opened(folder, name, STORE, *PLUMBING)
        recorder.begin(self.database)
        self.journal = Journal(self.database, name, "workshop", repeat_after)

    def hearing(self, transport: Transport) -> Hearing:
        """What the service's worker hears with."""
        return Hearing(self.name, self.database, ["workshop"], transport, self.repeat_after)

    def hear(self, *messages: Message) -> Any:
        """Take what came; answer what is asked for."""
        return self.journal.receive(messages)

    def mark(self) -> Mark:
        """How far the workshop has been heard."""
        with self.database.reading() as tx:
            return mark_of(tx, "workshop") or unheard("workshop")

    def rows(self) -> Sequence[dict[str, Any]]:
        """The journal, row by row."""
        return self._all(JOURNAL, JOURNAL.c.position)

    def positions(self) -> Sequence[int]:
        """Of what lies in the journal, in front of a gap or behind."""
        return [row["position"] for row in self.rows()]

    def quarantined(self) -> Sequence[dict[str, Any]]:
        """What could not be taken in."""
        return self._all(QUARANTINE, QUARANTINE.c.id)

    def _all(self, table: Any, order: Any) -> Sequence[dict[str, Any]]:
        with self.database.reading() as tx:
            return [dict(row._mapping) for row in tx.execute(select(table).order_by(order))]


def until_nothing_moves(*steps: Callable[[], bool]) -> None:
    """Step everything in turn until nobody has anything to do.

    Raises:
        AssertionError: somebody always had.

    """
    for _ in range(ROUNDS):
        if not max([step() for step in steps]):
            return
    raise AssertionError(f"Something still moves after {ROUNDS} rounds.")
