"""What is known of one fact: the values it may still have, and why nobody knows it better."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

NONE: Final = "none"
"""Known not to exist or not to have happened: a value, and nothing unknown."""


class Missing(StrEnum):
    """Why a fact is not known."""

    NOT_ASKED = "unknown"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these values."""

    values: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Span:
    """A number or day from `low` to `high`, both included; None where no bound is known."""

    low: Any
    high: Any


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`possible`: None when it certainly has no value. `given`: as it was told, for who reads the answer.

    `missing` is there when nothing at all was told; what was told in part has none.
    """

    possible: Choice | Span | None
    may_be_none: bool
    given: Any
    missing: Missing | None = None

    @property
    def known(self) -> bool:
        """Whether one value, or none, is left."""
        if self.possible is None:
            return True
        return not self.may_be_none and _is_one(self.possible)

    @property
    def is_none(self) -> bool:
        return self.possible is None

    def until(self, on: date) -> "Knowledge":
        """What is so by a day, of something that has happened on some day or other: what is to come is not yet."""
        span = self.possible
        if not isinstance(span, Span) or span.high is None or span.high <= on:
            return self
        return NOTHING if span.low is not None and span.low > on else replace(self, may_be_none=True)

    @property
    def day(self) -> date | None:
        """The day it is known to be, if it is."""
        span = self.possible
        one = self.known and isinstance(span, Span) and isinstance(span.low, date)
        return span.low if one and isinstance(span, Span) else None


def exactly(value: Hashable, given: Any = None) -> Knowledge:
    """A code, flag or set of codes that is known."""
    return Knowledge(Choice(frozenset((value,))), may_be_none=False, given=value if given is None else given)


def at(value: Any, given: Any = None) -> Knowledge:
    """A number or day that is known."""
    return Knowledge(Span(value, value), may_be_none=False, given=value if given is None else given)


def between(low: Any, high: Any, given: Any) -> Knowledge:
    """A number or day of which bounds are known."""
    return Knowledge(Span(low, high), may_be_none=False, given=given)


NOTHING = Knowledge(None, may_be_none=True, given=NONE)
"""What is known not to be there."""


def _is_one(possible: Choice | Span) -> bool:
    if isinstance(possible, Choice):
        return len(possible.values) == 1
    return possible.low is not None and bool(possible.low == possible.high)
