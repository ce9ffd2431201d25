"""What a case knows of its referrals; the referral itself lives in the referral service."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Operational
from services.intake.domain.case_refusals import AlreadyReferredToRecipient


class ReferralState(StrEnum):
    """Where a partner stands with a referral."""

    SENT = "sent"
    ACCEPTED = "accepted"
    APPOINTMENT_SET = "appointment_set"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"

    @property
    def is_taken_on(self) -> bool:
        """The partner has said yes, whatever has come of it."""
        return self in (ReferralState.ACCEPTED, ReferralState.APPOINTMENT_SET, ReferralState.COMPLETED)

    @property
    def is_over(self) -> bool:
        """Nothing more is expected. An expired referral is sent again, so it is not over."""
        return self in (ReferralState.COMPLETED, ReferralState.DECLINED)


ANSWER_WITHIN = 10
"""Working days a partner has to answer when the desk says nothing else."""


class CaseReferral(BaseModel):
    """One referral as last heard of. `attempt` is the number of the last sending, from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    referral_id: Operational[UUID]
    recipient: Operational[str]
    state: Operational[ReferralState]
    attempt: Operational[int]


def check_not_with(recipient: str, referrals: Iterable[CaseReferral]) -> None:
    """Raise ALREADY_REFERRED_TO_RECIPIENT when one of the referrals still lies with the recipient."""
    for referral in referrals:
        if referral.recipient == recipient and not referral.state.is_over:
            raise AlreadyReferredToRecipient(
                recipient=recipient, referral_id=referral.referral_id, state=referral.state
            )
