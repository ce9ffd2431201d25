"""What a referral records and what it refuses."""

from collections.abc import Callable
from datetime import date

import pytest

from services.referral.domain.answers import CompletionOutcome, DeclineReason, ReferralState
from services.referral.domain.referral import Referral
from tests.support.given import given, given_nothing
from tests.support.referrals import (
    CASE,
    DAY_AFTER_DUE,
    DUE,
    JOB_CENTRE,
    REFERRAL,
    SENT_ON,
    a_completed_referral,
    a_declined_referral,
    a_sent_referral,
    an_accepted_referral,
    an_expired_referral,
)

NEW_DUE = date(2023, 3, 3)
MID_FEBRUARY = date(2023, 2, 8)

Start = Callable[[], Referral]


def test_a_referral_is_sent_as_its_first_attempt() -> None:
    """What the partner has to know is in the first event."""
    given_nothing().when(a_sent_referral).then(
        Referral.Sent,
        originator_id=REFERRAL,
        case_id=CASE,
        recipient=JOB_CENTRE,
        attempt=1,
        answer_due=DUE,
        occurred_on=SENT_ON,
    ).leaving(state=ReferralState.SENT, first_sent_on=SENT_ON)


@pytest.mark.parametrize("start", [a_sent_referral, an_expired_referral, an_accepted_referral])
def test_every_event_of_a_referral_is_about_its_case(start: Start) -> None:
    """What happens to one case is handled in order, whichever referral it happens to."""
    events = start().collect_events()
    assert [event.subject for event in events if isinstance(event, Referral.Event)] == [CASE] * len(events)


def test_a_partner_accepts_on_the_last_day() -> None:
    """The due day belongs to the partner."""
    given(a_sent_referral).when(lambda r: r.accept(DUE)).then(
        Referral.Accepted, case_id=CASE, recipient=JOB_CENTRE, attempt=1, occurred_on=DUE
    ).leaving(state=ReferralState.ACCEPTED)


def test_a_partner_that_answers_late_is_told_so() -> None:
    """An expired referral is sent again, never revived: response times stay honest."""
    given(a_sent_referral).when(lambda r: r.accept(DAY_AFTER_DUE)).then_refused("REFERRAL_EXPIRED", answer_due=DUE)
    given(a_sent_referral).when(lambda r: r.decline(DeclineReason.NO_CAPACITY, DAY_AFTER_DUE)).then_refused(
        "REFERRAL_EXPIRED", answer_due=DUE
    )


def test_late_is_late_also_once_the_expiry_is_recorded() -> None:
    """The answer a late partner gets does not depend on whether a timer was faster."""
    given(an_expired_referral).when(lambda r: r.accept(DAY_AFTER_DUE)).then_refused("REFERRAL_EXPIRED", answer_due=DUE)


@pytest.mark.parametrize("start", [an_accepted_referral, a_declined_referral, a_completed_referral])
def test_a_referral_is_answered_once(start: Start) -> None:
    """A second answer would make two partners of one."""
    given(start).when(lambda r: r.accept(MID_FEBRUARY)).then_refused("REFERRAL_NOT_AWAITING_ANSWER")
    given(start).when(lambda r: r.decline(DeclineReason.NOT_SUITABLE, MID_FEBRUARY)).then_refused(
        "REFERRAL_NOT_AWAITING_ANSWER"
    )


def test_a_partner_declines_with_a_reason() -> None:
    """The desk learns whom to ask instead."""
    given(a_sent_referral).when(lambda r: r.decline(DeclineReason.NOT_COMPETENT, MID_FEBRUARY)).then(
        Referral.Declined, decline_reason=DeclineReason.NOT_COMPETENT, attempt=1
    ).leaving(state=ReferralState.DECLINED)


def test_an_appointment_may_be_today() -> None:
    """Somebody may be seen at once."""
    given(an_accepted_referral).when(lambda r: r.set_appointment(MID_FEBRUARY, MID_FEBRUARY)).then(
        Referral.AppointmentSet, appointment_on=MID_FEBRUARY, occurred_on=MID_FEBRUARY
    ).leaving(state=ReferralState.APPOINTMENT_SET, appointment_on=MID_FEBRUARY)


