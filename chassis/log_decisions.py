"""What people have decided of a source's logs, and what followed from it: kept for whoever asks later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    false,
    insert,
    select,
)

from chassis.clock import machine_now
from chassis.database import Instant
from chassis.journal import JOURNAL

METADATA = MetaData()
DECISIONS = Table(
    "log_decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("source", String(40), nullable=False),
    Column("log", String(36), nullable=False),
    Column("other_log", String(36), nullable=False),
    Column("heard_until", BigInteger, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("gone", BigInteger, nullable=False),
    Column("request_id", String(36), nullable=False, unique=True),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("decided_at", Instant, nullable=False),
)
PUT_BACK = Table(
    "followers_put_back",
    METADATA,
    Column("decision", Integer, primary_key=True),
    Column("follower", String(80), primary_key=True),
    Column("stood_at", BigInteger, nullable=False),
    Column("taken_back", Boolean, nullable=False, server_default=false()),
)
GONE = JOURNAL.to_metadata(METADATA, name="heard_and_gone")
"""What was heard of a log and is not in the one that took its place, as it lay in the journal."""
GONE.append_column(Column("decision", Integer, nullable=False, index=True))


class DecisionKind(StrEnum):
    """What was decided: to hear the other log, to do without what it lacks, or to go on with the one that is heard."""

    ADOPTED = "adopted"
    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True)
class Order:
    """Who decides, why, and under which request: a repeat of it decides nothing anew."""

    request_id: str
    reason: str
    actor: str
    organisation: str


@dataclass(frozen=True)
class Decision:
    """One decision, as it is kept.

    `log` is heard from then on; `other_log` is the one that was left, or that was not adopted. What was
    heard of the source came up to `heard_until`; what both logs say, up to `after`; `gone` counts the events beyond.
    """

    id: int
    kind: DecisionKind
    source: str
    log: str
    other_log: str
    heard_until: int
    after: int
    gone: int
    request_id: str
    reason: str
    actor: str
    organisation: str
    decided_at: datetime


@dataclass(frozen=True)
class PutBack:
    """A follower that had gone beyond what both logs say, where it stood, and whether it took back what it had done."""

    follower: str
    stood_at: int
    taken_back: bool


def record(tx: Connection, kind: DecisionKind, source: str, order: Order, **facts: Any) -> Decision:
    """Keep a decision; answer it."""
    values = {"kind": kind.value, "source": source, "decided_at": machine_now(), "after": 0, "gone": 0}
    tx.execute(insert(DECISIONS).values(**values | vars(order) | facts))
    return _decision(tx.execute(select(DECISIONS).where(DECISIONS.c.request_id == order.request_id)).one())


def decisions(tx: Connection, source: str) -> Sequence[Decision]:
    """What was decided of a source, oldest first."""
    wanted = select(DECISIONS).where(DECISIONS.c.source == source).order_by(DECISIONS.c.id)
    return [_decision(row) for row in tx.execute(wanted)]


def left(made: Sequence[Decision]) -> Mapping[str, Decision]:
    """The logs that were left for another, by id, with the decision to."""
    return {each.other_log: each for each in made if each.kind is DecisionKind.ADOPTED}


def decided_by(tx: Connection, request_id: str) -> Decision | None:
    """What was decided by a request, if it was made before."""
    row = tx.execute(select(DECISIONS).where(DECISIONS.c.request_id == request_id)).one_or_none()
    return _decision(row) if row else None


def put_back_by(tx: Connection, decision: Decision) -> Sequence[PutBack]:
    """The followers a decision has put back, by name."""
    told = (PUT_BACK.c.follower, PUT_BACK.c.stood_at, PUT_BACK.c.taken_back)
    wanted = select(*told).where(PUT_BACK.c.decision == decision.id)
    return [PutBack(**row._mapping) for row in tx.execute(wanted.order_by(PUT_BACK.c.follower))]


def gone_by(tx: Connection, decision: Decision, limit: int) -> Sequence[Row[Any]]:
    """What is gone at the source by a decision, in order, the first so many."""
    wanted = select(GONE).where(GONE.c.decision == decision.id).order_by(GONE.c.position)
    return tx.execute(wanted.limit(limit)).all()


def _decision(row: Row[Any]) -> Decision:
    return Decision(**{**row._mapping, "kind": DecisionKind(row.kind)})
