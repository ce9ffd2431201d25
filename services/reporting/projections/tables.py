"""The tables of the read models: the facts of each source heard, so that each source can be read again alone."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Text

from chassis.database import Instant
from services.reporting.domain.fact import FactType

METADATA = MetaData()


def _facts_of(source: str, *codes: str) -> Table:
    name = f"facts_of_{source}"
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
        *(Column(code, Text) for code in codes),
        # These are why a number costs what its period holds and not what the log holds.
        Index(f"{name}_by_day", "type", "occurred_on"),
        Index(f"{name}_by_person", "person", "type", "occurred_on"),
        Index(f"{name}_by_case", "case", "type", "occurred_on"),
        Index(f"{name}_by_referral", "referral", "type", "occurred_on"),
        info={"source": source, "codes": codes},
    )


PROFILE = ("sex", "age_bracket", "citizenship", "permit_group", "comune")
FACTS = {
    "intake": _facts_of("intake", "desk", "channel", "target", *PROFILE),
    "referral": _facts_of("referral", "partner", "partner_kind"),
}
"""By source. After what every fact has, a column for each code that events of the source say."""

PROPOSALS = Table(
    "facts_of_intake_proposals",
    METADATA,
    Column("log", String(36), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("occurred_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("case", String(36), nullable=False),
    Column("measure", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Index("facts_of_intake_proposals_by_day", "occurred_on"),
    Index("facts_of_intake_proposals_by_case", "case", "measure", "occurred_on"),
)
"""The measures of each proposal, numbered as they were shown; day, instant and case are those of their fact."""


def facts_like(kind: FactType) -> Table:
    """The table of the source that says such things."""
    return FACTS[kind.split(".")[1]]
