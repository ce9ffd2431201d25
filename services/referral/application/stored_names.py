"""What this service's aggregates and events are called in the log, for ever: a line is added, never changed."""

from collections.abc import Mapping

from services.referral.domain.organisation import Organisation
from services.referral.domain.referral import Referral

STORED_NAMES: Mapping[str, type] = {
    "organisation": Organisation,
    "organisation.registered": Organisation.Registered,
    "referral": Referral,
    "referral.sent": Referral.Sent,
    "referral.resent": Referral.Resent,
    "referral.accepted": Referral.Accepted,
    "referral.declined": Referral.Declined,
    "referral.appointment_set": Referral.AppointmentSet,
    "referral.completed": Referral.Completed,
    "referral.expired": Referral.Expired,
}
