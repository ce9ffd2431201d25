"""Facts that are numbers and days, known exactly or between two ends."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from chassis.modelling import YEARS
from services.catalogue.domain.facts.knowledge import NONE, NOTHING, Knowledge, Span, at, between

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Number:
    """An amount or a count, at most `top`; a list of two is the least and the most it may be. None is 0.

    `whole`: it counts what cannot be divided.
    """

    may_be_none: ClassVar[bool] = False

    top: int | None = None
    whole: bool = False

    @property
    def anything(self) -> Span:
        return Span(0, self.top)

    def read(self, written: Any) -> Knowledge:
        if not isinstance(written, list | tuple):
            return at(self._number(written))
        least, most = _ends(written, self._number)
        return between(least, most, given=f"{least}..{most}")

    def read_none(self) -> Knowledge:
        return at(0, given=NONE)

    def _number(self, written: Any) -> float:
        if isinstance(written, bool) or not isinstance(written, int | float):
            raise ValueError(f'must be a number, or two of them as [least, most], not "{written}"')
        if isinstance(written, float) and not math.isfinite(written):
            raise ValueError(f'must be a number that ends, not "{written}"')
        if self.whole and written != int(written):
            raise ValueError(f'must be a whole number, not "{written}"')
        if written < 0 or (self.top is not None and written > self.top):
            raise ValueError(f"must be from 0 to {self.top}" if self.top else "must not be negative")
        return written


@dataclass(frozen=True)
class Day:
    """A day of the calendar in Italy, such as 2023-01-16; a list of two is the first and the last it may be."""

    may_be_none: ClassVar[bool] = True

    @property
    def anything(self) -> Span:
        return Span(None, None)

    def read(self, written: Any) -> Knowledge:
        if not isinstance(written, list | tuple):
            return at(read_day(written))
        first, last = _ends(written, read_day)
        return between(first, last, given=f"{first}..{last}")

    def read_none(self) -> Knowledge:
        return NOTHING


def read_day(written: Any) -> date:
    """A day of this century or the last, as ISO 8601 writes it. Raises ValueError."""
    day = _day(written) if isinstance(written, str) and _DAY.fullmatch(written) else written
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError(f'must be a day such as 2023-01-16, not "{written}"')
    if day.year not in YEARS:
        raise ValueError(
            f"{day} is not within {YEARS[0]} and {YEARS[-1]}; of what does not end, or is not there, write none"
        )
    return day


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as impossible:
        raise ValueError(f"{written} is no day of the calendar") from impossible


def _ends(written: Sequence[Any], read: Callable[[Any], Any]) -> tuple[Any, Any]:
    if len(written) != len(("first", "last")):
        raise ValueError("a list holds two ends: [first, last]")
    first, last = map(read, written)
    if last < first:
        raise ValueError(f"from {first} to {last}: the first comes first")
    return first, last
