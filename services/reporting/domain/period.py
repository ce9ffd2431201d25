"""The days a number speaks of."""

from dataclasses import dataclass
from datetime import date

from services.reporting.domain.refusals import PeriodReversed


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included; days are those of Europe/Rome.

    Raises:
        PeriodReversed: the last day comes before the first.

    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodReversed(first_day=self.first, last_day=self.last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
