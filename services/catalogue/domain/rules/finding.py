"""What was found of a rule and of each of its parts: the tree an auditor reads."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from services.catalogue.domain.facts.truth import Truth


class Standing(StrEnum):
    """How a truth came about."""

    JUDGED = "judged"
    NOT_APPLICABLE = "not_applicable"
    """There is only an idea: there is nothing yet to measure."""
    TO_CHOOSE = "to_choose"
    """There is only an idea: the founders still choose, and can choose what fits."""


class Finding(NamedTuple):
    """`rule` is the test, or the all, any or not whose `parts` these are."""

    rule: Any
    truth: Truth
    standing: Standing = Standing.JUDGED
    parts: "tuple[Finding, ...]" = ()

    def leaves(self) -> "Iterator[Finding]":
        """The findings of the tests in it, in the order they are written."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def deciding(self) -> "Iterator[Finding]":
        """The tests without which it would be otherwise: those of the parts that share its truth, or mirror it."""
        if not self.parts:
            yield self
        for part in self.parts:
            if part.truth is self.truth or len(self.parts) == 1:
                yield from part.deciding()
