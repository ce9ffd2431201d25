"""What happened to each partner's referrals, in order: what its stream is read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard, position_of
from chassis.store import log
from chassis.store.log import LogHead
from services.referral.domain.referral import Referral
from services.referral.projections.as_it_stood import CHANGES, AsItStood, as_changed, as_sent
from services.referral.projections.tables import PARTNER_FEED


@dataclass(frozen=True)
class Change:
    """One thing that happened to a referral, and the referral as it stood after it."""

    position: int
    change_id: str
    what: str
    recorded_at: datetime
    referral: AsItStood


class PartnerFeed:
    """One row an event about a referral, in the order of the log."""

    name = "partner_feed"
    source = ""

    def __init__(self, database: Database) -> None:
        self._database = database

    def handlers(self) -> Mapping[type, Handler]:
        """Every event of a referral is told."""
        return {Referral.Sent: self._sent, **dict.fromkeys(CHANGES, self._changed)}

    def after(self, recipient: str, position: int, limit: int) -> Sequence[Change]:
        """The changes to one partner's referrals beyond a position, at most `limit`, in order."""
        ours = PARTNER_FEED.c.recipient == recipient
        wanted = select(PARTNER_FEED).where(ours, PARTNER_FEED.c.position > position)
        with self._database.reading() as tx:
            rows = tx.execute(wanted.order_by(PARTNER_FEED.c.position).limit(limit)).all()
        return [_change(row) for row in rows]

    def head(self, recipient: str) -> int:
        """The position of the last change to one partner's referrals; 0 for none."""
        last = select(func.max(PARTNER_FEED.c.position)).where(PARTNER_FEED.c.recipient == recipient)
        with self._database.reading() as tx:
            return int(tx.execute(last).scalar_one() or 0)

    def reached(self) -> int:
        """How far the feed has read the log: no change up to here is still to come."""
        with self._database.reading() as tx:
            return position_of(tx, self.name)

    def stored(self) -> LogHead:
        """Where the log itself stands: what the feed has still to reach."""
        with self._database.reading() as tx:
            return log.head(tx)

    def _sent(self, event: Referral.Sent, heard: Heard, tx: Connection) -> None:
        _tell(tx, heard, as_sent(event))

    def _changed(self, event: Referral.Event, heard: Heard, tx: Connection) -> None:
        same = PARTNER_FEED.c.referral_id == event.originator_id
        last = select(PARTNER_FEED.c.as_it_stood).where(same).order_by(PARTNER_FEED.c.position.desc())
        before = AsItStood.model_validate_json(tx.execute(last.limit(1)).scalar_one())
        _tell(tx, heard, as_changed(event, before))


def _tell(tx: Connection, heard: Heard, referral: AsItStood) -> None:
    tx.execute(
        insert(PARTNER_FEED).values(
            position=heard.position,
            change_id=heard.id,
            recipient=referral.recipient,
            referral_id=referral.id,
            what=heard.name,
            recorded_at=heard.recorded_at,
            as_it_stood=referral.model_dump_json(),
        )
    )


def _change(row: Row[Any]) -> Change:
    return Change(
        position=row.position,
        change_id=row.change_id,
        what=row.what,
        recorded_at=row.recorded_at,
        referral=AsItStood.model_validate_json(row.as_it_stood),
    )