def test_an_appointment_is_set_anew() -> None:
    """When the first came to nothing the person gets another."""
    first = given(an_accepted_referral).when(lambda r: r.set_appointment(MID_FEBRUARY, MID_FEBRUARY))
    referral = first.then(Referral.AppointmentSet).aggregate
    assert isinstance(referral, Referral)
    given(referral).when(lambda r: r.set_appointment(DUE, MID_FEBRUARY)).then(
        Referral.AppointmentSet, appointment_on=DUE
    ).leaving(appointment_on=DUE)


def test_an_appointment_lies_not_in_the_past() -> None:
    """What has been is no appointment."""
    given(an_accepted_referral).when(lambda r: r.set_appointment(SENT_ON, MID_FEBRUARY)).then_refused(
        "APPOINTMENT_IN_THE_PAST", appointment_on=SENT_ON, today=MID_FEBRUARY
    )


@pytest.mark.parametrize("start", [a_sent_referral, a_declined_referral, an_expired_referral, a_completed_referral])
def test_only_who_has_taken_the_person_on_sees_them(start: Start) -> None:
    """No appointment and no outcome without an acceptance, nor after the end."""
    given(start).when(lambda r: r.set_appointment(DUE, MID_FEBRUARY)).then_refused(
        "REFERRAL_NOT_TAKEN_ON", state=start().state
    )
    given(start).when(lambda r: r.complete(CompletionOutcome.SERVED, MID_FEBRUARY)).then_refused(
        "REFERRAL_NOT_TAKEN_ON", state=start().state
    )


def test_a_referral_is_completed_without_an_appointment() -> None:
    """A partner may serve somebody who just comes."""
    given(an_accepted_referral).when(lambda r: r.complete(CompletionOutcome.SERVED_IN_PART, MID_FEBRUARY)).then(
        Referral.Completed, outcome=CompletionOutcome.SERVED_IN_PART
    ).leaving(state=ReferralState.COMPLETED, outcome=CompletionOutcome.SERVED_IN_PART)


def test_a_referral_expires_on_the_day_it_was_due() -> None:
    """However late the timer fires, the day it happened is the due day."""
    given(a_sent_referral).when(lambda r: r.expire(1, date(2023, 3, 1))).then(
        Referral.Expired, occurred_on=DUE, attempt=1, recipient=JOB_CENTRE
    ).leaving(state=ReferralState.EXPIRED)


def test_a_referral_does_not_expire_while_the_due_day_lasts() -> None:
    """The due day belongs to the partner, whatever a timer believes."""
    given(a_sent_referral).when(lambda r: r.expire(1, DUE)).then_refused("ANSWER_NOT_OVERDUE", answer_due=DUE)


@pytest.mark.parametrize(
    "start", [an_accepted_referral, a_declined_referral, a_completed_referral, an_expired_referral]
)
def test_what_was_answered_does_not_expire(start: Start) -> None:
    """A timer that fires after the answer finds nothing to do."""
    given(start).when(lambda r: r.expire(1, DAY_AFTER_DUE)).then_refused("REFERRAL_NOT_AWAITING_ANSWER")


def test_an_expired_referral_is_sent_again_as_the_next_attempt() -> None:
    """One referral with two attempts is one referral; its first day stays."""
    given(an_expired_referral).when(lambda r: r.resend(NEW_DUE, DAY_AFTER_DUE)).then(
        Referral.Resent, attempt=2, answer_due=NEW_DUE, occurred_on=DAY_AFTER_DUE
    ).leaving(state=ReferralState.SENT, attempt=2, answer_due=NEW_DUE, first_sent_on=SENT_ON)


def test_the_timer_of_an_earlier_attempt_lets_nothing_expire() -> None:
    """Each attempt has its own due day."""
    referral = an_expired_referral()
    referral.resend(NEW_DUE, DAY_AFTER_DUE)
    given(referral).when(lambda r: r.expire(1, date(2023, 3, 6))).then_refused(
        "REFERRAL_NOT_AWAITING_ANSWER", attempt=1, present=2
    )


@pytest.mark.parametrize("start", [a_sent_referral, an_accepted_referral, a_declined_referral, a_completed_referral])
def test_only_an_expired_referral_is_sent_again(start: Start) -> None:
    """Who has it in hand, or said no, is not asked a second time."""
    given(start).when(lambda r: r.resend(NEW_DUE, DAY_AFTER_DUE)).then_refused(
        "REFERRAL_NOT_EXPIRED", state=start().state
    )
