"""What is said of each stored event, from that event alone: no state, no clock, the same bytes each time."""

from functools import singledispatch

from google.protobuf.message import Message
from somicis.referral.v1 import events_pb2, referral_pb2

from chassis.modelling import Root
from chassis.translating import enum_to
from services.referral.domain.organisation import Organisation
from services.referral.domain.referral import Referral


@singledispatch
def published(event: Root.Event) -> Message | None:
    """The public event of a stored one; None for what stays inside."""
    del event
    return None


@published.register
def _registered(event: Organisation.Registered) -> Message:
    return events_pb2.OrganisationRegistered(
        code=event.code,
        name=event.name,
        kind=enum_to(referral_pb2.OrganisationKind, event.kind),
        occurred_on=event.occurred_on.isoformat(),
    )


@published.register(Referral.Sent)
@published.register(Referral.Resent)
def _sent(event: Referral.Sent | Referral.Resent) -> Message:
    return events_pb2.ReferralSent(
        **_about(event),
        recipient=event.recipient,
        recipient_kind=enum_to(referral_pb2.OrganisationKind, event.recipient_kind),
        attempt=event.attempt,
        answer_due=event.answer_due.isoformat(),
    )


@published.register
def _accepted(event: Referral.Accepted) -> Message:
    return events_pb2.ReferralAccepted(**_about(event))


@published.register
def _declined(event: Referral.Declined) -> Message:
    reason = enum_to(referral_pb2.DeclineReason, event.decline_reason)
    return events_pb2.ReferralDeclined(**_about(event), decline_reason=reason)


@published.register
def _appointment_set(event: Referral.AppointmentSet) -> Message:
    return events_pb2.AppointmentSet(**_about(event), appointment_on=event.appointment_on.isoformat())


@published.register
def _completed(event: Referral.Completed) -> Message:
    outcome = enum_to(referral_pb2.CompletionOutcome, event.outcome)
    return events_pb2.ReferralCompleted(**_about(event), outcome=outcome)


@published.register
def _expired(event: Referral.Expired) -> Message:
    return events_pb2.ReferralExpired(**_about(event), attempt=event.attempt)


def _about(event: Referral.Event) -> dict[str, str]:
    return {
        "referral_id": str(event.originator_id),
        "case_id": str(event.case_id),
        "occurred_on": event.occurred_on.isoformat(),
    }
