"""A test on one fact, as an editor writes it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, model_validator

from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.moment import Unknown
from services.catalogue.domain.part import NotEmpty, Part
from services.catalogue.domain.rules.asking import Asking
from services.catalogue.domain.rules.check import Check
from services.catalogue.domain.rules.divisions import Divisions
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.fitting import refuse_unfit
from services.catalogue.domain.rules.found import Found
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.unheard_of import no_such_fact, refuse_unheard_of

Words = NotEmpty[tuple[str, ...]]
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

    @model_validator(mode="before")
    @classmethod
    def _asks_in_words_there_are(cls, written: Any) -> Any:
        if isinstance(written, Mapping):
            refuse_unheard_of(written, {field.alias or name for name, field in cls.model_fields.items()})
        return written

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if self.fact not in VOCABULARY:
            raise no_such_fact(self.fact)
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
    def asking(self) -> Asking:
        """The same, ready to be asked."""
        return Asking(self.about, self.operators, if_none=self.if_none)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others work out of it alone, and need not work out again."""
        return {}

    @cached_property
    def _found(self) -> Found:
        return Found(self)

    def check(self, operator: str) -> Check | None:
        """What one of its operators checks; whether the fact exists is no check of its value."""
        return self.asking.checks.get(operator)

    def judge(self, judging: Judging, *, denied: bool = False) -> Finding:
        """What can be said of it now.

        What does not apply, or is still to be chosen, stands in no one's way: inside a *not* (`denied`) it is false.
        """
        return self._found.in_(judging, denied=denied)

    def truth_of(self, operator: str, judging: Judging) -> Truth:
        """What one of its operators says by itself."""
        return self.asking.by(operator, judging)

    def parameters(self) -> Iterable[str]:
        """The names of the parameters it asks for."""
        return (v[1:] for v in self.operators.values() if isinstance(v, str) and v.startswith("$"))
