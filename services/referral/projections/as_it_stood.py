"""A referral as it stood after one of its events: what the read models keep of it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.referral.domain.answers import CompletionOutcome, ReferralState
from services.referral.domain.disclosed_profile import DisclosedProfile
from services.referral.domain.purpose import Purpose
from services.referral.domain.referral import Referral


class AsItStood(BaseModel):
    """The referral at one version, under the names the aggregate has for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    version: int
    case_id: UUID
    recipient: str
    purpose: Purpose
    disclosed: DisclosedProfile
    state: ReferralState
    attempt: int
    first_sent_on: date
    answer_due: date
    appointment_on: date | None = None
    outcome: CompletionOutcome | None = None


CHANGES: Mapping[type, Callable[[Any], dict[str, object]]] = {
    Referral.Resent: lambda event: {
        "state": ReferralState.SENT,
        "attempt": event.attempt,
        "answer_due": event.answer_due,
    },
    Referral.Accepted: lambda _: {"state": ReferralState.ACCEPTED},
    Referral.Declined: lambda _: {"state": ReferralState.DECLINED},
    Referral.AppointmentSet: lambda event: {
        "state": ReferralState.APPOINTMENT_SET,
        "appointment_on": event.appointment_on,
    },
    Referral.Completed: lambda event: {"state": ReferralState.COMPLETED, "outcome": event.outcome},
    Referral.Expired: lambda _: {"state": ReferralState.EXPIRED},
}
"""What each event after the first changes."""


def as_sent(event: Referral.Sent) -> AsItStood:
    """The referral as it was first sent."""
    return AsItStood(
        id=event.originator_id,
        version=event.originator_version,
        case_id=event.case_id,
        recipient=event.recipient,
        purpose=event.purpose,
        disclosed=event.disclosed,
        state=ReferralState.SENT,
        attempt=event.attempt,
        first_sent_on=event.occurred_on,
        answer_due=event.answer_due,
    )


def as_changed(event: Referral.Event, before: AsItStood) -> AsItStood:
    """The referral after one more event."""
    changed = CHANGES[type(event)](event)
    return before.model_copy(update={**changed, "version": event.originator_version})
