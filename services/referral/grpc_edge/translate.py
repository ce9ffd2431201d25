"""Between the published language and the words of this service; the only file of the edge that names both."""

from datetime import date
from typing import Any
from uuid import UUID

from somicis.intake.v1 import case_pb2, profile_pb2
from somicis.referral.v1 import referral_pb2
from somicis.referral.v1 import referral_service_pb2 as pb
from somicis.shared.v1 import receipt_pb2

from chassis.commanding import Receipt
from chassis.serving import Call
from chassis.translating import day, enum_from, enum_to, uuid_or_none
from services.referral.application import commands
from services.referral.domain.answers import CompletionOutcome, DeclineReason, ReferralState
from services.referral.domain.disclosed_profile import DisclosedProfile
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.referral import Referral
from services.referral.projections.as_it_stood import AsItStood
from services.referral.projections.partner_feed import Change
from services.referral.projections.partners import Partner
from services.referral.projections.referral_list import Narrowing


def register_from(request: pb.RegisterOrganisationRequest, call: Call) -> commands.RegisterOrganisation:
    """Who is to be made known."""
    return commands.RegisterOrganisation(
        **_asked(request, call),
        code=request.code,
        name=request.name,
        kind=enum_from(OrganisationKind, referral_pb2.OrganisationKind, request.kind),
        occurred_on=day(request.occurred_on),
    )


def accept_from(request: pb.AcceptReferralRequest, call: Call) -> commands.AcceptReferral:
    """What is accepted."""
    return commands.AcceptReferral(**_asked_of_referral(request, call))


def decline_from(request: pb.DeclineReferralRequest, call: Call) -> commands.DeclineReferral:
    """What is declined, and why."""
    reason = enum_from(DeclineReason, referral_pb2.DeclineReason, request.decline_reason)
    return commands.DeclineReferral(**_asked_of_referral(request, call), decline_reason=reason)


def set_appointment_from(request: pb.SetAppointmentRequest, call: Call) -> commands.SetAppointment:
    """For which day."""
    return commands.SetAppointment(
        **_asked_of_referral(request, call), appointment_on=date.fromisoformat(request.appointment_on)
    )


def complete_from(request: pb.CompleteReferralRequest, call: Call) -> commands.CompleteReferral:
    """What came of it."""
    outcome = enum_from(CompletionOutcome, referral_pb2.CompletionOutcome, request.outcome)
    return commands.CompleteReferral(**_asked_of_referral(request, call), outcome=outcome)


def resend_from(request: pb.ResendReferralRequest, call: Call) -> commands.ResendReferral:
    """What is sent again, and how long the partner has."""
    within = request.answer_within_working_days or commands.ANSWER_WITHIN
    return commands.ResendReferral(**_asked_of_referral(request, call), answer_within=within)


def narrowing_from(request: pb.ListReferralsRequest, recipient: str | None) -> Narrowing:
    """Which referrals are asked for, of those the caller may see."""
    return Narrowing(
        recipient=recipient,
        state=enum_from(ReferralState, referral_pb2.ReferralState, request.state) if request.state else None,
        case_id=uuid_or_none(request.case_id),
    )


def receipt_to(receipt: Receipt) -> receipt_pb2.Receipt:
    """Where what was commanded stands."""
    return receipt_pb2.Receipt(id=str(receipt.id), version=receipt.version, position=receipt.position)


def organisation_to(partner: Partner) -> referral_pb2.Organisation:
    """A partner."""
    kind = enum_to(referral_pb2.OrganisationKind, partner.kind)
    return referral_pb2.Organisation(code=partner.code, name=partner.name, kind=kind)


def referral_to(referral: Referral | AsItStood) -> referral_pb2.Referral:
    """A referral as it stands, or as it stood."""
    return referral_pb2.Referral(
        referral_id=str(referral.id),
        case_id=str(referral.case_id),
        recipient=referral.recipient,
        purpose=enum_to(case_pb2.Purpose, referral.purpose),
        state=enum_to(referral_pb2.ReferralState, referral.state),
        attempt=referral.attempt,
        first_sent_on=referral.first_sent_on.isoformat(),
        answer_due=referral.answer_due.isoformat(),
        appointment_on=referral.appointment_on.isoformat() if referral.appointment_on else "",
        outcome=enum_to(referral_pb2.CompletionOutcome, referral.outcome),
        disclosed=_profile_to(referral.disclosed),
        version=referral.version,
    )


def change_to(change: Change) -> pb.ReferralChange:
    """One thing that happened."""
    return pb.ReferralChange(
        change_id=change.change_id,
        what=change.what,
        referral=referral_to(change.referral),
        recorded_at=change.recorded_at.isoformat(),
    )


def _profile_to(profile: DisclosedProfile) -> profile_pb2.Profile:
    return profile_pb2.Profile(
        sex=enum_to(profile_pb2.Sex, profile.sex),
        age_bracket=enum_to(profile_pb2.AgeBracket, profile.age_bracket),
        citizenship=profile.citizenship,
        permit_group=enum_to(profile_pb2.PermitGroup, profile.permit_group),
        comune=profile.comune,
        employment_status=enum_to(profile_pb2.EmploymentStatus, profile.employment_status),
    )


def _asked(request: Any, call: Call) -> dict[str, Any]:
    return {"request_id": UUID(request.request_id), "origin": call.origin(), "now": call.now()}


def _asked_of_referral(request: Any, call: Call) -> dict[str, Any]:
    about = {"referral_id": UUID(request.referral_id), "expected_version": request.expected_version}
    return {**_asked(request, call), **about}
