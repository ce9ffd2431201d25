"""One statement of a measure: a rule that is judged, an act in its order, a judgement of people, or a note."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.part import Code, Part
from services.catalogue.domain.rules.act import Act
from services.catalogue.domain.rules.expression import Expression, tests_in
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Prose, Text

About = Literal["person", "team", "enterprise", "project", "order_of_acts"]
Sort = Literal["rule", "act", "judgement", "note", "not_evaluated"]
WAYS: dict[str, Sort] = {"require": "rule", "act": "act", "judged_by": "judgement", "noted": "note"}


class Condition(Part):
    """`text` for people; one of `require`, `act`, `judged_by` and `noted` for the engine.

    `judged_by`: who decides what no fact decides; shown, never evaluated. `noted`: why it is not evaluated at all.
    With none of the four it is a statement nobody has made a rule of yet: it stays to be verified.
    `fixable`: how what is not met can be mended; `mend`: what is then to be done. `source`: act and article.
    """

    id: Code
    about: About
    text: Text
    source: Prose | None = None
    require: Expression | None = None
    act: Act | None = None
    judged_by: Literal["owner", "partner", "lender", "desk", "person"] | None = None
    noted: Text | None = None
    fixable: Fixable | None = None
    mend: Text | None = None

    @model_validator(mode="after")
    def _is_one_sort(self) -> Self:
        ways = [way for way in WAYS if getattr(self, way) is not None]
        if len(ways) > 1:
            raise ValueError(f"{ways[1]}: a condition that has {ways[0]} has nothing else")
        if self.require is not None and self.fixable is None:
            raise ValueError("fixable: say how it can be mended (fixed when it cannot)")
        if self.require is None and (self.fixable or self.mend) and self.act is None:
            raise ValueError("fixable: only what is evaluated can be mended")
        return self

    @cached_property
    def sort(self) -> Sort:
        """What is done with it."""
        return next((sort for way, sort in WAYS.items() if getattr(self, way) is not None), "not_evaluated")

    @cached_property
    def turns(self) -> bool:
        """Whether what is found of it may be otherwise on another day, though nothing else is known."""
        return any(isinstance(test.about.kind, Day) or any(test.parameters()) for test in self.tests())

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts its tests ask after."""
        return frozenset(test.fact for test in self.tests())

    def tests(self) -> list[Test]:
        """Every test in it, in the order they are written."""
        rule = self.act.test if self.act else self.require
        return [] if rule is None else tests_in(rule)


def refuse_nameless(conditions: Iterable[Condition], parameters: Collection[str]) -> None:
    """Raise ValueError for a rule that asks for a parameter its edition does not have."""
    for condition in conditions:
        for name in (name for test in condition.tests() for name in test.parameters()):
            if name not in parameters:
                raise ValueError(f"conditions.{condition.id}.require: there is no parameter {name}")
