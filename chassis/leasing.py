"""The lease of a service: one process at a time publishes, follows and keeps time for it (D1)."""

import threading
from datetime import timedelta

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select, update

from chassis.clock import machine_now
from chassis.database import Database, Instant
from chassis.refusals import LeaseLost

METADATA = MetaData()
LEASES = Table(
    "leases",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("holder", String(120), nullable=False),
    Column("until", Instant, nullable=False),
    Column("number", Integer, nullable=False),
)

TAKEN_OVER_AFTER = timedelta(seconds=5)
RENEWED_IN_TIME, ASKED_FOR_IN_TIME = 5, 20
"""How often a lease is renewed, and how often others look for it, in the time after which it would be taken over."""
WORKER = "worker"
"""The one lease a service has today."""


class Lease:
    """One process's claim. `number` grows with every change of holder and fences the writes."""

    def __init__(
        self, database: Database, holder: str, name: str = WORKER, taken_over_after: timedelta = TAKEN_OVER_AFTER
    ) -> None:
        self._database = database
        self._holder = holder
        self._name = name
        self._lasts = taken_over_after
        self._number: int | None = None
        self._ask_at = machine_now()
        self._one_asks = threading.Lock()

    def hold(self) -> bool:
        """Take, renew or keep the lease; whether it is ours now. The pumps of a process share one lease."""
        with self._one_asks:
            if machine_now() >= self._ask_at:
                self._number = None if self._is_anothers() else self._claim()
                often = ASKED_FOR_IN_TIME if self._number is None else RENEWED_IN_TIME
                self._ask_at = machine_now() + self._lasts / often
            return self._number is not None

    def give_up(self) -> None:
        """Let the next holder in at once; called after the last work is written."""
        if self._number is None:
            return
        with self._database.writing() as tx:
            ours = (LEASES.c.name == self._name) & (LEASES.c.number == self._number)
            tx.execute(update(LEASES).where(ours).values(until=machine_now()))
        self._number, self._ask_at = None, machine_now()

    @property
    def number(self) -> int | None:
        """The number under which it is held; None while it is not."""
        return self._number

    def check(self, tx: Connection) -> None:
        """Raise LeaseLost unless the lease is still ours in this transaction."""
        self.check_since(self._number, tx)

    def check_since(self, number: int | None, tx: Connection) -> None:
        """Raise LeaseLost unless it is still held, and was all the time since it was held under a number.

        For who has read something then and writes now: a process may lose its lease and take it again in between.
        """
        # Held until the transaction ends: whoever takes the lease over waits for what is being written.
        wanted = select(LEASES.c.number).where(LEASES.c.name == self._name).with_for_update(read=True)
        if number is None or tx.execute(wanted).scalar_one() != number:
            raise LeaseLost(self._name)

    def _is_anothers(self) -> bool:
        # Only read: whoever claims it waits for what its holder is writing, and keeps it from writing more meanwhile.
        if self._number is not None:
            return False
        with self._database.reading() as tx:
            return held(tx, self._name)

    def _claim(self) -> int | None:
        with self._database.writing(alone_on=LEASES) as tx:
            return self._claimed(tx)

    def _claimed(self, tx: Connection) -> int | None:
        now = machine_now()
        row = tx.execute(select(LEASES).where(LEASES.c.name == self._name)).one_or_none()
        if row is None:
            values = {"holder": self._holder, "until": now + self._lasts, "number": 1}
            tx.execute(insert(LEASES).values(name=self._name, **values))
            return 1
        ours = row.holder == self._holder and row.number == self._number
        if not ours and row.until > now:
            return None
        number: int = row.number if ours else row.number + 1
        values = {"holder": self._holder, "until": now + self._lasts, "number": number}
        tx.execute(update(LEASES).where(LEASES.c.name == self._name).values(**values))
        return number


def revoke(tx: Connection, name: str = WORKER) -> None:
    """Let nobody write under the present number of a lease any more; whoever asks next may have it."""
    changed = {"number": LEASES.c.number + 1, "until": machine_now()}
    tx.execute(update(LEASES).where(LEASES.c.name == name).values(**changed))


def held(tx: Connection, name: str = WORKER) -> bool:
    """Whether some process holds the lease at the moment."""
    return holder_of(tx, name) is not None


def holder_of(tx: Connection, name: str = WORKER) -> str | None:
    """Which process holds the lease at the moment, if any does."""
    row = tx.execute(select(LEASES.c.holder, LEASES.c.until).where(LEASES.c.name == name)).one_or_none()
    return str(row.holder) if row is not None and row.until > machine_now() else None
