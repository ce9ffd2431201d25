"""S23 and S24: where people were sent, and what became of it."""

from datetime import date

import pytest

from services.reporting.domain.decimals import as_text
from services.reporting.domain.fact import FactType
from services.reporting.projections.indicators.referrals import STATE_AFTER
from tests.support.facts import Q1, Q2, Told, cells, noon

SENT = date(2023, 2, 2)
AGAIN = date(2023, 2, 17)


def test_a_referral_sent_twice_counts_once() -> None:
    """Scenario A17: it expired, was sent again as attempt 2 and accepted. All of its life is the evidence."""
    told = Told()
    told.sent("cpi", SENT)
    told.became(FactType.REFERRAL_EXPIRED, "cpi", date(2023, 2, 16))
    told.sent("cpi", AGAIN)
    told.became(FactType.REFERRAL_ACCEPTED, "cpi", date(2023, 2, 20))
    referrals = told.count("S23")

    assert referrals.amount == 1
    assert cells(referrals, "partner", "referral_state") == {("CPI_FERMO", "accepted"): 1}
    assert referrals.evidence == tuple(told.facts)


def test_the_first_sending_decides_the_period() -> None:
    """An attempt in April is still the referral of March."""
    told = Told()
    told.sent("cpi", Q1.last)
    told.sent("cpi", Q2.first)

    assert [told.count("S23", Q1).amount, told.count("S23", Q2).amount] == [1, 0]


@pytest.mark.parametrize(("day", "expected"), [(Q1.first, 1), (Q1.last, 1), (date(2022, 12, 31), 0), (Q2.first, 0)])
def test_the_boundaries_belong_to_the_period(day: date, expected: int) -> None:
    """The first and the last day count, the days around them do not."""
    told = Told()
    told.sent("cpi", day)

    assert told.count("S23").amount == expected


def test_two_referrals_of_one_case_are_two() -> None:
    """Distinct referrals are counted, not distinct cases."""
    told = Told()
    told.sent("cpi", SENT)
    told.sent_to_chamber("cciaa", SENT)

    assert cells(told.count("S23"), "partner") == {("CCIAA_MARCHE",): 1, ("CPI_FERMO",): 1}


def test_the_state_is_the_one_known_when_asked() -> None:
    """What the partner does in April changes the state, not the period."""
    told = Told()
    told.sent("cpi", SENT)
    told.became(FactType.REFERRAL_COMPLETED, "cpi", Q2.first)

    assert cells(told.count("S23", known_at=noon(Q1.last)), "referral_state") == {("sent",): 1}
    assert cells(told.count("S23"), "referral_state") == {("completed",): 1}


def test_the_state_follows_the_order_of_recording_not_the_days_named() -> None:
    """The referral service decides what comes after what; a day written late does not take it back."""
    told = Told()
    told.sent("cpi", SENT)
    told.became(FactType.REFERRAL_EXPIRED, "cpi", date(2023, 2, 16))
    told.became(FactType.REFERRAL_ACCEPTED, "cpi", date(2023, 2, 15), recorded=AGAIN)

    assert cells(told.count("S23"), "referral_state") == {("accepted",): 1}


@pytest.mark.parametrize("kind", STATE_AFTER)
def test_every_event_of_a_referral_has_a_state_after_it(kind: FactType) -> None:
    """The names are those of the published language."""
    told = Told()
    told.sent("cpi", SENT)
    told.became(kind, "cpi", AGAIN)

    assert cells(told.count("S23"), "referral_state") == {(STATE_AFTER[kind],): 1}


def test_half_the_referrals_went_to_the_chamber() -> None:
    """The issue's story: 50, not 33, since two attempts count once."""
    told = Told()
    told.sent_to_chamber("cciaa", SENT)
    told.sent("cpi", SENT)
    told.sent("cpi", AGAIN)

    assert as_text(told.count("S24").amount) == "50"
    assert len(told.count("S24").evidence) == 2


@pytest.mark.parametrize(("others", "expected"), [(0, "100"), (1, "50"), (2, "33.3"), (5, "16.7"), (15, "6.3")])
def test_a_share_is_given_to_one_decimal(others: int, expected: str) -> None:
    """Halves go away from zero: 6.25 is 6.3."""
    told = Told()
    told.sent_to_chamber("cciaa", SENT)
    for number in range(others):
        told.sent(f"cpi-{number}", SENT)

    assert as_text(told.count("S24").amount) == expected


def test_the_share_of_nothing_is_not_defined() -> None:
    """Empty, not 0: nobody was kept from the Chamber."""
    assert as_text(Told().count("S24").amount) == ""
