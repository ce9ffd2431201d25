"""The names under which this service's aggregates and events are stored, for ever."""

from collections.abc import Mapping

from services.intake.domain.case import Case
from services.intake.domain.contact import Contact
from services.intake.domain.desk import Desk

STORED_NAMES: Mapping[str, type] = {
    "desk": Desk,
    "desk.activated": Desk.Activated,
    "contact": Contact,
    "contact.recorded": Contact.Recorded,
    "case": Case,
    "case.opened": Case.Opened,
    "case.need_recorded": Case.NeedRecorded,
    "case.measures_found": Case.MeasuresFound,
    "case.measures_proposed": Case.MeasuresProposed,
    "case.orientation_held": Case.OrientationHeld,
    "case.sheet_issued": Case.SheetIssued,
    "case.referred": Case.Referred,
    "case.referral_followed": Case.ReferralFollowed,
    "case.followed_up": Case.FollowedUp,
    "case.closed": Case.Closed,
}
