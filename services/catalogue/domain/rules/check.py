"""One side of a test: what it says of the values a fact may still have."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from services.catalogue.domain.facts.knowledge import Choice, Span
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.judging import Judging


class Check(Protocol):
    """`judge` looks at values alone; what it means that there is none, the test says."""

    def judge(self, possible: Choice | Span, judging: Judging) -> Truth: ...

    def turns(self, day: date, judging: Judging) -> date | None:
        """The day from which it is otherwise of a fact that is this day, when time alone makes it so."""


@dataclass(frozen=True)
class Membership:
    """Whether a code is one of some, or a set of codes has one of some."""

    words: frozenset[Hashable]
    wanted: bool

    def judge(self, possible: Choice | Span, judging: Judging) -> Truth:
        del judging
        if isinstance(possible, Span):
            return Truth.UNKNOWN
        if len(possible.values) == 1:
            (value,) = possible.values
            return Truth.TRUE if self._has(value) is self.wanted else Truth.FALSE
        among = [self._has(value) is self.wanted for value in possible.values]
        return Truth.of(can_be_true=True in among, can_be_false=False in among)

    def turns(self, day: date, judging: Judging) -> None: ...

    def _has(self, value: Hashable) -> bool:
        return bool(value & self.words) if isinstance(value, frozenset) else value in self.words


@dataclass(frozen=True)
class Side:
    """Whether a number or day lies on one side of a limit: the limit itself belongs to it when `included`.

    `limit` finds it among the parameters; None when nobody knows it.
    """

    limit: Callable[[Judging], Any]
    below: bool
    included: bool

    def judge(self, possible: Choice | Span, judging: Judging) -> Truth:
        limit = self.limit(judging)
        if limit is None or isinstance(possible, Choice):
            return Truth.UNKNOWN
        if possible.low is possible.high and possible.low is not None:
            return Truth.TRUE if self._holds(possible.low, limit) else Truth.FALSE
        small = self.below if possible.low is None else self._holds(possible.low, limit)
        large = not self.below if possible.high is None else self._holds(possible.high, limit)
        return Truth.of(can_be_true=small or large, can_be_false=not (small and large))

    def turns(self, day: date, judging: Judging) -> None: ...

    def _holds(self, value: Any, limit: Any) -> bool:
        if value == limit:
            return self.included
        return bool(value < limit) if self.below else bool(value > limit)


@dataclass(frozen=True)
class Since:
    """Whether enough time has passed since a day, or not too much.

    `latest` gives the last day of the fact from which enough (`wanted`) or too much (not) has passed; None where nobody
    knows how much is asked. `turning` gives, for the day of the fact, the first day on which it has.
    """

    latest: Callable[[Judging], date | None]
    turning: Callable[[date, Judging], date | None]
    wanted: bool

    def judge(self, possible: Choice | Span, judging: Judging) -> Truth:
        latest = self.latest(judging)
        if latest is None or isinstance(possible, Choice):
            return Truth.UNKNOWN
        early = self.wanted if possible.low is None else (possible.low <= latest) is self.wanted
        late = not self.wanted if possible.high is None else (possible.high <= latest) is self.wanted
        if early is not late:
            return Truth.UNKNOWN
        return Truth.TRUE if early else Truth.FALSE

    def turns(self, day: date, judging: Judging) -> date | None:
        return self.turning(day, judging)


@dataclass(frozen=True)
class Listed:
    """Whether a code stands in a register's list; `sure` knows it, and says None where the list does not."""

    sure: Callable[[str, Judging], bool | None]
    wanted: bool

    def judge(self, possible: Choice | Span, judging: Judging) -> Truth:
        if isinstance(possible, Span):
            return Truth.UNKNOWN
        found = {self.sure(str(value), judging) for value in possible.values}
        if None in found:
            return Truth.UNKNOWN
        return Truth.of(can_be_true=self.wanted in found, can_be_false=(not self.wanted) in found)

    def turns(self, day: date, judging: Judging) -> None: ...
