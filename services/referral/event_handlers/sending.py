"""Sends a partner what a desk refers to it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from somicis.intake.v1 import case_pb2, profile_pb2
from somicis.intake.v1.events_pb2 import CaseReferred
from somicis.intake.v1.profile_pb2 import Profile
from sqlalchemy import Connection

from chassis.clock import Clock
from chassis.following import Handler, Heard
from chassis.translating import enum_from
from services.referral.application.commands import ANSWER_WITHIN, SendReferral
from services.referral.application.referrals import Referrals
from services.referral.domain.disclosed_profile import (
    AgeBracket,
    DisclosedProfile,
    EmploymentStatus,
    PermitGroup,
    Sex,
)
from services.referral.domain.purpose import Purpose


class Sending:
    """Answers each referred case with one referral, under the id the desk gave it."""

    name = "sending"
    source = "intake"

    def __init__(self, referrals: Referrals, clock: Clock) -> None:
        self._referrals = referrals
        self._clock = clock

    def handlers(self) -> Mapping[type, Handler]:
        """A referred case is sent; everything else the desk says is not for this service."""
        return {CaseReferred: self._send}

    def _send(self, referred: CaseReferred, heard: Heard, tx: Connection) -> None:
        command = SendReferral(
            request_id=heard.request_id(self.name),
            origin=heard.origin(self.name),
            now=self._clock.now(),
            referral_id=UUID(referred.referral_id),
            case_id=UUID(referred.case_id),
            recipient=referred.recipient,
            purpose=enum_from(Purpose, case_pb2.Purpose, referred.purpose),
            disclosed=disclosed_in(referred.disclosed),
            answer_within=referred.answer_within_working_days or ANSWER_WITHIN,
            sent_on=date.fromisoformat(referred.occurred_on),
        )
        self._referrals.send(command, tx)


def disclosed_in(profile: Profile) -> DisclosedProfile:
    """What the desk disclosed; a fact it left out stays out."""
    wire = profile_pb2
    sex, age, permit, work = profile.sex, profile.age_bracket, profile.permit_group, profile.employment_status
    return DisclosedProfile(
        sex=enum_from(Sex, wire.Sex, sex) if sex else None,
        age_bracket=enum_from(AgeBracket, wire.AgeBracket, age) if age else None,
        citizenship=profile.citizenship,
        permit_group=enum_from(PermitGroup, wire.PermitGroup, permit) if permit else None,
        comune=profile.comune,
        employment_status=enum_from(EmploymentStatus, wire.EmploymentStatus, work) if work else None,
    )
