"""The tables every service's event store has."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from chassis.database import Instant

METADATA = MetaData()

LOG = Table(
    "log",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("log", String(36), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)
"""One row: the log's id, renewed by every restore, its last position, and since when nothing more is recorded."""

EVENTS = Table(
    "events",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("origin", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version"),
    Index("events_by_subject", "subject", "position"),
    Index("events_by_time", "recorded_at"),
)

REQUESTS = Table(
    "requests",
    METADATA,
    Column("organisation", String(64), primary_key=True),
    Column("method", String(80), primary_key=True),
    Column("request_id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("stream", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("requests_by_stream", "stream", "version"),
)
