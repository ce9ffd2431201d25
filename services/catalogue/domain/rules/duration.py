"""Stretches of time as notices write them: 180 days, 60 months, 5 years."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Self

from pydantic import model_validator

from services.catalogue.domain.part import Count, Part

_MONTHS = 12
_ENDS_OF_MONTHS = tuple(timedelta(days=days) for days in range(4))
"""Four months from any of the last days of October end on the last of February."""


class Duration(Part):
    """Exactly one of the three. Months end on the same day of the month, or on its last."""

    days: Count | None = None
    months: Count | None = None
    years: Count | None = None

    @model_validator(mode="after")
    def _is_one_stretch(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a duration has days, months or years, and one of them")
        if any((number or 0) > most for number, most in ((self.days, 36_500), (self.months, 1_200), (self.years, 100))):
            raise ValueError("a duration is a hundred years at most")
        return self

    def after(self, day: date) -> date:
        """The day on which it has passed."""
        if self.days:
            return day + timedelta(days=self.days)
        return _months_after(day, (self.months or 0) + _MONTHS * (self.years or 0))

    def before(self, day: date) -> date:
        """The last day from which it has passed on `day`: of several that end on it with their month, the last."""
        if self.days:
            return day - timedelta(days=self.days)
        early = _months_after(day, -(self.months or 0) - _MONTHS * (self.years or 0))
        return max(later for later in map(early.__add__, _ENDS_OF_MONTHS) if self.after(later) <= day)

    def __str__(self) -> str:
        [(unit, number)] = self.model_dump(exclude_unset=True).items()
        return f"{number} {unit}"


def birthday(born: date, years: int) -> date:
    """The day on which so many years are completed; of who was born on 29 February 1 March in a year without it."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def born_by(on: date, years: int) -> date:
    """The last birth date of those who have completed so many years on a day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
