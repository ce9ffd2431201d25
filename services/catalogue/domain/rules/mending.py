"""When a rule that does not hold could hold: by waiting, or by an act begun today."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.truth import Truth, negation
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.finding import Finding, Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test


class Fixable(StrEnum):
    """How what is not met can be mended."""

    FIXED = "fixed"
    BY_CHOICE = "by_choice"
    BY_TIME = "by_time"
    BY_DOCUMENT = "by_document"
    BY_SERVICE = "by_service"


def mended_on(
    finding: Finding, fixable: Fixable, today: date, judging: Judging, *, at_best: bool = True
) -> date | None:
    """The first day on which the rule can hold if one begins today; None when it never can.

    What nobody knows turns out as well as it can `at_best`, and otherwise as badly.
    """
    if fixable is Fixable.FIXED:
        return None
    return _Mending(fixable, today, judging, at_best=at_best).day(finding, Truth.TRUE)


class _Mending:
    def __init__(self, fixable: Fixable, today: date, judging: Judging, *, at_best: bool) -> None:
        self._waits, self._at_best = fixable is Fixable.BY_TIME, at_best
        self._today, self._judging = today, judging

    def day(self, finding: Finding, wanted: Truth) -> date | None:
        if self._is_so(finding.truth, wanted) or finding.standing is not Standing.JUDGED:
            return self._judging.on
        match finding.rule:
            case Not():
                return self.day(finding.parts[0], negation(wanted))
            case AllOf() | AnyOf():
                days = [self.day(part, wanted) for part in finding.parts]
                together = isinstance(finding.rule, AllOf) is (wanted is Truth.TRUE)
                return _last(days) if together else _first(days)
            case test:
                return self._of_test(test, wanted)

    def _is_so(self, truth: Truth, wanted: Truth) -> bool:
        return truth is wanted or (truth is Truth.UNKNOWN and self._at_best)

    def _of_test(self, test: Test, wanted: Truth) -> date | None:
        if self._judging.profile.is_open(test.fact):
            return self._of_choice(test, wanted)
        if wanted is Truth.TRUE:
            return _last(self._of_operator(test, name) for name in test.operators)
        ends = (self._turns(test, name) for name in test.operators if name not in _ENOUGH)
        return _first(ends) if self._waits else self._today

    def _of_choice(self, test: Test, wanted: Truth) -> date | None:
        """Where nothing one can choose fits, only a stretch that begins today may pass."""
        stretch = test.operators.get("elapsed_at_least")
        begins = wanted is Truth.TRUE and isinstance(stretch, Duration) and len(test.operators) == 1
        return stretch.after(self._today) if begins and isinstance(stretch, Duration) else None

    def _of_operator(self, test: Test, name: str) -> date | None:
        # A test that asks one thing alone is here because that is not so.
        if len(test.operators) > 1 and self._is_so(test.truth_of(name, self._judging), Truth.TRUE):
            return self._judging.on
        if name == "exists":
            return self._of_existence(test)
        if name in _ENOUGH and (turns := self._turns(test, name)):
            return turns
        stretch = test.operators[name]
        if name == "elapsed_at_least" and isinstance(stretch, Duration):
            return stretch.after(self._today)
        return None if self._waits else self._today

    def _of_existence(self, test: Test) -> date | None:
        """What is planned for a day will be there on it."""
        planned = self._judging.profile[test.fact]
        comes = self._day_of(planned) if test.exists and test.asking.of_the_past else None
        if self._waits and comes and (self._at_best or not planned.may_be_none):
            return max(comes, self._judging.on)
        return None if self._waits else self._today

    def _turns(self, test: Test, name: str) -> date | None:
        """The day on which time alone makes an operator say otherwise."""
        check, day = test.check(name), self._day_of(self._judging.profile[test.fact])
        return check.turns(day, self._judging) if check and day else None

    def _day_of(self, knowledge: Knowledge) -> date | None:
        """The day the fact is, or the end of the days it may be."""
        span = knowledge.possible
        if not isinstance(span, Span):
            return None
        end: date | None = span.low if self._at_best else span.high
        return end


_ENOUGH = ("elapsed_at_least", "age_at_least")


def _last(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)
