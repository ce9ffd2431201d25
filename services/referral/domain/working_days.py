"""Which days a partner works, so which day an answer is due: Italian law, Monday to Friday."""

from datetime import date, timedelta

ON_A_FIXED_DAY = frozenset(
    {
        (1, 1),  # New Year
        (1, 6),  # Epiphany
        (4, 25),  # Liberation
        (5, 1),  # Labour
        (6, 2),  # Republic
        (8, 15),  # Assumption
        (11, 1),  # All Saints
        (12, 8),  # Immaculate Conception
        (12, 25),  # Christmas
        (12, 26),  # Saint Stephen
    }
)
"""Month and day of the national holidays: L. 27 May 1949 no. 260, art. 1 and 2, as changed by L. 5 March
1977 no. 54, DPR 28 December 1985 no. 792 (Epiphany) and L. 20 November 2000 no. 336 (2 June)."""

SAINT_FRANCIS = (10, 4)
SAINT_FRANCIS_SINCE = 2026
"""To be verified: a national holiday again by L. 8 October 2025 no. 151, first in 2026."""


def is_working_day(day: date) -> bool:
    """Whether offices work: Monday to Friday, no national holiday. Patron saints are local and count."""
    return day.weekday() < 5 and not _is_holiday(day)  # noqa: PLR2004 – Saturday is 5


def working_days_after(day: date, number: int) -> date:
    """The day on which so many working days (1 at least) have passed; the day itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of the anonymous computus of 1876."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_in_cycle = divmod(century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - drift + 15) % 30
    leaps, in_leap = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_in_cycle + 2 * leaps - epact - in_leap) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, before = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, before + 1)


def _is_holiday(day: date) -> bool:
    return (
        (day.month, day.day) in ON_A_FIXED_DAY
        or day == easter(day.year) + timedelta(days=1)
        or (day.year >= SAINT_FRANCIS_SINCE and (day.month, day.day) == SAINT_FRANCIS)
    )
