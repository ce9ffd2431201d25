"""A test on one fact, as an editor writes it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, model_validator

from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.knowledge import Knowledge
from services.catalogue.domain.facts.truth import Truth, conjunction
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.moment import Unknown
from services.catalogue.domain.part import NotEmpty, Part
from services.catalogue.domain.rules.check import Check
from services.catalogue.domain.rules.divisions import Divisions
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.finding import Finding, Standing
from services.catalogue.domain.rules.fitting import refuse_unfit
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.operators import check_of

Words = NotEmpty[tuple[str, ...]]
_DENIALS = {"not_in", "not_in_area", "not_in_sectors"}
"""What is not there is not among anything."""
Limit = int | float | str
"""A number, a day, `$name` of a parameter, or `unknown`: there is a limit, and nobody found it."""


class Test(Part):
    """All operators of a test have to hold. `if_none`: what it is when the fact is known not to exist.

    `unknown` in the place of a list or limit: there is one, and nobody found it; the test is then unknown.
    """

    __test__ = False  # pytest would take it for one of its own

    fact: str
    is_: Annotated[StrictBool | str | None, Field(alias="is")] = None
    in_: Annotated[Words | Unknown | None, Field(alias="in")] = None
    not_in: Words | Unknown | None = None
    at_least: Limit | None = None
    at_most: Limit | None = None
    more_than: Limit | None = None
    less_than: Limit | None = None
    on_or_after: str | None = None
    on_or_before: str | None = None
    age_at_least: Limit | None = None
    age_at_most: Limit | None = None
    elapsed_at_least: Duration | Unknown | None = None
    elapsed_at_most: Duration | Unknown | None = None
    in_area: str | None = None
    not_in_area: str | None = None
    in_sectors: Words | None = None
    not_in_sectors: Words | None = None
    in_divisions: Divisions | None = None
    not_expired: StrictBool | None = None
    exists: StrictBool | None = None
    if_none: StrictBool = False

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if self.fact not in VOCABULARY:
            raise ValueError(f'fact: there is no fact "{self.fact}"')
        if not self.operators:
            raise ValueError("a test asks something: give it an operator")
        for name, value in self.operators.items():
            refuse_unfit(name, value, self.about)
        return self

    @property
    def about(self) -> Fact:
        return VOCABULARY[self.fact]

    @cached_property
    def operators(self) -> dict[str, Any]:
        """What is asked, by operator."""
        given = self.model_fields_set - {"fact", "if_none"}
        return {name: getattr(self, name) for name in type(self).model_fields if name in given}

    @cached_property
    def _check_of(self) -> dict[str, Check]:
        return {name: check_of(name, value, self.about) for name, value in self.operators.items() if name != "exists"}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others work out of it alone, and need not work out again."""
        return {}

    @cached_property
    def _checks(self) -> tuple[Check, ...]:
        return tuple(self._check_of.values())

    @cached_property
    def _changes_with_the_stage(self) -> bool:
        return self.about.while_idea is not WhileIdea.AS_EVER

    @cached_property
    def _of_none(self) -> Truth:
        """What it is when the fact is known not to exist."""
        if self.exists is not None:
            return Truth.FALSE if self.exists else Truth.TRUE
        return Truth.TRUE if self.if_none or self.operators.keys() <= _DENIALS else Truth.FALSE

    def check(self, operator: str) -> Check | None:
        """What one of its operators checks; whether the fact exists is no check of its value."""
        return self._check_of.get(operator)

    def judge(self, judging: Judging, *, denied: bool = False) -> Finding:
        """What can be said of it now.

        What does not apply, or is still to be chosen, stands in no one's way: inside a *not* (`denied`) it is false.
        """
        fits = Truth.FALSE if denied else Truth.TRUE
        profile = judging.profile
        if self._changes_with_the_stage and (profile.idea or profile.perhaps_idea):
            if profile.does_not_apply(self.fact):
                return Finding(self, fits, Standing.NOT_APPLICABLE)
            if profile.is_open(self.fact):
                return Finding(self, fits, Standing.TO_CHOOSE)
            if profile.may_not_apply(self.fact):
                return Finding(self, Truth.UNKNOWN)
        return Finding(self, self._truth(profile.known[self.fact], judging, self._checks))

    def truth_of(self, operator: str, judging: Judging) -> Truth:
        """What one of its operators says by itself."""
        check = self.check(operator)
        return self._truth(judging.profile[self.fact], judging, [check] if check else [])

    def parameters(self) -> Iterable[str]:
        """The names of the parameters it asks for."""
        return (v[1:] for v in self.operators.values() if isinstance(v, str) and v.startswith("$"))

    def _truth(self, knowledge: Knowledge, judging: Judging, checks: Sequence[Check]) -> Truth:
        possible = knowledge.possible
        if possible is None:
            return self._of_none
        if self.exists is False:
            truth = Truth.FALSE
        elif len(checks) == 1:
            truth = checks[0].judge(possible, judging)
        else:
            truth = conjunction([check.judge(possible, judging) for check in checks])
        return truth if truth is self._of_none or not knowledge.may_be_none else Truth.UNKNOWN
