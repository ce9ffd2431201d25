"""When a rule that does not hold could hold: by waiting, or by an act begun today."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test


class Fixable(StrEnum):
    """How what is not met can be mended."""

    FIXED = "fixed"
    BY_CHOICE = "by_choice"
    BY_TIME = "by_time"
    BY_DOCUMENT = "by_document"
    BY_SERVICE = "by_service"


def mended_on(finding: Finding, fixable: Fixable, today: date, judging: Judging) -> date | None:
    """The first day on which the rule can hold if one begins today; None when it never can."""
    if fixable is Fixable.FIXED:
        return None
    return _Mending(fixable, today, judging).day(finding, Truth.TRUE)


class _Mending:
    def __init__(self, fixable: Fixable, today: date, judging: Judging) -> None:
        self._waits = fixable is Fixable.BY_TIME
        self._today, self._judging = today, judging

    def day(self, finding: Finding, wanted: Truth) -> date | None:
        if finding.truth is wanted:
            return self._judging.on
        match finding.rule:
            case Not():
                return self.day(finding.parts[0], Truth.FALSE if wanted is Truth.TRUE else Truth.TRUE)
            case AllOf() | AnyOf():
                days = [self.day(part, wanted) for part in finding.parts]
                together = isinstance(finding.rule, AllOf) is (wanted is Truth.TRUE)
                return _last(days) if together else _first(days)
            case test:
                return self._of_test(test, wanted)

    def _of_test(self, test: Test, wanted: Truth) -> date | None:
        knowledge = self._judging.profile[test.fact]
        if wanted is Truth.FALSE:
            turns = [day for check in test.checks if (day := check.turns(knowledge, self._judging))]
            return min(turns, default=None) if self._waits else self._today
        return _last(self._of_operator(test, name) for name in test.operators)

    def _of_operator(self, test: Test, name: str) -> date | None:
        knowledge, check = self._judging.profile[test.fact], test.check(name)
        if check and knowledge.possible and check.judge(knowledge.possible, self._judging) is Truth.TRUE:
            return self._judging.on
        if name in _WITH_TIME and check and knowledge.day:
            return check.turns(knowledge, self._judging)
        stretch = test.operators[name]
        if name == "elapsed_at_least" and isinstance(stretch, Duration):
            return stretch.after(self._today)
        return None if self._waits else self._today


_WITH_TIME = ("elapsed_at_least", "age_at_least")


def _last(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)
