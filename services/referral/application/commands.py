"""The commands of this service: who asks, when, and all it takes."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.dating import Dated
from chassis.modelling import Command
from services.referral.domain.answers import CompletionOutcome, DeclineReason
from services.referral.domain.disclosed_profile import DisclosedProfile
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose

WorkingDays = Annotated[int, Field(ge=1, le=60)]
ANSWER_WITHIN: WorkingDays = 10
"""Working days a partner has when the sender names none."""


class RegisterOrganisation(Dated):
    """Make a partner known."""

    code: str
    name: str
    kind: OrganisationKind


class SendReferral(Command):
    """Send a case to a partner; `sent_on` is the day the desk referred it."""

    referral_id: UUID
    case_id: UUID
    recipient: str
    purpose: Purpose
    disclosed: DisclosedProfile
    answer_within: WorkingDays
    sent_on: date


class ReferralCommand(Command):
    """Something is asked of one referral."""

    referral_id: UUID


class AcceptReferral(ReferralCommand):
    """The recipient takes the person on."""


class DeclineReferral(ReferralCommand):
    """The recipient does not."""

    decline_reason: DeclineReason


class SetAppointment(ReferralCommand):
    """The recipient says on which day the person is expected."""

    appointment_on: date


class CompleteReferral(ReferralCommand):
    """The recipient says what came of it."""

    outcome: CompletionOutcome


class ResendReferral(ReferralCommand):
    """Send an expired referral once more."""

    answer_within: WorkingDays = ANSWER_WITHIN


class ExpireReferral(ReferralCommand):
    """Let a sending expire that was not answered in time."""

    attempt: int
