"""What a test asks of a fact, made ready to be asked of many profiles."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.facts.knowledge import Knowledge
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth, conjunction, negation
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.rules.check import Check
from services.catalogue.domain.rules.choosing import choices
from services.catalogue.domain.rules.finding import Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.operators import check_of

_DENIALS = {"not_in", "not_in_area", "not_in_sectors"}
"""What is not there is not among anything."""
_OF_THE_PAST = {"exists", "age_at_least", "age_at_most"}
"""Operators of what has happened by the day: on a day that is still to come there is nothing, and nobody, yet."""
_ANYBODY = Profile({})


class Asking:
    """`checks`: what each operator checks of a value; whether there is one is no check of it."""

    __slots__ = (
        "_all", "_by_choice", "_changes_with_the_stage", "_exists", "_named", "_none_is_a_choice", "_of_none",
        "checks", "fact", "of_the_past", "operators",
    )  # fmt: skip

    def __init__(self, fact: Fact, operators: Mapping[str, Any], *, if_none: bool) -> None:
        self.fact, self.operators = fact.name, operators
        self.checks = {name: check_of(name, value, fact) for name, value in operators.items() if name != "exists"}
        self._all = tuple(self.checks.values())
        self._changes_with_the_stage = fact.while_idea is not WhileIdea.AS_EVER
        self._exists: bool | None = operators.get("exists")
        self.of_the_past = (
            not fact.may_lie_ahead and isinstance(fact.kind, Day) and not _OF_THE_PAST.isdisjoint(operators)
        )
        holds = if_none or operators.keys() <= _DENIALS if self._exists is None else not self._exists
        self._of_none = Truth.TRUE if holds else Truth.FALSE
        self._named = [v[1:] for v in operators.values() if isinstance(v, str) and v.startswith("$")]
        # What is to happen on some day happens: that it never does is no plan.
        self._none_is_a_choice = self._exists is not None or (if_none and not isinstance(fact.kind, Day))
        self._by_choice = lru_cache(maxsize=DAYS_KEPT)(self._of_choices)

    def of(self, judging: Judging, *, denied: bool) -> tuple[Truth, Standing]:
        """What can be said of it now, and how that comes about."""
        profile = judging.profile
        if self._changes_with_the_stage and (profile.idea or profile.perhaps_idea):
            fits = Truth.FALSE if denied else Truth.TRUE
            if profile.does_not_apply(self.fact):
                return fits, Standing.NOT_APPLICABLE
            if profile.is_open(self.fact):
                truth = self._best(judging, fits)
                return truth, Standing.TO_CHOOSE if truth is fits else Standing.JUDGED
            if profile.may_not_apply(self.fact):
                return Truth.UNKNOWN, Standing.JUDGED
        return self._truth(profile.known[self.fact], judging, self._all), Standing.JUDGED

    def by(self, operator: str, judging: Judging) -> Truth:
        """What one of its operators says by itself."""
        check = self.checks.get(operator)
        return self._truth(judging.profile.known[self.fact], judging, [check] if check else [])

    def _best(self, judging: Judging, fits: Truth) -> Truth:
        """What the best choice makes of it: as it `fits`, else unknown where nobody found what is asked."""
        limits = tuple(judging.parameters[name] for name in self._named)
        found = self._by_choice(judging.on, judging.first_day, limits)
        best = (truth for truth in (fits, Truth.UNKNOWN) if truth in found)
        return next(best, negation(fits))

    def _of_choices(self, on: date, today: date, limits: tuple[Any, ...]) -> frozenset[Truth]:
        """What it may be, once chosen. Nothing of who chooses tells one choice from another."""
        judging = Judging(_ANYBODY, on, dict(zip(self._named, limits, strict=True)), today)
        found = (choice for choice in choices(self, judging) if self._none_is_a_choice or not choice.is_none)
        return frozenset(self._truth(choice, judging, self._all) for choice in found)

    def _truth(self, knowledge: Knowledge, judging: Judging, checks: Sequence[Check]) -> Truth:
        if self.of_the_past:
            knowledge = knowledge.until(judging.on)
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
