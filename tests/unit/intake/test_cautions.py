"""What is done and doubtful: what an operator is told to look at again, and when nothing is said."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.intake.domain.case import Case
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.cautions import ORIENTATION_EXPECTED, Caution, CautionKind, cautions_of, window_on
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.measures_found import DecisionRecord, Verdict, WindowState
from tests.support.cases import (
    A_DECISION,
    A_NEED,
    ADVANCE,
    CHAMBER,
    CLOSED_ON,
    CONTACT,
    JOB_CENTRE,
    MICROCREDIT,
    ORIENTED_ON,
    REFERRAL,
    REGIONAL,
    a_case_whose_partner,
    a_case_with_a_proposal,
    a_measure,
    a_referred_case,
    an_open_case,
    an_oriented_case,
)
from tests.support.given import given

EVIDENCE = "PROT-2023-118"
OPEN, CLOSED, UPCOMING, UNKNOWN = WindowState.OPEN, WindowState.CLOSED, WindowState.UPCOMING, WindowState.UNKNOWN
LAST_YEAR, NEXT_MONTH, NEXT_SUMMER = date(2022, 12, 31), date(2023, 2, 13), date(2023, 6, 30)
Start = Callable[[], Case]


def told(start: Start, act: Callable[[Case], None], event: type[Case.Event]) -> tuple[Caution, ...]:
    """What is said after a case was asked something and recorded it."""
    after = given(start).when(act).then(event)
    assert isinstance(after.aggregate, Case)
    return cautions_of(after.aggregate, [after.event])


def proposing(day: date = ORIENTED_ON, **answered: Any) -> tuple[Caution, ...]:
    """What is said when, on the day, measures are proposed of which one was answered like this."""
    doubtful = a_measure(MICROCREDIT).model_copy(update=answered)
    decision = DecisionRecord(
        **{**dict(A_DECISION), "matches": (a_measure(REGIONAL), doubtful, a_measure(ADVANCE))},
    )

    def with_the_answer() -> Case:
        case = an_open_case()
        case.find_measures(decision, ORIENTED_ON)
        return case

    return told(with_the_answer, lambda c: c.propose((ADVANCE, MICROCREDIT), day), Case.MeasuresProposed)


def closing(start: Start, outcome: ClosingOutcome) -> tuple[Caution, ...]:
    """What is said when the case is closed like this."""
    return told(start, lambda c: c.close(outcome, EVIDENCE, CLOSED_ON), Case.Closed)


def with_a_sheet(start: Start) -> Start:
    """The same case with its sheet given."""

    def started() -> Case:
        case = start()
        case.issue_sheet("SCHEDA-7", "it", ORIENTED_ON)
        return case

    return started


def test_a_measure_that_is_open_is_proposed_without_a_word() -> None:
    """A caution at every step would be read by nobody."""
    assert proposing() == ()


@pytest.mark.parametrize(
    ("window", "opens_on", "closes_on", "days"),
    [
        (CLOSED, date(2022, 3, 1), LAST_YEAR, {"closes_on": LAST_YEAR}),
        (CLOSED, None, None, {}),
        (UPCOMING, NEXT_MONTH, NEXT_SUMMER, {"opens_on": NEXT_MONTH, "closes_on": NEXT_SUMMER}),
        (UNKNOWN, None, None, {}),
        (UNKNOWN, NEXT_MONTH, None, {"opens_on": NEXT_MONTH}),
    ],
)
def test_a_measure_whose_window_is_not_known_to_be_open_is_named(
    window: WindowState, opens_on: date | None, closes_on: date | None, days: dict[str, Any]
) -> None:
    """A01: one may well speak of a measure that opens in May, and nobody should go home to apply today."""
    assert proposing(window=window, opens_on=opens_on, closes_on=closes_on) == (
        Caution(kind=CautionKind.MEASURE_NOT_OPEN, measure_id=MICROCREDIT, window=window, **days),
    )


def test_a_window_that_closed_since_the_catalogue_was_asked_is_noticed() -> None:
    """The person is spoken to on the day of the proposal, not on the day of the answer."""
    closes = {"window": OPEN, "opens_on": date(2023, 1, 9), "closes_on": date(2023, 1, 31)}

    assert proposing(date(2023, 1, 31), **closes) == ()
    [caution] = proposing(date(2023, 2, 1), **closes)
    assert (caution.window, caution.closes_on) == (CLOSED, date(2023, 1, 31))


@pytest.mark.parametrize(
    ("answered", "opens_on", "closes_on", "day", "stood"),
    [
        (OPEN, None, None, date(2023, 3, 1), OPEN),
        (UPCOMING, NEXT_MONTH, None, date(2023, 2, 12), UPCOMING),
        (UPCOMING, NEXT_MONTH, None, NEXT_MONTH, OPEN),
        (UPCOMING, NEXT_MONTH, NEXT_SUMMER, date(2023, 7, 1), CLOSED),
        (UNKNOWN, NEXT_MONTH, None, date(2023, 2, 12), UNKNOWN),
        (UNKNOWN, None, None, date(2023, 3, 1), UNKNOWN),
        (UNKNOWN, NEXT_MONTH, None, date(2023, 4, 1), UNKNOWN),
        (UPCOMING, NEXT_MONTH, None, date(2023, 4, 1), UNKNOWN),
        (OPEN, date(2023, 1, 16), None, date(2023, 1, 15), UPCOMING),
        (CLOSED, date(2022, 3, 1), LAST_YEAR, LAST_YEAR, OPEN),
        (CLOSED, None, LAST_YEAR, LAST_YEAR, UNKNOWN),
        (CLOSED, None, None, date(2023, 3, 1), CLOSED),
        (WindowState.NOT_PUBLISHED, NEXT_MONTH, NEXT_SUMMER, date(2023, 4, 1), WindowState.NOT_PUBLISHED),
    ],
)
def test_the_days_of_a_window_tell_how_it_stood_on_another_day(
    answered: WindowState, opens_on: date | None, closes_on: date | None, day: date, stood: WindowState
) -> None:
    """A proposal may be recorded later than it was made, or made later than the catalogue was asked."""
    days = {"window": answered, "opens_on": opens_on, "closes_on": closes_on}

    assert window_on(a_measure(MICROCREDIT).model_copy(update=days), day) is stood


def test_a_measure_the_catalogue_says_no_to_is_named() -> None:
    """The operator decides, and knows against what."""
    assert proposing(verdict=Verdict.NOT_ELIGIBLE) == (
        Caution(kind=CautionKind.MEASURE_NOT_ELIGIBLE, measure_id=MICROCREDIT),
    )


def test_only_what_is_proposed_now_is_looked_at() -> None:
    """What was doubtful in an earlier proposal was said then."""

    def with_a_doubtful_proposal() -> Case:
        closed = a_measure(MICROCREDIT).model_copy(update={"window": CLOSED, "closes_on": None})
        case = an_open_case()
        case.find_measures(A_DECISION.model_copy(update={"matches": (closed, a_measure(ADVANCE))}), ORIENTED_ON)
        case.propose((MICROCREDIT,), ORIENTED_ON)
        return case

    assert told(with_a_doubtful_proposal, lambda c: c.propose((ADVANCE,), ORIENTED_ON), Case.MeasuresProposed) == ()


def test_closing_while_a_partner_has_not_answered_names_the_partner() -> None:
    """Somebody there may still be about to call a person whose case is closed."""
    assert closing(a_referred_case, ClosingOutcome.GAVE_UP) == (
        Caution(kind=CautionKind.REFERRAL_UNANSWERED, referral_id=REFERRAL, recipient=CHAMBER),
    )


@pytest.mark.parametrize("state", sorted(set(ReferralState) - {ReferralState.SENT}))
def test_a_partner_whose_time_is_over_or_who_has_answered_is_not_named(state: ReferralState) -> None:
    """An answer, whatever it is, and the day it was due both end the waiting."""
    assert closing(lambda: a_case_whose_partner(state), ClosingOutcome.GAVE_UP) == ()


def test_a_referral_that_was_sent_again_awaits_its_answer_again() -> None:
    """A17: the second attempt is as open as the first was."""

    def sent_again() -> Case:
        case = a_case_whose_partner(ReferralState.EXPIRED)
        case.note_referral(REFERRAL, ReferralState.SENT, 2, CLOSED_ON)
        return case

    assert [c.recipient for c in closing(sent_again, ClosingOutcome.GAVE_UP)] == [CHAMBER]


@pytest.mark.parametrize("outcome", sorted(ORIENTATION_EXPECTED))
def test_what_an_orientation_leads_to_without_one_is_doubtful(outcome: ClosingOutcome) -> None:
    """Perhaps it was held and nobody wrote it down: a number would be missing."""
    assert closing(a_case_with_a_proposal, outcome) == (Caution(kind=CautionKind.ORIENTATION_NOT_HELD),)
    assert closing(an_oriented_case, outcome) == ()


@pytest.mark.parametrize("outcome", [ClosingOutcome.EMPLOYED, ClosingOutcome.INFORMED_ONLY, ClosingOutcome.GAVE_UP])
def test_what_happens_without_an_orientation_is_not_doubtful(outcome: ClosingOutcome) -> None:
    """A11: a case may be closed on the day it was opened."""
    assert closing(an_open_case, outcome) == ()


def test_closing_as_oriented_without_the_sheet_is_doubtful() -> None:
    """Whoever is oriented takes a written sheet home."""
    assert closing(an_oriented_case, ClosingOutcome.ORIENTED) == (Caution(kind=CautionKind.SHEET_NOT_ISSUED),)
    assert closing(with_a_sheet(an_oriented_case), ClosingOutcome.ORIENTED) == ()


def test_every_doubt_is_told() -> None:
    """Two partners and no sheet are three things to look at, not one."""

    def with_two_partners() -> Case:
        case = a_referred_case()
        case.refer(CONTACT, JOB_CENTRE, A_NEED.purpose, 10, CLOSED_ON)
        return case

    kinds = [caution.kind for caution in closing(with_two_partners, ClosingOutcome.ORIENTED)]
    assert kinds == [CautionKind.REFERRAL_UNANSWERED] * 2 + [CautionKind.SHEET_NOT_ISSUED]
