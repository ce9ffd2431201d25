"""Facts as known at an instant, found by their day or by whom they are about."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from chassis.database import Database
from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from services.reporting.projections.keeping import kept
from services.reporting.projections.tables import facts_like

IDS_AT_ONCE = 500
"""How many ids one query names; databases limit it, and a query plan stays short."""


class Facts:
    """The read model's facade; nobody else touches its tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def known_at(self, instant: datetime | None) -> Iterator["FactsThen"]:
        """One consistent view of what was recorded up to an instant, that instant included; None: of all."""
        with self._database.reading() as tx:
            yield FactsThen(tx, instant)


class FactsThen:
    """Facts in one transaction, those recorded later left out."""

    def __init__(self, tx: Connection, instant: datetime | None) -> None:
        self._tx = tx
        self._instant = instant

    def within(self, period: Period, kind: FactType) -> Sequence[Fact]:
        """Facts of a type that occurred in the period."""
        table = facts_like(kind)
        days = table.c.occurred_on.between(period.first, period.last)
        return self._found(table, self._of(table, [kind]).where(days))

    def first(self, kind: FactType, until: date) -> Fact | None:
        """The earliest fact of a type that occurred on the day `until` or before."""
        table = facts_like(kind)
        earliest = (table.c.occurred_on, table.c.recorded_at, table.c.log, table.c.position)
        wanted = self._of(table, [kind]).where(table.c.occurred_on <= until).order_by(*earliest).limit(1)
        return next(iter(self._found(table, wanted)), None)

    def about(self, key: Key, ids: Collection[str], *kinds: FactType) -> Sequence[Fact]:
        """Facts of some types, whenever they occurred, about the given persons, cases or referrals."""
        return [
            fact
            for table in {facts_like(kind) for kind in kinds}
            for some in _batches(ids)
            for fact in self._found(table, self._of(table, kinds).where(table.c[key.value].in_(some)))
        ]

    def _of(self, table: Table, kinds: Sequence[FactType]) -> Select[tuple[object, ...]]:
        names = [kind.value for kind in kinds]
        return select(table).where(table.c.type.in_(names), *self._by_then(table))

    def _by_then(self, table: Table) -> list[ColumnElement[bool]]:
        return [] if self._instant is None else [table.c.recorded_at <= self._instant]

    def _found(self, table: Table, wanted: Select[tuple[object, ...]]) -> list[Fact]:
        return [kept(table.info["source"], row) for row in self._tx.execute(wanted)]


def _batches(ids: Collection[str]) -> Iterator[Sequence[str]]:
    in_order = sorted(ids)
    for start in range(0, len(in_order), IDS_AT_ONCE):
        yield in_order[start : start + IDS_AT_ONCE]
