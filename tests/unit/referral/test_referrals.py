"""What may be asked of referrals, by whom, on a real store."""

from typing import Any
from uuid import UUID

import pytest

from chassis.modelling import Refusal
from chassis.refusals import RequestIdReused, StaleVersion
from services.referral.application.commands import (
    AcceptReferral,
    CompleteReferral,
    DeclineReferral,
    ReferralCommand,
    SetAppointment,
)
from services.referral.domain.answers import CompletionOutcome, DeclineReason, ReferralState
from services.referral.domain.refusals import (
    OrganisationAlreadyRegistered,
    OrganisationUnknown,
    ReferralNotFound,
)
from tests.support.referral_service import ReferralService
from tests.support.referrals import CHAMBER, DAY_AFTER_DUE, DISCLOSED, DUE, JOB_CENTRE, REFERRAL

NOWHERE = UUID("99999999-9999-5999-8999-999999999999")


def test_a_sent_referral_is_read_back_from_its_events(service: ReferralService) -> None:
    """What is stored is what was said, down to the facts disclosed."""
    receipt = service.send()

    referral = service.referrals.read(REFERRAL, JOB_CENTRE)
    assert (receipt.id, receipt.version) == (REFERRAL, 1)
    assert (referral.state, referral.answer_due, referral.disclosed) == (
        ReferralState.SENT,
        DUE,
        DISCLOSED,
    )


def test_the_working_days_begin_when_the_referral_is_handed_over(service: ReferralService) -> None:
    """A referral recorded late at the desk takes no day from the partner."""
    service.move_to(DAY_AFTER_DUE)
    service.send()

    referral = service.referrals.read(REFERRAL)
    assert referral.first_sent_on.isoformat() == "2023-02-02"
    assert referral.answer_due.isoformat() == "2023-03-03"


def test_nothing_is_sent_to_an_organisation_nobody_knows(service: ReferralService) -> None:
    """It would wait for an answer that cannot come."""
    with pytest.raises(OrganisationUnknown):
        service.send(recipient="ATS_XIX")


def commands_of(service: ReferralService, organisation: str, referral_id: UUID) -> list[ReferralCommand]:
    """Everything a partner can ask of a referral, decided on a version that never was."""
    about: dict[str, Any] = {"referral_id": referral_id, "expected_version": 99}
    today = service.clock.now().date()
    return [
        AcceptReferral(**service.by(organisation), **about),
        DeclineReferral(**service.by(organisation), **about, decline_reason=DeclineReason.NO_CAPACITY),
        SetAppointment(**service.by(organisation), **about, appointment_on=today),
        CompleteReferral(**service.by(organisation), **about, outcome=CompletionOutcome.SERVED),
    ]


def refusal_of(service: ReferralService, command: ReferralCommand) -> Refusal:
    """How a partner's command is refused."""
    may = service.referrals
    doors = {
        AcceptReferral: may.accept,
        DeclineReferral: may.decline,
        SetAppointment: may.set_appointment,
        CompleteReferral: may.complete,
    }
    with pytest.raises(Refusal) as refused:
        doors[type(command)](command)  # type: ignore[operator]
    return refused.value


@pytest.mark.parametrize("stranger", [CHAMBER, "PREF_FERMO"])
def test_anothers_referral_is_answered_like_one_that_does_not_exist(service: ReferralService, stranger: str) -> None:
    """No partner learns that another has been sent something, not even by a version conflict."""
    service.send(recipient=JOB_CENTRE)

    for theirs, nobodys in zip(
        commands_of(service, stranger, REFERRAL), commands_of(service, stranger, NOWHERE), strict=True
    ):
        known, unknown = refusal_of(service, theirs), refusal_of(service, nobodys)
        assert type(known) is type(unknown) is ReferralNotFound
        assert str(known).replace(str(REFERRAL), "") == str(unknown).replace(str(NOWHERE), "")


def test_a_partner_reads_its_own_referrals_and_no_others(service: ReferralService) -> None:
    """The desk reads all."""
    service.send(recipient=JOB_CENTRE)

    assert service.referrals.read(REFERRAL, JOB_CENTRE).id == service.referrals.read(REFERRAL).id
    with pytest.raises(ReferralNotFound):
        service.referrals.read(REFERRAL, CHAMBER)


def test_the_desk_cannot_answer_for_a_partner(service: ReferralService) -> None:
    """Response times are the partner's own."""
    service.send()
    with pytest.raises(ReferralNotFound):
        service.accept(1, recipient="PREF_FERMO")


def test_a_stale_version_is_told_what_changed(service: ReferralService) -> None:
    """The recipient that decided on an old page reads what happened since."""
    service.send()
    service.accept(1)
    with pytest.raises(StaleVersion, match=r"referral\.accepted"):
        service.accept(1)


def test_the_same_request_is_answered_once_and_the_same(service: ReferralService) -> None:
    """A partner whose connection broke asks again without harm; with another body it is refused."""
    service.send()
    first = AcceptReferral(**service.by(JOB_CENTRE), referral_id=REFERRAL, expected_version=1)
    other = first.model_copy(update={"expected_version": 2})

    assert [service.referrals.accept(first) for _ in range(5)] == [service.referrals.accept(first)] * 5
    assert service.referrals.read(REFERRAL).version == 2
    with pytest.raises(RequestIdReused):
        service.referrals.accept(other)


def test_a_code_is_registered_once(service: ReferralService) -> None:
    """A second registration finds the first and names it."""
    with pytest.raises(OrganisationAlreadyRegistered, match=f"Ente {CHAMBER}"):
        service.register(CHAMBER)
