"""Tests put together: all of them, any of them, not this one."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union

from pydantic import Discriminator, Field, Tag

from services.catalogue.domain.facts.truth import conjunction, disjunction, negation
from services.catalogue.domain.part import NotEmpty, Part
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test


class AllOf(Part):
    """Every one of them."""

    all: "NotEmpty[tuple[Expression, ...]]"

    def judge(self, judging: Judging, *, denied: bool = False) -> Finding:
        parts = tuple([each.judge(judging, denied=denied) for each in self.all])
        return Finding(self, conjunction([part.truth for part in parts]), parts=parts)

    def tests(self) -> Iterator[Test]:
        return _tests(self.all)


class AnyOf(Part):
    """At least one of them."""

    any: "NotEmpty[tuple[Expression, ...]]"

    def judge(self, judging: Judging, *, denied: bool = False) -> Finding:
        parts = tuple([each.judge(judging, denied=denied) for each in self.any])
        return Finding(self, disjunction([part.truth for part in parts]), parts=parts)

    def tests(self) -> Iterator[Test]:
        return _tests(self.any)


class Not(Part):
    """Not this one."""

    not_: "Annotated[Expression, Field(alias='not')]"

    def judge(self, judging: Judging, *, denied: bool = False) -> Finding:
        part = self.not_.judge(judging, denied=not denied)
        return Finding(self, negation(part.truth), parts=(part,))

    def tests(self) -> Iterator[Test]:
        return _tests((self.not_,))


def _which(written: Any) -> str:
    """By its first word; a test when it has none of them, so that its errors are those of a test."""
    if isinstance(written, Part):
        return {AllOf: "all", AnyOf: "any", Not: "not"}.get(type(written), "test")
    return next((word for word in ("all", "any", "not") if isinstance(written, dict) and word in written), "test")


Expression = Annotated[
    Union[  # noqa: UP007 - the parts name one another, so the union is made of names
        Annotated[AllOf, Tag("all")],
        Annotated[AnyOf, Tag("any")],
        Annotated[Not, Tag("not")],
        Annotated[Test, Tag("test")],
    ],
    Discriminator(_which),
]
for _kind in (AllOf, AnyOf, Not):
    _kind.model_rebuild()


def _tests(parts: Iterable[Any]) -> Iterator[Test]:
    for part in parts:
        if isinstance(part, Test):
            yield part
        else:
            yield from part.tests()


def tests_in(expression: Any) -> list[Test]:
    """Every test in it, in the order they are written."""
    return list(_tests((expression,)))
