"""What the service says aloud, event by event."""

from collections.abc import Callable
from datetime import date

import pytest
from google.protobuf.message import Message

from chassis.modelling import Root
from services.referral.application.stored_names import STORED_NAMES
from services.referral.domain.answers import DeclineReason
from services.referral.domain.organisation import Organisation, OrganisationKind
from services.referral.domain.referral import Referral
from services.referral.publishing.published import published
from tests.support.referrals import (
    CASE,
    DAY_AFTER_DUE,
    JOB_CENTRE,
    REFERRAL,
    a_completed_referral,
    a_sent_referral,
    an_expired_referral,
)


def said_after(start: Callable[[], Referral], *asks: Callable[[Referral], None]) -> Message:
    """What is said of the last event of a referral."""
    referral = start()
    for ask in asks:
        ask(referral)
    event = referral.collect_events()[-1]
    assert isinstance(event, Root.Event)
    said = published(event)
    assert said is not None
    return said


def fields_of(said: Message) -> dict[str, object]:
    """The message's type and the fields that are set, enums by name."""
    told: dict[str, object] = {"": said.DESCRIPTOR.name}
    for field, value in said.ListFields():
        told[field.name] = field.enum_type.values_by_number[value].name if field.enum_type else value
    return told


ABOUT = {"referral_id": str(REFERRAL), "case_id": str(CASE)}


@pytest.mark.parametrize(
    ("start", "asks", "said"),
    [
        (
            a_sent_referral,
            [],
            {
                "": "ReferralSent",
                "recipient": JOB_CENTRE,
                "recipient_kind": "ORGANISATION_KIND_JOB_CENTRE",
                "attempt": 1,
                "answer_due": "2023-02-16",
                "occurred_on": "2023-02-02",
            },
        ),
        (
            an_expired_referral,
            [lambda r: r.resend(date(2023, 3, 3), DAY_AFTER_DUE)],
            {
                "": "ReferralSent",
                "recipient": JOB_CENTRE,
                "recipient_kind": "ORGANISATION_KIND_JOB_CENTRE",
                "attempt": 2,
                "answer_due": "2023-03-03",
                "occurred_on": "2023-02-17",
            },
        ),
        (
            a_sent_referral,
            [lambda r: r.accept(date(2023, 2, 3))],
            {"": "ReferralAccepted", "occurred_on": "2023-02-03"},
        ),
        (
            a_sent_referral,
            [lambda r: r.decline(DeclineReason.MISSING_DATA, date(2023, 2, 3))],
            {
                "": "ReferralDeclined",
                "decline_reason": "DECLINE_REASON_MISSING_DATA",
                "occurred_on": "2023-02-03",
            },
        ),
        (
            a_sent_referral,
            [
                lambda r: r.accept(date(2023, 2, 3)),
                lambda r: r.set_appointment(date(2023, 2, 8), date(2023, 2, 3)),
            ],
            {"": "AppointmentSet", "appointment_on": "2023-02-08", "occurred_on": "2023-02-03"},
        ),
        (
            a_completed_referral,
            [],
            {
                "": "ReferralCompleted",
                "outcome": "COMPLETION_OUTCOME_SERVED",
                "occurred_on": "2023-02-15",
            },
        ),
        (an_expired_referral, [], {"": "ReferralExpired", "attempt": 1, "occurred_on": "2023-02-16"}),
    ],
)
def test_what_is_said_of_a_referral(
    start: Callable[[], Referral], asks: list[Callable[[Referral], None]], said: dict[str, object]
) -> None:
    """Exactly this and no fact about the person: what was disclosed stays between sender and recipient."""
    assert fields_of(said_after(start, *asks)) == {**ABOUT, **said}


def test_what_is_said_of_an_organisation() -> None:
    """Desks learn whom they can refer a case to."""
    made = Organisation.register(
        code=JOB_CENTRE, name="Centro per l'impiego", kind=OrganisationKind.JOB_CENTRE, on=date(2023, 1, 9)
    )
    [event] = made.collect_events()
    assert isinstance(event, Organisation.Registered)
    said = published(event)
    assert said is not None
    assert fields_of(said) == {
        "": "OrganisationRegistered",
        "code": JOB_CENTRE,
        "name": "Centro per l'impiego",
        "kind": "ORGANISATION_KIND_JOB_CENTRE",
        "occurred_on": "2023-01-09",
    }


def test_every_stored_event_was_thought_of() -> None:
    """A new event is said aloud, or somebody decides that it is not; it is not forgotten."""
    events = {kind for name, kind in STORED_NAMES.items() if "." in name}
    assert events <= set(published.registry)
