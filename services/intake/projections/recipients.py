"""Answers to whom a case can be referred."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from somicis.referral.v1.events_pb2 import OrganisationRegistered
from sqlalchemy import Connection, delete, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard
from services.intake.projections.tables import RECIPIENTS


@dataclass(frozen=True)
class Recipient:
    """A partner organisation: its code and its public name."""

    code: str
    name: str


class RecipientsProjection:
    """Keeps the partners the referral service has told of."""

    name = "recipients"
    source = "referral"

    def handlers(self) -> Mapping[type, Handler]:
        return {OrganisationRegistered: _registered}


class Recipients:
    """Answers who they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[Recipient]:
        """Every partner, in order of code."""
        with self._database.reading() as tx:
            rows = tx.execute(select(RECIPIENTS).order_by(RECIPIENTS.c.code)).all()
        return [Recipient(row.code, row.name) for row in rows]

    def codes(self) -> Sequence[str]:
        """The code of every partner, in order."""
        return [recipient.code for recipient in self.all()]


def _registered(event: OrganisationRegistered, _heard: Heard, tx: Connection) -> None:
    tx.execute(delete(RECIPIENTS).where(RECIPIENTS.c.code == event.code))
    tx.execute(insert(RECIPIENTS).values(code=event.code, name=event.name))
