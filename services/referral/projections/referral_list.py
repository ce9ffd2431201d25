"""Which referrals there are, newest first: the desk's list and each partner's inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Select, func, insert, select, update

from chassis.database import Database
from chassis.following import Handler, Heard
from services.referral.domain.answers import ReferralState
from services.referral.domain.referral import Referral
from services.referral.projections.as_it_stood import CHANGES, AsItStood, as_changed, as_sent
from services.referral.projections.tables import REFERRALS


@dataclass(frozen=True)
class Narrowing:
    """Which referrals are asked for; None leaves that open."""

    recipient: str | None = None
    state: ReferralState | None = None
    case_id: UUID | None = None

    def of(self, wanted: Select[tuple[int, str]]) -> Select[tuple[int, str]]:
        """The same question about these referrals only."""
        asked = {"recipient": self.recipient, "state": self.state, "case_id": self.case_id}
        given = [REFERRALS.c[name] == value for name, value in asked.items() if value is not None]
        return wanted.where(*given)


@dataclass(frozen=True)
class Line:
    """A referral in the list; `sent_position` is its place, for ever."""

    sent_position: int
    referral: AsItStood


class ReferralList:
    """One row a referral, as it stands."""

    name = "referrals"
    source = ""

    def __init__(self, database: Database) -> None:
        self._database = database

    def handlers(self) -> Mapping[type, Handler]:
        """A sending adds a line, everything after it changes the line."""
        return {Referral.Sent: self._sent, **dict.fromkeys(CHANGES, self._changed)}

    def page(self, asked: Narrowing, before: int | None, limit: int) -> Sequence[Line]:
        """The newest lines first sent before a log position (None: from the newest), at most `limit`."""
        wanted = asked.of(select(REFERRALS.c.sent_position, REFERRALS.c.as_it_stood))
        if before is not None:
            wanted = wanted.where(REFERRALS.c.sent_position < before)
        with self._database.reading() as tx:
            rows = tx.execute(wanted.order_by(REFERRALS.c.sent_position.desc()).limit(limit)).all()
        return [Line(row.sent_position, AsItStood.model_validate_json(row.as_it_stood)) for row in rows]

    def by_state(self) -> Mapping[str, int]:
        """How many referrals stand in each state, none left out."""
        counted = select(REFERRALS.c.state, func.count().label("number")).group_by(REFERRALS.c.state)
        with self._database.reading() as tx:
            found = {row.state: row.number for row in tx.execute(counted)}
        return {state.value: found.get(state.value, 0) for state in ReferralState}

    def _sent(self, event: Referral.Sent, heard: Heard, tx: Connection) -> None:
        referral = as_sent(event)
        named = {"case_id": referral.case_id, "recipient": referral.recipient}
        place = {"referral_id": referral.id, "sent_position": heard.position}
        tx.execute(insert(REFERRALS).values(**place, **named, **_stood(referral)))

    def _changed(self, event: Referral.Event, _heard: Heard, tx: Connection) -> None:
        line = REFERRALS.c.referral_id == event.originator_id
        stood = tx.execute(select(REFERRALS.c.as_it_stood).where(line)).scalar_one()
        referral = as_changed(event, AsItStood.model_validate_json(stood))
        tx.execute(update(REFERRALS).where(line).values(**_stood(referral)))


def _stood(referral: AsItStood) -> dict[str, str]:
    return {"state": referral.state.value, "as_it_stood": referral.model_dump_json()}
