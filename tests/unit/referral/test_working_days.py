"""Which days count until an answer is due."""

import random
from datetime import date, timedelta

import pytest

from services.referral.domain.working_days import easter, is_working_day, working_days_after


def test_ten_working_days_from_the_second_of_february_2023() -> None:
    """Two weeks without a holiday in them."""
    assert working_days_after(date(2023, 2, 2), 10) == date(2023, 2, 16)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2024, 1, 1),
        date(2026, 1, 6),
        date(2023, 4, 10),  # Easter Monday
        date(2024, 4, 1),  # Easter Monday
        date(2023, 4, 25),
        date(2023, 5, 1),
        date(2023, 6, 2),
        date(2023, 8, 15),
        date(2023, 11, 1),
        date(2023, 12, 8),
        date(2023, 12, 25),
        date(2023, 12, 26),
    ],
)
def test_no_office_works_on_a_national_holiday(holiday: date) -> None:
    """L. 260/1949; each of these fell between Monday and Friday."""
    assert holiday.weekday() < 5
    assert not is_working_day(holiday)


def test_a_weekend_and_easter_monday_are_passed_over() -> None:
    """From Maundy Thursday 2023, one working day is Friday, two are the Tuesday after Easter."""
    assert working_days_after(date(2023, 4, 6), 1) == date(2023, 4, 7)
    assert working_days_after(date(2023, 4, 6), 2) == date(2023, 4, 11)


def test_saint_francis_is_a_holiday_from_2026_only() -> None:
    """L. 151/2025, to be verified; in 2024 it was a Friday like others."""
    assert is_working_day(date(2024, 10, 4))
    assert not is_working_day(date(2027, 10, 4))


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22),  # as early as it can be
        date(2019, 4, 21),
        date(2023, 4, 9),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),  # as late as it can be
        date(2049, 4, 18),
    ],
)
def test_easter_falls_where_the_calendar_has_it(sunday: date) -> None:
    """The computus agrees with the printed calendars."""
    assert easter(sunday.year) == sunday


def test_exactly_so_many_working_days_have_passed() -> None:
    """The due day is a working day, and between the two days there are as many as asked."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for _ in range(200):
        start = date(2023, 1, 1) + timedelta(days=chance.randrange(3000))
        number = chance.randrange(1, 61)
        due = working_days_after(start, number)
        passed = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
        assert is_working_day(due), f"seed {seed}"
        assert sum(map(is_working_day, passed)) == number, f"seed {seed}"
