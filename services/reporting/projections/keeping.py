"""A fact as rows."""

from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from chassis.following import Heard
from chassis.gathering import add
from services.reporting.domain.fact import Fact, FactType
from services.reporting.projections.tables import FACTS, PROPOSALS, facts_like

TAKEN_BACK_AT_ONCE = 10_000
"""Positions."""


def fact_of(heard: Heard, **said: Any) -> Fact:
    """What was heard, as a fact; `said` are the fields of Fact that the event itself gives.

    Raises:
        ValueError: the event has no day, or is of a type nobody counts.

    """
    if heard.occurred_on is None:
        raise ValueError(f"{heard.name} {heard.id} does not say on which day it occurred")
    return Fact(
        type=FactType(heard.name),
        source=heard.source,
        log=heard.log,
        position=heard.position,
        subject=heard.subject,
        occurred_on=heard.occurred_on,
        recorded_at=heard.recorded_at,
        **said,
    )


def keep(fact: Fact, tx: Connection) -> None:
    """Add the fact; one that is already there is a bug of whoever heard it twice, and is loud."""
    table = facts_like(fact.type)
    add(tx, _ADDED[table], {**_placed(fact), **_about(fact), **_codes(fact, table)})
    for number, shown in enumerate(fact.proposals):
        said = {"case": fact.case, "measure": shown.measure, "level": shown.level, "kind": shown.kind}
        add(tx, _ADDED[PROPOSALS], {**_placed(fact), "number": number, **said})


def take_back(table: Table, after: int, tx: Connection) -> None:
    """Delete what a table has of positions beyond one, whichever log it was heard of."""
    log, position = table.c.log, table.c.position
    beyond = select(log, func.max(position)).where(position > after).group_by(log)
    for heard_of, last in tx.execute(beyond).all():
        # In slices, because a statement that takes too long is ended by the server.
        for start in range(after, last, TAKEN_BACK_AT_ONCE):
            slice_ = position.between(start + 1, start + TAKEN_BACK_AT_ONCE)
            tx.execute(delete(table).where(log == heard_of, slice_))


_ADDED = {table: insert(table) for table in (*FACTS.values(), PROPOSALS)}


def _placed(fact: Fact) -> dict[str, Any]:
    return {
        "log": fact.log,
        "position": fact.position,
        "occurred_on": fact.occurred_on,
        "recorded_at": fact.recorded_at,
    }


def _about(fact: Fact) -> dict[str, Any]:
    return {
        "type": fact.type.value,
        "subject": fact.subject,
        "person": fact.person,
        "case": fact.case,
        "referral": fact.referral,
    }


def _codes(fact: Fact, table: Table) -> dict[str, str | None]:
    """Every column of the table, since rows that are added together have the same ones."""
    return {**dict.fromkeys(table.info["codes"]), **fact.codes}
