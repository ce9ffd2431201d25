"""What the referral service says that is counted: every sending, and everything that changes a state."""

from collections.abc import Mapping
from typing import Protocol

from somicis.referral.v1 import events_pb2 as referral
from sqlalchemy import Connection

from chassis.following import Handler, Heard
from services.reporting.projections.codes import codes
from services.reporting.projections.keeping import fact_of, keep, take_back
from services.reporting.projections.tables import FACTS


class _AboutReferral(Protocol):
    @property
    def referral_id(self) -> str: ...
    @property
    def case_id(self) -> str: ...


class CountingReferral:
    """One fact an event. Nothing is pruned: drop the table, read the journal again."""

    name = "facts-of-referral"
    source = "referral"

    def handlers(self) -> Mapping[type, Handler]:
        """A sending says to whom; of the others it counts that they happened, and when."""
        return {
            referral.ReferralSent: self._sent,
            referral.ReferralAccepted: self._moved,
            referral.ReferralDeclined: self._moved,
            referral.AppointmentSet: self._moved,
            referral.ReferralCompleted: self._moved,
            referral.ReferralExpired: self._moved,
        }

    def take_back(self, after: int, tx: Connection) -> None:
        """Forget the facts of events beyond a position, which are gone at their source."""
        take_back(FACTS[self.source], after, tx)

    def _sent(self, event: referral.ReferralSent, heard: Heard, tx: Connection) -> None:
        said = codes(event, "recipient", "recipient_kind")
        partner = {"partner": said["recipient"], "partner_kind": said["recipient_kind"]}
        keep(fact_of(heard, case=event.case_id, referral=event.referral_id, codes=partner), tx)

    def _moved(self, event: _AboutReferral, heard: Heard, tx: Connection) -> None:
        keep(fact_of(heard, case=event.case_id, referral=event.referral_id), tx)
