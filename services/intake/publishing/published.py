"""What is said of each stored event, from that event alone: no state, no clock, the same bytes each time."""

from functools import singledispatch

from google.protobuf.message import Message
from somicis.intake.v1 import case_pb2, events_pb2, profile_pb2

from chassis.modelling import Root
from chassis.translating import enum_to
from services.intake.domain.case import Case
from services.intake.domain.contact import Contact
from services.intake.domain.desk import Desk
from services.intake.publishing.wire_values import need_to, profile_to, proposed_to


@singledispatch
def published(event: Root.Event) -> Message | None:
    """The public event of a stored one; None for what stays inside.

    What the catalogue answered stays inside until something is proposed, and what partners did has
    been said by the referral service.
    """
    del event
    return None


@published.register
def _desk_activated(event: Desk.Activated) -> Message:
    return events_pb2.DeskActivated(desk=event.desk, occurred_on=event.occurred_on.isoformat())


@published.register
def _contact_recorded(event: Contact.Recorded) -> Message:
    return events_pb2.ContactRecorded(
        contact_id=str(event.originator_id),
        desk=event.desk,
        channel=enum_to(case_pb2.Channel, event.channel),
        subject_id=str(event.subject_id),
        target=enum_to(profile_pb2.Target, event.target),
        citizenship=event.citizenship,
        occurred_on=event.occurred_on.isoformat(),
    )


@published.register
def _opened(event: Case.Opened) -> Message:
    return events_pb2.CaseOpened(
        **_about(event),
        contact_id=str(event.contact_id),
        subject_id=str(event.subject_id),
        profile=profile_to(event.profile),
    )


@published.register
def _need_recorded(event: Case.NeedRecorded) -> Message:
    return events_pb2.NeedRecorded(**_about(event), need=need_to(event.need))


@published.register
def _measures_proposed(event: Case.MeasuresProposed) -> Message:
    return events_pb2.MeasuresProposed(**_about(event), measures=map(proposed_to, event.measures))


@published.register
def _orientation_held(event: Case.OrientationHeld) -> Message:
    return events_pb2.OrientationHeld(**_about(event))


@published.register
def _sheet_issued(event: Case.SheetIssued) -> Message:
    return events_pb2.SheetIssued(**_about(event), reference=event.reference, language=event.language)


@published.register
def _referred(event: Case.Referred) -> Message:
    return events_pb2.CaseReferred(
        **_about(event),
        referral_id=str(event.referral_id),
        recipient=event.recipient,
        purpose=enum_to(case_pb2.Purpose, event.purpose),
        answer_within_working_days=event.answer_within_working_days,
        disclosed=profile_to(event.disclosed),
    )


@published.register
def _followed_up(event: Case.FollowedUp) -> Message:
    return events_pb2.FollowUpRecorded(**_about(event), channel=enum_to(case_pb2.Channel, event.channel))


@published.register
def _closed(event: Case.Closed) -> Message:
    outcome = enum_to(case_pb2.ClosingOutcome, event.outcome)
    return events_pb2.CaseClosed(**_about(event), outcome=outcome, evidence=event.evidence)


def _about(event: Case.Event) -> dict[str, str]:
    return {"case_id": str(event.originator_id), "occurred_on": event.occurred_on.isoformat()}
