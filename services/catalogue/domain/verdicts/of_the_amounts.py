"""The reasons that follow from sums: the smallest and the largest there is, held against the need."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.expression import AnyOf
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.amounts_for import NEED
from services.catalogue.domain.verdicts.coverage import Coverage, Covered
from services.catalogue.domain.verdicts.reason import Reason

SMALLEST = Text({"it": "La misura parte da una somma minima.", "en": "The measure begins at a smallest sum."})
LARGEST = Text({"it": "La misura arriva a una somma massima.", "en": "The measure ends at a largest sum."})
IN_PART_ONLY = Text(
    {
        "it": "Copre una parte del bisogno: il resto va trovato altrove.",
        "en": "It covers a part of the need: the rest has to be found elsewhere.",
    }
)
LIMITS_KEPT = 1_024
"""More than the measures of a catalogue have."""


def reasons_of_the_amounts(coverage: Coverage, edition: Edition, judging: Judging) -> Iterator[Reason]:
    """Whether the need is large enough and, where it is not covered or nobody knows if it is, why."""
    for reason in _of_the_amounts(coverage, judging):
        yield replace(reason, source=edition.legal_source)


def _of_the_amounts(coverage: Coverage, judging: Judging) -> Iterator[Reason]:
    if coverage.least:
        yield _of_an_amount("amount_min", SMALLEST, _held("at_least", coverage.least), coverage, judging)
    if coverage.state is Covered.PARTIAL and coverage.most is not None:
        part = _held("at_most", coverage.most)
        finding = Finding(part, Truth.FALSE)
        # It stands in nobody's way, and there is nothing one has to do before applying.
        yield Reason(
            "amount_max", "project", LARGEST, finding, judging,
            mended_on=judging.on, mended_at_worst=judging.on, mend=IN_PART_ONLY,
        )  # fmt: skip
    if coverage.state is Covered.UNKNOWN:
        most = "unknown" if coverage.not_found or coverage.most is None else coverage.most
        yield _of_an_amount("amount_max", LARGEST, _held("at_most", most), coverage, judging)


def _of_an_amount(condition: str, says: Text, test: Test, coverage: Coverage, judging: Judging) -> Reason:
    finding = test.judge(judging)
    if (coverage.too_small if condition == "amount_min" else Truth.UNKNOWN) is Truth.UNKNOWN and coverage.hangs_on:
        # Which sum is large enough hangs on the amount as well.
        need = () if judging.profile[NEED].known else (Finding(test, Truth.UNKNOWN),)
        parts = need + coverage.hangs_on
        finding = Finding(AnyOf.model_construct(any=tuple(part.rule for part in parts)), Truth.UNKNOWN, parts=parts)
    return Reason(condition, "project", says, finding, judging, fixable=Fixable.FIXED)


@lru_cache(maxsize=LIMITS_KEPT)
def _held(operator: str, limit: float | str) -> Test:
    """The need held against a limit."""
    return Test.model_validate({"fact": NEED, operator: limit})
