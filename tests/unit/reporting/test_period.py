"""A period is days, its first and its last included."""

from datetime import date

import pytest

from services.reporting.domain.period import Period
from services.reporting.domain.refusals import PeriodReversed
from tests.support.facts import Q1


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 3, 31)])
def test_its_first_and_last_day_belong_to_it(day: date) -> None:
    """A quarter is whole."""
    assert day in Q1


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 4, 1)])
def test_the_days_around_it_do_not(day: date) -> None:
    """Two quarters share no day."""
    assert day not in Q1


def test_one_day_is_a_period() -> None:
    """The first day may be the last."""
    assert date(2023, 1, 9) in Period(date(2023, 1, 9), date(2023, 1, 9))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """It would count nothing and look like an answer."""
    with pytest.raises(PeriodReversed) as refused:
        Period(date(2023, 3, 31), date(2023, 1, 1))

    assert refused.value.facts == {"first_day": "2023-03-31", "last_day": "2023-01-01"}
