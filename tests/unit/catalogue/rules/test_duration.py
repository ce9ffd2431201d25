"""Stretches of time as the civil code counts them."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.catalogue.domain.rules.duration import Duration, birthday, born_by


@pytest.mark.parametrize(
    ("stretch", "day", "after"),
    [
        ({"days": 180}, date(2024, 5, 1), date(2024, 10, 28)),
        ({"days": 1}, date(2024, 2, 28), date(2024, 2, 29)),
        ({"months": 1}, date(2024, 1, 31), date(2024, 2, 29)),
        ({"months": 1}, date(2023, 1, 31), date(2023, 2, 28)),
        ({"months": 12}, date(2024, 2, 29), date(2025, 2, 28)),
        ({"months": 2}, date(2023, 12, 15), date(2024, 2, 15)),
        ({"months": 11}, date(2024, 1, 1), date(2024, 12, 1)),
        ({"years": 5}, date(2020, 2, 29), date(2025, 2, 28)),
        ({"years": 4}, date(2020, 2, 29), date(2024, 2, 29)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(stretch: dict[str, Any], day: date, after: date) -> None:
    """Art. 2963 c.c.: a month without that day ends with its last."""
    assert Duration.model_validate(stretch).after(day) == after


def test_a_year_is_completed_on_the_birthday() -> None:
    """Not on the eve."""
    assert birthday(date(2006, 9, 10), 18) == date(2024, 9, 10)
    assert [born_by(date(2024, 9, day), 18) for day in (9, 10)] == [date(2006, 9, 9), date(2006, 9, 10)]


def test_a_birthday_on_29_february() -> None:
    """Is on 1 March where there is none."""
    assert birthday(date(2004, 2, 29), 18) == date(2022, 3, 1)
    assert birthday(date(2004, 2, 29), 20) == date(2024, 2, 29)
    assert [born_by(date(2022, *day), 18) < date(2004, 2, 29) for day in ((2, 28), (3, 1))] == [True, False]


def test_a_stretch_says_itself() -> None:
    """As it was written."""
    assert str(Duration(months=6)) == "6 months"


@pytest.mark.parametrize(
    ("stretch", "day", "begins"),
    [
        ({"days": 180}, date(2023, 12, 31), date(2023, 7, 4)),
        ({"months": 4}, date(2023, 2, 28), date(2022, 10, 31)),
        ({"months": 4}, date(2024, 2, 29), date(2023, 10, 31)),
        ({"months": 1}, date(2023, 3, 30), date(2023, 2, 28)),
        ({"months": 6}, date(2023, 12, 31), date(2023, 6, 30)),
        ({"years": 1}, date(2025, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_last_day_from_which_it_has_passed(stretch: dict[str, int], day: date, begins: date) -> None:
    """A day later it has not."""
    duration = Duration.model_validate(stretch)

    assert duration.before(day) == begins
    assert duration.after(begins) <= day < duration.after(begins + timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "years", "born"),
    [
        (date(2024, 9, 10), 18, date(2006, 9, 10)),
        (date(2024, 2, 29), 18, date(2006, 2, 28)),
        (date(2024, 2, 29), 20, date(2004, 2, 29)),
        (date(2022, 2, 28), 18, date(2004, 2, 28)),
        (date(2022, 3, 1), 18, date(2004, 3, 1)),
    ],
)
def test_the_youngest_who_have_completed_so_many_years(on: date, years: int, born: date) -> None:
    """Who was born a day later has not; on 29 February where that year had none, those of the 28th."""
    assert born_by(on, years) == born
    assert birthday(born, years) <= on < birthday(born + timedelta(days=1), years)
