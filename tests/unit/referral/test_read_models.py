"""What the read models answer, made from the log of a real store."""

import random
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import cast
from uuid import UUID, uuid5

from chassis.modelling import Refusal
from services.referral.application.stored_names import STORED_NAMES
from services.referral.domain.answers import CompletionOutcome, DeclineReason, ReferralState
from services.referral.domain.referral import Referral
from services.referral.projections.as_it_stood import CHANGES, AsItStood, as_changed, as_sent
from services.referral.projections.referral_list import Line, Narrowing
from tests.support.referral_service import ReferralService
from tests.support.referrals import (
    CASE,
    CHAMBER,
    DAY_AFTER_DUE,
    DUE,
    JOB_CENTRE,
    REFERRAL,
    SENT_ON,
    a_sent_referral,
)

OTHER_CASE = UUID("44444444-4444-5444-8444-444444444444")


def ids(lines: Iterable[Line]) -> list[UUID]:
    """Which referrals the lines are about, in their order."""
    return [line.referral.id for line in lines]


def many(service: ReferralService, number: int) -> list[UUID]:
    """So many referrals, sent one after the other to the two partners in turn."""
    made = [uuid5(REFERRAL, str(n)) for n in range(number)]
    for n, referral_id in enumerate(made):
        recipient, case = (CHAMBER, CASE) if n % 2 else (JOB_CENTRE, OTHER_CASE)
        service.send(referral_id, recipient, case_id=case)
    return made


def test_every_event_of_a_referral_has_its_place_in_what_is_kept_of_it() -> None:
    """A new event cannot be forgotten by the stream and the lists."""
    events = {kind for name, kind in STORED_NAMES.items() if name.startswith("referral.")}
    assert events == {Referral.Sent, *CHANGES}


def test_what_is_kept_of_a_referral_is_what_the_referral_is() -> None:
    """Whatever happens to it, in whatever order: the read models and the aggregate tell the same."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for _ in range(100):
        referral = a_lived_referral(chance)
        [sent, *later] = referral.pending_events
        kept = as_sent(cast("Referral.Sent", sent))
        for event in later:
            kept = as_changed(cast("Referral.Event", event), kept)
        told = {name: getattr(kept, name) for name in AsItStood.model_fields}
        assert told == {name: getattr(referral, name) for name in told}, f"seed {seed}"


def a_lived_referral(chance: random.Random) -> Referral:
    """A referral of which much was asked; what it refused left nothing."""
    referral, today = a_sent_referral(), SENT_ON
    for _ in range(8):
        today += timedelta(days=chance.randrange(6))
        with suppress(Refusal):
            chance.choice(everything_asked_of(referral, today))()
    return referral


def everything_asked_of(referral: Referral, today: date) -> Sequence[Callable[[], None]]:
    """One of each."""
    tomorrow = today + timedelta(days=1)
    return (
        lambda: referral.accept(today),
        lambda: referral.decline(DeclineReason.NO_CAPACITY, today),
        lambda: referral.set_appointment(tomorrow, today),
        lambda: referral.complete(CompletionOutcome.GAVE_UP, today),
        lambda: referral.expire(referral.attempt, today),
        lambda: referral.resend(tomorrow, today),
    )


def test_the_newest_referral_comes_first_page_by_page(service: ReferralService) -> None:
    """A page goes on where the one before ended, however many are sent meanwhile."""
    made = many(service, 5)
    service.settle()
    first = service.list.page(Narrowing(), before=None, limit=2)
    service.send(uuid5(REFERRAL, "meanwhile"))
    service.settle()
    second = service.list.page(Narrowing(), before=first[-1].sent_position, limit=3)

    assert [*ids(first), *ids(second)] == made[::-1]


def test_a_list_is_narrowed_by_partner_case_and_state(service: ReferralService) -> None:
    """Each narrowing alone and all together."""
    made = many(service, 4)
    service.accept(1, CHAMBER, made[1])
    service.settle()

    def asked(narrowing: Narrowing) -> list[UUID]:
        return ids(service.list.page(narrowing, before=None, limit=10))

    assert asked(Narrowing(recipient=CHAMBER)) == [made[3], made[1]]
    assert asked(Narrowing(case_id=OTHER_CASE)) == [made[2], made[0]]
    assert asked(Narrowing(state=ReferralState.ACCEPTED)) == [made[1]]
    assert asked(Narrowing(recipient=CHAMBER, case_id=CASE, state=ReferralState.SENT)) == [made[3]]
    assert asked(Narrowing(recipient=JOB_CENTRE, case_id=CASE)) == []


def test_referrals_are_counted_by_state_none_left_out(service: ReferralService) -> None:
    """A state nobody is in is 0, not missing, from the first look."""
    assert set(service.list.by_state().values()) == {0}
    many(service, 3)
    service.settle()
    assert service.list.by_state()[ReferralState.SENT] == 3
    assert set(service.list.by_state()) == set(ReferralState)


def test_the_feed_tells_each_change_with_the_referral_as_it_stood_then(service: ReferralService) -> None:
    """A partner that was away reads how it came to be, not only how it is."""
    service.send()
    service.move_to(DAY_AFTER_DUE)
    service.settle()
    service.resend(2)
    service.accept(3)
    service.settle()

    changes = service.feed.after(JOB_CENTRE, 0, 10)
    assert [(c.what, c.referral.state.value, c.referral.attempt, c.referral.version) for c in changes] == [
        ("referral.sent", "sent", 1, 1),
        ("referral.expired", "expired", 1, 2),
        ("referral.resent", "sent", 2, 3),
        ("referral.accepted", "accepted", 2, 4),
    ]
    assert changes[0].referral.answer_due == DUE
    assert len({change.change_id for change in changes}) == 4


def test_the_feed_of_a_partner_has_nothing_of_anothers(service: ReferralService) -> None:
    """Neither what happened nor how far it has come shows another's referrals."""
    made = many(service, 6)
    service.settle()

    theirs = service.feed.after(CHAMBER, 0, 10)
    assert [change.referral.id for change in theirs] == made[1::2]
    assert service.feed.head(CHAMBER) == theirs[-1].position
    assert service.feed.head("ATS_XIX") == 0


def test_the_feed_goes_on_after_a_position_and_in_bounded_pages(service: ReferralService) -> None:
    """What was read is not read again."""
    many(service, 6)
    service.settle()
    first = service.feed.after(JOB_CENTRE, 0, 2)
    rest = service.feed.after(JOB_CENTRE, first[-1].position, 10)

    assert [len(first), len(rest)] == [2, 1]
    assert service.feed.reached() == service.feed.stored().position


def test_partners_are_listed_in_order_of_code(service: ReferralService) -> None:
    """Page by page, after a code."""
    service.settle()
    assert [p.code for p in service.partner_list.page("", 10)] == [CHAMBER, JOB_CENTRE]
    assert [p.code for p in service.partner_list.page(CHAMBER, 10)] == [JOB_CENTRE]
