"""The tables of the catalogue's read models."""

from sqlalchemy import JSON, Column, Integer, MetaData, String, Table

METADATA = MetaData()

SHELF_MEASURES = Table(
    "shelf_measures",
    METADATA,
    Column("code", String(64), primary_key=True),
    Column("level", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
)
SHELF_EDITIONS = Table(
    "shelf_editions",
    METADATA,
    Column("code", String(64), primary_key=True),
    Column("edition_id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", JSON, nullable=False),
)
