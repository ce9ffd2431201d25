"""The tables of the catalogue's read models."""

from sqlalchemy import JSON, BigInteger, Column, Index, MetaData, String, Table

from chassis.database import Instant

METADATA = MetaData()

KNOWN_EDITIONS = Table(
    "known_editions",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String(64), nullable=False),
    Column("edition_id", String(64), nullable=False),
    Column("fact", String(20), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("data", JSON, nullable=False),
    Index("known_editions_by_code", "code", "position"),
)
"""What became known of each edition, in order; `data` is what the fact says beyond its code and edition."""
