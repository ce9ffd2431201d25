"""What has become of editions, in order: what the stream about the catalogue is read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from chassis.database import Database
from chassis.days import day_of
from chassis.following import position_of
from chassis.store import log
from chassis.store.log import LogHead
from services.catalogue.projections.measure_of_facts import Fact
from services.catalogue.projections.shelf import ShelfProjection
from services.catalogue.projections.tables import KNOWN_EDITIONS

ANNOUNCED = (Fact.PUBLISHED, Fact.CORRECTED, Fact.SUSPENDED, Fact.RESUMED, Fact.CLOSED)
"""Drafts are nobody's but the editors'."""


@dataclass(frozen=True)
class Announcement:
    """One thing that became known of an edition. `day`: the one it is about."""

    position: int
    code: str
    edition_id: str
    fact: Fact
    recorded_at: datetime
    day: date


class Announcements:
    """Reads the facts of the shelf as they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, position: int, limit: int) -> Sequence[Announcement]:
        """What everybody may know beyond a position, at most `limit`, in order."""
        kept = KNOWN_EDITIONS.c
        wanted = select(KNOWN_EDITIONS).where(kept.position > position, kept.fact.in_(ANNOUNCED))
        with self._database.reading() as tx:
            rows = tx.execute(wanted.order_by(kept.position).limit(limit)).all()
        return [
            Announcement(row.position, row.code, row.edition_id, Fact(row.fact), row.recorded_at, _day(row))
            for row in rows
        ]

    def reached(self) -> int:
        """How far the shelf has read the log: nothing up to here is still to come."""
        with self._database.reading() as tx:
            return position_of(tx, ShelfProjection.name)

    def stored(self) -> LogHead:
        """Where the log itself stands: what the shelf has still to reach."""
        with self._database.reading() as tx:
            return log.head(tx)


def _day(row: Row[Any]) -> date:
    told = row.data.get("from_day") or row.data.get("last_day")
    return date.fromisoformat(told) if told else day_of(row.recorded_at)
