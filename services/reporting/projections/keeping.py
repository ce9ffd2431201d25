"""A fact as a row, and back."""

import json
from typing import Any

from sqlalchemy import Connection, Row, insert

from chassis.following import Heard
from chassis.gathering import add
from services.reporting.domain.fact import Fact, FactType, Proposal
from services.reporting.projections.tables import FACTS, facts_like


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
    said = {
        "codes": dict(fact.codes),
        "proposals": [[said.measure, said.level, said.kind] for said in fact.proposals],
    }
    row = {
        "log": fact.log,
        "position": fact.position,
        "type": fact.type.value,
        "subject": fact.subject,
        "occurred_on": fact.occurred_on,
        "recorded_at": fact.recorded_at,
        "person": fact.person,
        "case": fact.case,
        "referral": fact.referral,
        "said": json.dumps(said, sort_keys=True),
    }
    add(tx, _ADDED[facts_like(fact.type)], row)


_ADDED = {table: insert(table) for table in FACTS.values()}


def kept(source: str, row: Row[Any]) -> Fact:
    """The fact a row holds."""
    said = json.loads(row.said)
    return Fact(
        type=FactType(row.type),
        source=source,
        log=row.log,
        position=row.position,
        subject=row.subject,
        occurred_on=row.occurred_on,
        recorded_at=row.recorded_at,
        person=row.person,
        case=row.case,
        referral=row.referral,
        codes=said["codes"],
        proposals=tuple(Proposal(*proposal) for proposal in said["proposals"]),
    )
