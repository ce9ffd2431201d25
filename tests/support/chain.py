"""Verifies the hash chains of a store from what lies in its tables."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.database import Database
from chassis.store.chain import GENESIS, link
from chassis.store.tables import EVENTS, STREAMS


def broken_links(database: Database) -> list[int]:
    """The positions of the rows whose link is not what it should be; 0 for a stream that ends elsewhere."""
    with database.reading() as tx:
        rows = tx.execute(select(EVENTS).order_by(EVENTS.c.stream, EVENTS.c.version)).all()
        heads = {row.stream: row.hash for row in tx.execute(select(STREAMS))}
    ends: dict[UUID, bytes] = {}
    broken = []
    for row in rows:
        if not _follows(row, ends.get(row.stream, GENESIS)):
            broken.append(row.position)
        ends[row.stream] = row.hash
    return broken + ([] if ends == heads else [0])


def _follows(row: Any, previous: bytes) -> bool:
    return bool(row.previous_hash == previous and row.hash == link(row._mapping))
