"""What happens when a partner does not answer: timers, clock and store together (scenario A17)."""

from datetime import date

import pytest
from sqlalchemy import select

from chassis.modelling import Refusal
from chassis.store import log
from chassis.timing import TIMERS, Due
from chassis.traceparent import well_formed
from services.referral.domain.answers import ReferralState
from services.referral.domain.refusals import ReferralExpired
from services.referral.event_handlers import expiry
from tests.support.referral_service import ReferralService, at
from tests.support.referrals import CASE, DAY_AFTER_DUE, DUE, REFERRAL


def timers_of(service: ReferralService) -> list[tuple[str, str]]:
    """Keys and subjects of the timers that are set."""
    with service.database.reading() as tx:
        return [(row.key, row.subject) for row in tx.execute(select(TIMERS))]


def test_a_referral_without_an_answer_expires_at_the_end_of_the_due_day(service: ReferralService) -> None:
    """Not an hour earlier: the due day is the partner's until midnight in Rome."""
    service.send()
    service.move_to(DUE, hour=23)
    service.settle()
    assert service.referrals.read(REFERRAL).state == ReferralState.SENT

    service.move_to(DAY_AFTER_DUE, hour=0)
    service.settle()
    assert service.referrals.read(REFERRAL).state == ReferralState.EXPIRED


def test_the_expiry_happened_on_the_due_day_and_says_what_made_it(service: ReferralService) -> None:
    """An auditor sees the day it became so, when it was noticed, and that no person did it."""
    service.send()
    service.move_to(date(2023, 2, 20))
    service.settle()

    with service.database.reading() as tx:
        expired = log.of_stream(tx, REFERRAL, 1)[-1]
    assert expired.name == "referral.expired"
    assert b'"occurred_on":"2023-02-16"' in expired.state
    assert expired.recorded_at == at(date(2023, 2, 20))
    assert (expired.origin.actor, expired.origin.correlation) == (
        "process:expiry",
        f"referral-expiry/{REFERRAL}/1",
    )
    assert well_formed(expired.origin.traceparent), "a timer begins a trace"


def test_an_answer_that_was_heard_of_stops_the_timer(service: ReferralService) -> None:
    """Nothing is left to fire."""
    service.send()
    service.settle()
    service.accept(1)
    service.settle()
    assert timers_of(service) == []


def test_a_timer_that_fires_after_the_answer_finds_nothing_to_do(service: ReferralService) -> None:
    """The follower may be behind the store, so the timer asks the referral itself."""
    service.send()
    service.accept(1)
    due = Due(expiry.KIND, f"{REFERRAL}/1", at(DAY_AFTER_DUE, 0), str(CASE), at(DAY_AFTER_DUE))

    with service.database.writing() as tx:
        service.expiry.expire(due, tx)

    assert service.referrals.read(REFERRAL).version == 2


def test_a_timer_about_a_referral_that_never_was_is_a_bug_and_loud(service: ReferralService) -> None:
    """Only the refusal that means "answered" is taken for an answer."""
    due = Due(expiry.KIND, f"{REFERRAL}/1", at(DUE), str(CASE), at(DUE))
    with pytest.raises(Refusal, match="There is no referral"), service.database.writing() as tx:
        service.expiry.expire(due, tx)


def test_each_attempt_has_a_due_day_of_its_own(service: ReferralService) -> None:
    """Sent 2 February, expired 16, again 17, accepted 20: one referral, two attempts."""
    service.send()
    service.move_to(DAY_AFTER_DUE)
    service.settle()
    service.resend(2)
    service.settle()
    assert timers_of(service) == [(f"{REFERRAL}/2", str(CASE))]

    service.move_to(date(2023, 2, 20))
    service.accept(3)
    service.settle()

    referral = service.referrals.read(REFERRAL)
    assert (referral.state, referral.attempt) == (ReferralState.ACCEPTED, 2)
    assert referral.answer_due == date(2023, 3, 3)
    assert timers_of(service) == []


def test_who_answers_before_the_timer_fires_but_after_the_day_is_late(service: ReferralService) -> None:
    """A worker that is down gives nobody more time."""
    service.send()
    service.move_to(DAY_AFTER_DUE)
    with pytest.raises(ReferralExpired):
        service.accept(1)
