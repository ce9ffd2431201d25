"""Answers how many contacts the desk has had, of people in the target and of others."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from chassis.database import Database
from chassis.following import Handler, Heard
from services.intake.domain.contact import Contact
from services.intake.domain.target import Target
from services.intake.projections.tables import FOOTFALL


class FootfallProjection:
    """Counts contacts."""

    name = "footfall"
    source = ""

    def handlers(self) -> Mapping[type, Handler]:
        return {Contact.Recorded: _recorded}


class Footfall:
    """Answers from the counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_target(self) -> Mapping[str, int]:
        """How many contacts were of people in the target, out of it and unknown, each named."""
        with self._database.reading() as tx:
            seen = {row.target: row.contacts for row in tx.execute(select(FOOTFALL))}
        return {target.value: seen.get(target.value, 0) for target in Target}


def _recorded(event: Contact.Recorded, _heard: Heard, tx: Connection) -> None:
    of_this = FOOTFALL.c.target == event.target
    counted = tx.execute(update(FOOTFALL).where(of_this).values(contacts=FOOTFALL.c.contacts + 1))
    if not counted.rowcount:
        tx.execute(insert(FOOTFALL).values(target=event.target, contacts=1))
