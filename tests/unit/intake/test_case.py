"""What a case records on its way and what it refuses."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from services.intake.domain.case import Case
from services.intake.domain.case_referral import CaseReferral, ReferralState
from services.intake.domain.case_state import CaseState
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.need import Purpose
from tests.support.cases import (
    A_DECISION,
    A_NEED,
    ANSWERED_ON,
    CHAMBER,
    CLOSED_ON,
    JOB_CENTRE,
    OPENED_ON,
    ORIENTED_ON,
    REFERRAL,
    REFERRED_ON,
    REGIONAL,
    a_case_whose_partner,
    a_case_with_a_proposal,
    a_case_with_measures_found,
    a_closed_case,
    a_profile,
    a_referred_case,
    an_open_case,
    an_oriented_case,
)
from tests.support.given import given


def refer(case: Case, recipient: str) -> None:
    """Refer the case to a partner under a new id."""
    case.refer(uuid4(), recipient, Purpose.ENTERPRISE_ORIENTATION, 10, ANSWERED_ON)


def test_a_need_puts_the_case_in_analysis() -> None:
    """What the person wants to do comes before what may help."""
    given(an_open_case).when(lambda c: c.record_need(A_NEED, ORIENTED_ON)).then(
        Case.NeedRecorded, need=A_NEED, occurred_on=ORIENTED_ON
    ).leaving(state=CaseState.IN_ANALYSIS, need=A_NEED)


def test_the_catalogues_answer_is_kept_as_it_was() -> None:
    """Later, nobody has to guess what the operator saw."""
    given(an_open_case).when(lambda c: c.find_measures(A_DECISION, ORIENTED_ON)).then(
        Case.MeasuresFound, decision=A_DECISION
    ).leaving(state=CaseState.IN_ORIENTATION, decision=A_DECISION)


def test_an_orientation_is_held_on_what_was_proposed() -> None:
    """Its day is what the days to orientation are counted to."""
    given(a_case_with_a_proposal).when(lambda c: c.hold_orientation(ORIENTED_ON)).then(
        Case.OrientationHeld, occurred_on=ORIENTED_ON
    ).leaving(oriented_on=ORIENTED_ON, state=CaseState.IN_ORIENTATION)


def test_an_orientation_without_a_measure_is_none() -> None:
    """Talking is not yet orienting: at least one measure is explained."""
    given(a_case_with_measures_found).when(lambda c: c.hold_orientation(ORIENTED_ON)).then_refused("NOTHING_PROPOSED")


@pytest.mark.parametrize("days", [-3, 5])
def test_the_day_of_orientation_is_the_day_of_the_first(days: int) -> None:
    """A second orientation, or one recorded late, does not make the person wait longer."""
    day = ORIENTED_ON + timedelta(days=days)
    given(an_oriented_case).when(lambda c: c.hold_orientation(day)).then(Case.OrientationHeld).leaving(
        oriented_on=min(day, ORIENTED_ON)
    )


def test_the_sheet_is_given_by_its_reference() -> None:
    """The paper is in the register; the case says where."""
    given(an_oriented_case).when(lambda c: c.issue_sheet("SCHEDA-2023-7", "fr", ORIENTED_ON)).then(
        Case.SheetIssued, reference="SCHEDA-2023-7", language="fr"
    ).leaving(sheet="SCHEDA-2023-7")


def test_there_is_no_sheet_without_an_orientation() -> None:
    """The sheet says what the orientation said."""
    given(a_case_with_a_proposal).when(lambda c: c.issue_sheet("SCHEDA-2023-7", "it", ORIENTED_ON)).then_refused(
        "ORIENTATION_NOT_HELD"
    )


def test_a_case_has_one_sheet() -> None:
    """Orientations completed are counted by it."""
    case = an_oriented_case()
    case.issue_sheet("SCHEDA-2023-7", "it", ORIENTED_ON)
    given(case).when(lambda c: c.issue_sheet("SCHEDA-2023-8", "en", ORIENTED_ON)).then_refused(
        "SHEET_ALREADY_ISSUED", reference="SCHEDA-2023-7"
    )


def test_a_referral_tells_the_partner_coarse_facts_only() -> None:
    """What is disclosed is in the event: an auditor sees exactly what the partner saw."""
    given(an_oriented_case).when(
        lambda c: c.refer(REFERRAL, CHAMBER, Purpose.ENTERPRISE_ORIENTATION, 10, REFERRED_ON)
    ).then(
        Case.Referred,
        referral_id=REFERRAL,
        recipient=CHAMBER,
        purpose=Purpose.ENTERPRISE_ORIENTATION,
        answer_within_working_days=10,
        disclosed=a_profile(),
        occurred_on=REFERRED_ON,
    ).leaving(
        state=CaseState.REFERRED,
        referrals={
            str(REFERRAL): CaseReferral(referral_id=REFERRAL, recipient=CHAMBER, state=ReferralState.SENT, attempt=1)
        },
    )


@pytest.mark.parametrize("state", [ReferralState.ACCEPTED, ReferralState.APPOINTMENT_SET, ReferralState.EXPIRED])
def test_a_partner_has_one_referral_of_a_case_at_a_time(state: ReferralState) -> None:
    """An expired referral is sent again as attempt 2: two referrals would be counted for one."""
    given(lambda: a_case_whose_partner(state)).when(lambda c: refer(c, CHAMBER)).then_refused(
        "ALREADY_REFERRED_TO_RECIPIENT", recipient=CHAMBER, referral_id=REFERRAL, state=state
    )


@pytest.mark.parametrize("state", [ReferralState.DECLINED, ReferralState.COMPLETED])
def test_a_partner_that_is_done_may_be_asked_anew(state: ReferralState) -> None:
    """Another question at another time is another referral."""
    given(lambda: a_case_whose_partner(state)).when(lambda c: refer(c, CHAMBER)).then(Case.Referred)


def test_two_partners_may_have_the_case_at_once() -> None:
    """The Chamber for the enterprise, the job centre for the status."""
    given(a_referred_case).when(lambda c: refer(c, JOB_CENTRE)).then(Case.Referred, recipient=JOB_CENTRE)


def test_a_partner_that_accepts_accompanies_the_case() -> None:
    """The attempt it answers is the last one known."""
    followed = given(a_referred_case).when(
        lambda c: c.note_referral(REFERRAL, ReferralState.ACCEPTED, None, ANSWERED_ON)
    )
    followed.then(
        Case.ReferralFollowed, recipient=CHAMBER, state=ReferralState.ACCEPTED, attempt=1, occurred_on=ANSWERED_ON
    ).leaving(state=CaseState.ACCOMPANIED)


def test_a_referral_sent_again_is_the_same_referral() -> None:
    """Two attempts count once."""
    case = a_case_whose_partner(ReferralState.EXPIRED)
    again = given(case).when(lambda c: c.note_referral(REFERRAL, ReferralState.SENT, 2, CLOSED_ON))
    again.then(Case.ReferralFollowed, attempt=2).leaving(
        state=CaseState.REFERRED,
        referrals={
            str(REFERRAL): CaseReferral(referral_id=REFERRAL, recipient=CHAMBER, state=ReferralState.SENT, attempt=2)
        },
    )


def test_what_partners_do_is_still_noted_on_a_closed_case() -> None:
    """It is a fact; it opens nothing again."""
    given(a_closed_case).when(lambda c: c.note_referral(REFERRAL, ReferralState.ACCEPTED, None, CLOSED_ON)).then(
        Case.ReferralFollowed
    ).leaving(state=CaseState.CLOSED, outcome=ClosingOutcome.GAVE_UP)


def test_a_follow_up_accompanies_the_case() -> None:
    """The desk asks how it went."""
    given(a_referred_case).when(lambda c: c.follow_up(Channel.PHONE, CLOSED_ON)).then(
        Case.FollowedUp, channel=Channel.PHONE, occurred_on=CLOSED_ON
    ).leaving(state=CaseState.ACCOMPANIED)


def test_a_case_never_moves_back() -> None:
    """A need told anew after the referral does not undo the referral."""
    given(a_referred_case).when(lambda c: c.record_need(A_NEED, CLOSED_ON)).then(Case.NeedRecorded).leaving(
        state=CaseState.REFERRED
    )


ACTS: dict[str, Callable[[Case], object]] = {
    "need": lambda c: c.record_need(A_NEED, ORIENTED_ON),
    "find": lambda c: c.find_measures(A_DECISION, ORIENTED_ON),
    "propose": lambda c: c.propose((REGIONAL,), ORIENTED_ON),
    "orient": lambda c: c.hold_orientation(ORIENTED_ON),
    "sheet": lambda c: c.issue_sheet("SCHEDA-2023-7", "it", ORIENTED_ON),
    "refer": lambda c: refer(c, JOB_CENTRE),
    "follow up": lambda c: c.follow_up(Channel.PHONE, CLOSED_ON),
    "close": lambda c: c.close(ClosingOutcome.GAVE_UP, "PROT-2023-118", CLOSED_ON),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_nothing_is_done_for_a_closed_case(act: Callable[[Case], object]) -> None:
    """A closed case is a number in a report."""
    given(a_closed_case).when(act).then_refused("CASE_CLOSED", outcome="gave_up")


def test_nothing_is_done_for_a_case_before_there_is_one() -> None:
    """A day before the opening is a typing error."""
    eve = OPENED_ON - timedelta(days=1)
    given(an_open_case).when(lambda c: c.record_need(A_NEED, eve)).then_refused(
        "OCCURRED_BEFORE_CASE_OPENED", on=eve, opened_on=OPENED_ON
    )
