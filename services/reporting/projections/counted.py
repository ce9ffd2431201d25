"""What is counted and the events that made it, as statements; the database counts, nobody reads every fact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, bindparam, func, literal, select, tuple_, union_all

from services.reporting.domain.value import Group, Value, parts
from services.reporting.projections.phrases import AS_IT_WAS_RECORDED, Rows
from services.reporting.projections.tables import FACTS

AFTER = [bindparam(f"after_{name}", type_=FACTS["intake"].c[name].type) for name in AS_IT_WAS_RECORDED]
AT_MOST = bindparam("at_most", type_=Integer)
"""What a question for a page gives besides its period."""
EVIDENCE = ("log", "position", "type", "subject", "occurred_on", "recorded_at")


@dataclass(frozen=True)
class Counted:
    """`things`: a row for each thing counted, with its codes and `events`, how many facts made it and no other thing.

    `evidence`: the facts that the number or one of its parts needs, none of them twice.
    """

    things: Select[Any]
    evidence: Sequence[Select[Any]]

    @cached_property
    def groups(self) -> Select[Any]:
        """The things that share all their codes, counted together."""
        things = self.things.subquery()
        codes = [column for column in things.c if column.name != "events"]
        amounts = (func.count().label("amount"), func.sum(things.c.events).label("events"))
        return select(*codes, *amounts).select_from(things).group_by(*codes)

    @cached_property
    def page(self) -> Select[Any]:
        """The evidence from the event after a place on, each event once, in the order of recording."""
        events = union_all(*self.evidence).subquery()
        # All events of one number have one source.
        place = [events.c[name] for name in AS_IT_WAS_RECORDED]
        after = tuple_(*place) > tuple_(*AFTER)
        return select(events).where(after).order_by(*place).limit(AT_MOST)


@dataclass(frozen=True)
class Rule:
    """How an indicator is counted, and how the groups counted become its value. Statements are made once."""

    counted: Counted
    value: Callable[[Sequence[Group]], Value]


def counted(
    among: FromClause,
    *meant: ColumnElement[bool],
    codes: Mapping[str, ColumnElement[Any]],
    made_by: Sequence[Rows],
) -> Counted:
    """Things found among joined rows, each made by one fact of each of `made_by` and no fact making two."""
    labelled = [code.label(name) for name, code in codes.items()]
    things = select(*labelled, literal(len(made_by)).label("events")).select_from(among).where(*meant)
    return Counted(things, [evidence_of(rows).select_from(among).where(*meant) for rows in made_by])


def evidence_of(rows: Rows) -> Select[Any]:
    """What evidence says of facts."""
    return select(*(rows.c[name] for name in EVIDENCE))


def in_all(groups: Sequence[Group], *breakdowns: Sequence[str]) -> Value:
    """The number of things in all groups, and the same by some dimensions each."""
    amount = sum(group["amount"] for group in groups)
    return valued(Decimal(amount), groups, *breakdowns)


def valued(amount: Decimal | None, groups: Sequence[Group], *breakdowns: Sequence[str]) -> Value:
    """An amount, with the parts and the events of its groups."""
    made_by = sum(int(group["events"] or 0) for group in groups)
    return Value(amount, tuple(parts(groups, *dimensions) for dimensions in breakdowns), made_by)
