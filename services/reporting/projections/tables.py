"""The tables of the read models: one for each source heard, all of one shape, so that each can be rebuilt alone."""

from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Text

from chassis.database import Instant
from services.reporting.domain.fact import FactType

METADATA = MetaData()


def _facts_of(source: str) -> Table:
    name = f"counting_{source}"
    return Table(
        name,
        METADATA,
        Column("log", String(36), primary_key=True),
        Column("position", BigInteger, primary_key=True, autoincrement=False),
        Column("type", String(160), nullable=False),
        Column("subject", String(64), nullable=False),
        Column("occurred_on", Date, nullable=False),
        Column("recorded_at", Instant, nullable=False),
        Column("person", String(36), nullable=False),
        Column("case", String(36), nullable=False),
        Column("referral", String(36), nullable=False),
        Column("said", Text, nullable=False),
        # These are why a number costs what its period holds and not what the log holds.
        Index(f"{name}_by_day", "type", "occurred_on"),
        Index(f"{name}_by_person", "person", "type"),
        Index(f"{name}_by_case", "case", "type"),
        Index(f"{name}_by_referral", "referral", "type"),
        info={"source": source},
    )


FACTS = {source: _facts_of(source) for source in ("intake", "referral")}
"""By source. `said` is JSON with sorted keys: the codes of the event and the measures it proposes."""


def facts_like(kind: FactType) -> Table:
    """The table of the source that says such things."""
    return FACTS[kind.split(".")[1]]
