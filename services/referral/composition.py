"""Wires referral for one process; nothing connects before this is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.following import Projection
from chassis.foundations import Foundations, lay
from chassis.standing import Standings
from chassis.timing import Timers
from services.referral.application.partners import Partners
from services.referral.application.referrals import Referrals
from services.referral.application.stored_names import STORED_NAMES
from services.referral.event_handlers.expiry import Expiry
from services.referral.event_handlers.sending import Sending
from services.referral.projections.partner_feed import PartnerFeed
from services.referral.projections.partners import PartnerList
from services.referral.projections.referral_list import ReferralList
from services.referral.projections.tables import METADATA
from services.referral.settings import Settings

NAME = "referral"
HEARS = ("intake",)


@dataclass(frozen=True)
class Referral:
    """Everything referral is made of."""

    foundations: Foundations
    settings: Settings
    referrals: Referrals
    partners: Partners
    sending: Sending
    expiry: Expiry
    partner_feed: PartnerFeed
    partner_list: PartnerList
    referral_list: ReferralList

    @property
    def projections(self) -> Sequence[Projection]:
        """Its read models and process managers."""
        return (self.sending, self.expiry, self.partner_feed, self.partner_list, self.referral_list)

    @property
    def standings(self) -> Standings:
        """How it stands."""
        at = self.foundations
        return Standings(NAME, at.database, at.clock, HEARS, self.projections)


def compose(settings: Settings) -> Referral:
    """Open referral's database and make its parts."""
    foundations = lay(NAME, settings, STORED_NAMES, METADATA)
    database = foundations.database
    referrals = Referrals(foundations.commander)
    return Referral(
        foundations=foundations,
        settings=settings,
        referrals=referrals,
        partners=Partners(foundations.commander),
        sending=Sending(referrals, foundations.clock),
        expiry=Expiry(referrals, Timers()),
        partner_feed=PartnerFeed(database),
        partner_list=PartnerList(database),
        referral_list=ReferralList(database),
    )
