"""How much of the need a measure can cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.judging import Judging

NEED = "project.amount"


class Covered(StrEnum):
    """Whether the need is covered by the largest amount there is for this person."""

    FULL = "full"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Coverage:
    """`most`: the largest amount, in euros, of what `of` says; None when there is no limit or nobody found it.

    `not_found`: there is a limit that nobody found. `own_pct`: what of an eligible expense one pays oneself, at least.
    `too_small`: whether the need is less than `least`, the smallest there is.
    """

    state: Covered
    most: float | None = None
    least: float | None = None
    of: str = ""
    own_pct: int | None = None
    not_found: bool = False
    too_small: Truth = Truth.FALSE


NO_AMOUNT = Coverage(Covered.NOT_APPLICABLE)


def coverage_of(edition: Edition, judging: Judging) -> Coverage:
    """What the amounts of an edition are to the need of a profile."""
    perhaps = list(_amounts(edition, judging))
    surely = [one for one in perhaps if one.surely]
    if not perhaps:
        return NO_AMOUNT
    if any(one.not_found for one in perhaps):
        return Coverage(Covered.UNKNOWN, not_found=True)
    largest = max(surely or perhaps, key=_by_size)
    need, least = judging.profile[NEED], min(one.amount.min or 0 for one in perhaps)
    states = {_covered(need, largest.most if surely else 0), _covered(need, max(perhaps, key=_by_size).most)}
    own = largest.amount.coverage_pct
    return Coverage(
        states.pop() if len(states) == 1 else Covered.UNKNOWN,
        most=largest.most,
        least=least or None,
        of=largest.amount.of,
        own_pct=None if own is None else 100 - own,
        too_small=_too_small(need, least),
    )


@dataclass(frozen=True, slots=True)
class _Theirs:
    """An amount for this person; `surely` when it certainly is."""

    amount: Amount
    most: float | None
    surely: bool
    not_found: bool


def _by_size(one: _Theirs) -> float:
    return float("inf") if one.most is None else one.most


def _amounts(edition: Edition, judging: Judging) -> Iterator[_Theirs]:
    """The amounts against which the need is held, as far as they may be for this person."""
    for number, amount in enumerate(edition.amounts):
        if not amount.answers_need or amount.of == "benefit" or amount.per == "month":
            continue
        truth = amount.only_if.judge(judging).truth if amount.only_if else Truth.TRUE
        if truth is not Truth.FALSE:
            unlimited = amount.max is None and amount.flat is None
            not_found = unlimited and edition.is_unverified(f"amounts.{number}.max")
            yield _Theirs(amount, _most(amount, judging), truth is Truth.TRUE, not_found)


def _most(amount: Amount, judging: Judging) -> float | None:
    most = amount.flat or amount.max
    if most is None or amount.per != "applicant":
        return most
    applicants = judging.profile["enterprise.applicants"].possible
    number = applicants.low if isinstance(applicants, Span) else None
    return most * max(1, number or 1)


def _covered(need: Knowledge, most: float | None) -> Covered:
    if most is None:
        return Covered.FULL
    span = need.possible
    if not isinstance(span, Span) or need.missing:
        return Covered.UNKNOWN
    if span.high is not None and span.high <= most:
        return Covered.FULL
    return Covered.PARTIAL if span.low > most else Covered.UNKNOWN


def _too_small(need: Knowledge, least: float) -> Truth:
    """Whether the need is smaller than the smallest amount there is."""
    span = need.possible
    if not least or not isinstance(span, Span):
        return Truth.FALSE
    low, high = span.low or 0, span.high
    return Truth.of(can_be_true=low < least, can_be_false=high is None or high >= least)
