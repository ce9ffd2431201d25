"""Which organisations a referral can be sent to, in order of code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard
from services.referral.domain.organisation import Organisation, OrganisationKind
from services.referral.projections.tables import PARTNERS


@dataclass(frozen=True)
class Partner:
    """A registered organisation."""

    code: str
    name: str
    kind: OrganisationKind


class PartnerList:
    """One row an organisation."""

    name = "partners"
    source = ""

    def __init__(self, database: Database) -> None:
        self._database = database

    def handlers(self) -> Mapping[type, Handler]:
        """A registration adds a row."""
        return {Organisation.Registered: self._registered}

    def page(self, after: str, limit: int) -> Sequence[Partner]:
        """The partners whose code comes after one ("" for all), at most `limit`."""
        wanted = select(PARTNERS).where(PARTNERS.c.code > after).order_by(PARTNERS.c.code)
        with self._database.reading() as tx:
            rows = tx.execute(wanted.limit(limit)).all()
        return [Partner(row.code, row.name, OrganisationKind(row.kind)) for row in rows]

    def _registered(self, event: Organisation.Registered, _heard: Heard, tx: Connection) -> None:
        known = {"code": event.code, "name": event.name, "kind": event.kind.value}
        tx.execute(insert(PARTNERS).values(**known))
