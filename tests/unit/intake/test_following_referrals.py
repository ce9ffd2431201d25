"""What a case hears of its partners, through the journal of the referral service."""

from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.message import Message
from somicis.referral.v1.events_pb2 import (
    AppointmentSet,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralExpired,
    ReferralSent,
)

from services.intake.application.commands import CloseCase, ReferCase
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.case_state import CaseState
from services.intake.domain.closing import ClosingOutcome
from tests.support.intake_service import TODAY, IntakeService

ON = "2023-02-17"

ANSWERS: list[tuple[Callable[..., Message], ReferralState, CaseState]] = [
    (ReferralAccepted, ReferralState.ACCEPTED, CaseState.ACCOMPANIED),
    (AppointmentSet, ReferralState.APPOINTMENT_SET, CaseState.ACCOMPANIED),
    (ReferralCompleted, ReferralState.COMPLETED, CaseState.ACCOMPANIED),
    (ReferralDeclined, ReferralState.DECLINED, CaseState.REFERRED),
]


def says(service: IntakeService, event: Callable[..., Message], referred: ReferCase, **fields: Any) -> None:
    """The referral service says something of this referral, and the worker hears it."""
    about = {"referral_id": str(referred.referral_id), "case_id": str(referred.case_id), "occurred_on": ON}
    service.hear(event(**about, **fields), subject=str(referred.case_id))
    service.settle()


@pytest.mark.parametrize(("event", "state", "leaves"), ANSWERS)
def test_a_case_notes_what_a_partner_answers(
    service: IntakeService, event: Callable[..., Message], state: ReferralState, leaves: CaseState
) -> None:
    """The desk need not ask the partner: the case knows."""
    referred = service.refer(service.open_case())
    says(service, event, referred)

    case = service.case(referred.case_id)
    assert (case.referrals[str(referred.referral_id)].state, case.state) == (state, leaves)


def test_the_first_sending_is_no_news(service: IntakeService) -> None:
    """The case asked for it and already says so."""
    referred = service.refer(service.open_case())
    says(service, ReferralSent, referred, attempt=1)

    assert service.case(referred.case_id).version == 2


def test_an_expired_referral_is_followed_through_its_second_attempt(service: IntakeService) -> None:
    """A17: one referral, two attempts."""
    referred = service.refer(service.open_case())
    says(service, ReferralExpired, referred, attempt=1)
    says(service, ReferralSent, referred, attempt=2)
    says(service, ReferralAccepted, referred)

    [known] = service.case(referred.case_id).referrals.values()
    assert (known.state, known.attempt) == (ReferralState.ACCEPTED, 2)


def test_a_closed_case_still_hears_of_its_partners(service: IntakeService) -> None:
    """It is a fact, and it opens nothing again; nothing waits for somebody to look at it."""
    referred = service.refer(service.open_case())
    service.cases.close_case(
        CloseCase(
            **service.by(),
            case_id=referred.case_id,
            expected_version=2,
            outcome=ClosingOutcome.GAVE_UP,
            evidence="PROT-118",
        )
    )
    says(service, ReferralAccepted, referred)

    case = service.case(referred.case_id)
    assert (case.version, case.state, service.parked()) == (4, CaseState.CLOSED, 0)


def test_what_a_partner_did_says_whose_answer_it_is(service: IntakeService) -> None:
    """The auditor sees that no operator wrote this, and which event it follows from."""
    referred = service.refer(service.open_case())
    says(service, ReferralAccepted, referred)

    entry = service.entries(referred.case_id)[-1]
    assert (entry.name, entry.origin.actor) == ("case.referral_followed", "process:following-referrals")
    assert entry.origin.caused_by == service.last_heard()
    assert entry.recorded_at.date() == TODAY


def test_an_answer_about_a_referral_nobody_asked_for_is_set_aside(service: IntakeService) -> None:
    """It is a bug somewhere and must be seen, not swallowed."""
    referred = service.refer(service.open_case())
    stranger = referred.model_copy(update={"request_id": service.by()["request_id"]})
    says(service, ReferralAccepted, stranger)

    assert service.parked() == 1
