"""The phrases all rules of counting are made of, said to the database: the facts of a kind, the first of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Select, Table, and_, bindparam, func, literal, select, tuple_

from chassis.database import Instant
from services.reporting.domain.fact import FactType
from services.reporting.domain.period import Period
from services.reporting.projections.tables import PROPOSALS, facts_like

Columns = Any
"""The columns of rows, by name."""
EVER = datetime.max.replace(tzinfo=UTC)
FIRST_DAY, LAST_DAY = bindparam("first_day", type_=Date), bindparam("last_day", type_=Date)
KNOWN_AT = bindparam("known_at", type_=Instant)
"""What a question gives to statements that are made once."""
AS_IT_HAPPENED = ("occurred_on", "recorded_at", "position", "log")
"""By day; within a day the source's own order decides, so the answer never depends on arrival (design D6).

A source that was restored is heard of several logs, the ids of which follow each other as chance has it: its positions
go on from one to the next, and come before them.
"""
AS_IT_WAS_SHOWN = (*AS_IT_HAPPENED, "number")
AS_IT_WAS_RECORDED = ("recorded_at", "position", "log")
"""Of facts of one source."""


@dataclass(frozen=True)
class Rows:
    """Rows of a table, and the condition that says which of them are meant."""

    row: FromClause
    meant: ColumnElement[bool]

    @property
    def c(self) -> Columns:
        """Their columns."""
        return self.row.c

    def that(self, condition: ColumnElement[bool]) -> "Rows":
        """Those of them of which a condition on their columns is true."""
        return replace(self, meant=and_(self.meant, condition))

    def in_period(self) -> "Rows":
        """Those of them that occurred in the period asked about."""
        return self.that(self.c.occurred_on.between(FIRST_DAY, LAST_DAY))


def asked(period: Period, known_at: datetime | None) -> Mapping[str, Any]:
    """The period, and the instant up to which facts count that were recorded; None: all of them."""
    return {
        "first_day": period.first,
        "last_day": period.last,
        "known_at": known_at or EVER,
    }


def facts(*kinds: FactType, by_owner: bool = False) -> Rows:
    """Facts of some types of one source, as far as known; asked for again, the same under another name.

    They are found by their days, or `by_owner`: by the person, case or referral that others have led to.
    """
    known = _known(facts_like(kinds[0]))
    type_ = in_no_index(known.c.type) if by_owner else known.c.type
    return known.that(type_.in_([kind.value for kind in kinds]))


def proposals(*, by_owner: bool = False) -> Rows:  # noqa: ARG001 - all are of one type, in either case
    """Measures put before people, each showing by itself, as far as known."""
    return _known(PROPOSALS)


def first_of_each(
    rows: Callable[..., Rows], *owner: str, order: Sequence[str] = AS_IT_HAPPENED, joined: bool = False
) -> Rows:
    """The earliest of the rows of each owner; what belongs to nobody is left out.

    A row is the first when no other comes before it. Asked in this way the database looks only at the
    owners that a statement is about: a number costs what its period holds, not the log. Rows that
    will be `joined` to others are found by their owners, too.
    """
    one, other = rows(by_owner=joined), rows(by_owner=bool(owner))
    of_the_same = [other.c[name] == one.c[name] for name in owner]
    comes_before = before(other.c, one.c, order, by_owner=bool(owner))
    earlier = select(literal(1)).where(other.meant, *of_the_same, comes_before)
    return one.that(and_(*(one.c[name] != "" for name in owner), ~looked_up(earlier, about=[one])))


def before(
    one: Columns, other: Columns, order: Sequence[str] = AS_IT_HAPPENED, *, by_owner: bool = False
) -> ColumnElement[bool]:
    """Whether one row comes before another, where the one is found by its day or `by_owner`."""
    day, *rest = order
    its_day = in_no_index(one[day]) if by_owner else one[day]
    return tuple_(its_day, *(one[name] for name in rest)) < tuple_(*(other[name] for name in order))


def looked_up(statement: Select[Any], about: Sequence[Rows]) -> ColumnElement[bool]:
    """Whether the statement finds something, looked up for each of the rows it is about by itself.

    Without an offset, though it skips nothing, PostgreSQL makes joins of such conditions, and where
    several meet, or it does not know its tables yet, it is wrong about their sizes by orders of magnitude.
    """
    return statement.correlate(*(rows.row for rows in about)).offset(0).exists()


def in_no_index(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a column says, so that no index is gone to for it.

    Whoever looks for the facts of a person must not do so among all of a type, or all until a day. To a
    PostgreSQL that has not counted its rows, or did so when there were few, either index is as good.
    """
    return func.coalesce(column, column)


def _known(table: Table) -> Rows:
    row = table.alias()
    return Rows(row, row.c.recorded_at <= KNOWN_AT)
