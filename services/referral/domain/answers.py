"""Where a referral stands and what a partner may answer."""

from enum import StrEnum


class ReferralState(StrEnum):
    """Where a referral stands. A no-show, a revocation and a cancellation have no state yet."""

    SENT = "sent"
    ACCEPTED = "accepted"
    APPOINTMENT_SET = "appointment_set"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"


TAKEN_ON = frozenset({ReferralState.ACCEPTED, ReferralState.APPOINTMENT_SET})
"""The partner has the person in its hands."""


class DeclineReason(StrEnum):
    """Why a partner does not take a person on."""

    NOT_COMPETENT = "not_competent"
    MISSING_DATA = "missing_data"
    NO_CAPACITY = "no_capacity"
    NOT_SUITABLE = "not_suitable"


class CompletionOutcome(StrEnum):
    """What came of a referral."""

    SERVED = "served"
    SERVED_IN_PART = "served_in_part"
    GAVE_UP = "gave_up"
    NOT_SERVED = "not_served"
