"""What a test asks of a fact, made ready to be asked of many profiles."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.knowledge import Knowledge
from services.catalogue.domain.facts.truth import Truth, conjunction
from services.catalogue.domain.rules.check import Check
from services.catalogue.domain.rules.finding import Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.operators import check_of

_DENIALS = {"not_in", "not_in_area", "not_in_sectors"}
"""What is not there is not among anything."""


class Asking:
    """`checks`: what each operator checks of a value; whether there is one is no check of it."""

    __slots__ = ("_all", "_changes_with_the_stage", "_exists", "_fact", "_of_none", "checks")

    def __init__(self, fact: Fact, operators: Mapping[str, Any], *, if_none: bool) -> None:
        self._fact = fact.name
        self.checks = {name: check_of(name, value, fact) for name, value in operators.items() if name != "exists"}
        self._all = tuple(self.checks.values())
        self._changes_with_the_stage = fact.while_idea is not WhileIdea.AS_EVER
        self._exists: bool | None = operators.get("exists")
        holds = if_none or operators.keys() <= _DENIALS if self._exists is None else not self._exists
        self._of_none = Truth.TRUE if holds else Truth.FALSE

    def of(self, judging: Judging, *, denied: bool) -> tuple[Truth, Standing]:
        """What can be said of it now, and how that comes about."""
        profile = judging.profile
        if self._changes_with_the_stage and (profile.idea or profile.perhaps_idea):
            fits = Truth.FALSE if denied else Truth.TRUE
            if profile.does_not_apply(self._fact):
                return fits, Standing.NOT_APPLICABLE
            if profile.is_open(self._fact):
                return fits, Standing.TO_CHOOSE
            if profile.may_not_apply(self._fact):
                return Truth.UNKNOWN, Standing.JUDGED
        return self._truth(profile.known[self._fact], judging, self._all), Standing.JUDGED

    def by(self, operator: str, judging: Judging) -> Truth:
        """What one of its operators says by itself."""
        check = self.checks.get(operator)
        return self._truth(judging.profile.known[self._fact], judging, [check] if check else [])

    def _truth(self, knowledge: Knowledge, judging: Judging, checks: Sequence[Check]) -> Truth:
        possible = knowledge.possible
        if possible is None:
            return self._of_none
        if self._exists is False:
            truth = Truth.FALSE
        elif len(checks) == 1:
            truth = checks[0].judge(possible, judging)
        else:
            truth = conjunction([check.judge(possible, judging) for check in checks])
        return truth if truth is self._of_none or not knowledge.may_be_none else Truth.UNKNOWN
