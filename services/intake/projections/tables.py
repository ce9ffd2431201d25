"""The tables of the read models; each belongs to the file of its name."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Uuid

METADATA = MetaData()

CASELOAD = Table(
    "caseload",
    METADATA,
    Column("case_id", Uuid, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_at", BigInteger, nullable=False, unique=True),
    Index("caseload_by_state", "state", "opened_at"),
)
"""`opened_at` is the log position of the case's first event: the newest has the highest."""

RECIPIENTS = Table(
    "recipients",
    METADATA,
    Column("code", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
)

FOOTFALL = Table(
    "footfall",
    METADATA,
    Column("target", String(20), primary_key=True),
    Column("contacts", Integer, nullable=False),
)
