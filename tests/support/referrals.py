"""Referrals to begin a test with, and the days the tests speak of."""

from datetime import date
from typing import Any
from uuid import UUID

from services.referral.domain.answers import CompletionOutcome, DeclineReason
from services.referral.domain.disclosed_profile import (
    AgeBracket,
    DisclosedProfile,
    EmploymentStatus,
    PermitGroup,
    Sex,
)
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose
from services.referral.domain.referral import Referral

REFERRAL = UUID("11111111-1111-5111-8111-111111111111")
CASE = UUID("22222222-2222-5222-8222-222222222222")
CHAMBER = "CCIAA_MARCHE"
JOB_CENTRE = "CPI_FERMO"

SENT_ON = date(2023, 2, 2)
DUE = date(2023, 2, 16)
DAY_AFTER_DUE = date(2023, 2, 17)

DISCLOSED = DisclosedProfile(
    sex=Sex.F,
    age_bracket=AgeBracket.FROM_18_TO_60,
    citizenship="SN",
    permit_group=PermitGroup.FAMILY,
    comune="109006",
    employment_status=EmploymentStatus.UNEMPLOYED,
)


def a_sent_referral(**terms: Any) -> Referral:
    """Sent to the job centre on Thursday 2 February 2023, an answer due on Thursday 16."""
    sent: dict[str, Any] = {
        "case_id": CASE,
        "recipient": JOB_CENTRE,
        "recipient_kind": OrganisationKind.JOB_CENTRE,
        "purpose": Purpose.AVAILABILITY_DECLARATION,
        "disclosed": DISCLOSED,
        "answer_due": DUE,
        "on": SENT_ON,
    }
    return Referral.send(REFERRAL, **{**sent, **terms})


def an_accepted_referral() -> Referral:
    """The same, accepted the day after."""
    referral = a_sent_referral()
    referral.accept(date(2023, 2, 3))
    return referral


def a_declined_referral() -> Referral:
    """The same, declined the day after."""
    referral = a_sent_referral()
    referral.decline(DeclineReason.NO_CAPACITY, date(2023, 2, 3))
    return referral


def an_expired_referral() -> Referral:
    """The same, left without an answer."""
    referral = a_sent_referral()
    referral.expire(1, DAY_AFTER_DUE)
    return referral


def a_completed_referral() -> Referral:
    """The same, accepted and completed."""
    referral = an_accepted_referral()
    referral.complete(CompletionOutcome.SERVED, date(2023, 2, 15))
    return referral
