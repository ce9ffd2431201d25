"""Verifies the hash chains of a store from what lies in its tables."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.database import Database
from chassis.store import log
from chassis.store.chain import GENESIS, link
from chassis.store.tables import EVENTS


def broken_links(database: Database) -> list[int]:
    """The positions at which something is not what it should be: an event altered, or missing."""
    with database.reading() as tx:
        rows = tx.execute(select(EVENTS).order_by(EVENTS.c.stream, EVENTS.c.version)).all()
        last = log.head(tx).position
    ends: dict[UUID, bytes] = {}
    broken = []
    for row in rows:
        if not _follows(row, ends.get(row.stream, GENESIS)):
            broken.append(row.position)
        ends[row.stream] = row.hash
    return [*broken, *sorted(set(range(1, last + 1)) ^ {row.position for row in rows})]


def _follows(row: Any, previous: bytes) -> bool:
    return bool(row.previous_hash == previous and row.hash == link(row._mapping))
