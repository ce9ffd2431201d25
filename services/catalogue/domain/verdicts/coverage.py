"""How much of the need a measure can cover."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.truth import Truth, negation
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test

NEED, APPLICANTS = "project.amount", "enterprise.applicants"


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
    `too_small`: whether the need is less than `least`, the smallest there is. `hangs_on`: what was found unknown of
    the tests that say which amounts are for this person.
    """

    state: Covered
    most: float | None = None
    least: float | None = None
    of: str = ""
    own_pct: int | None = None
    not_found: bool = False
    too_small: Truth = Truth.FALSE
    hangs_on: tuple[Finding, ...] = ()


NO_AMOUNT = Coverage(Covered.NOT_APPLICABLE)


def coverage_of(edition: Edition, judging: Judging) -> Coverage:
    """What the amounts of an edition are to the need of a profile."""
    theirs = tuple(_amounts(edition, judging))
    if not theirs:
        return NO_AMOUNT
    need = judging.profile[NEED]
    not_found = any(one.not_found for one in theirs)
    largest = max([one for one in theirs if one.surely] or theirs, key=_by_size)
    too_small = negation(_some_fits(theirs, lambda one: _begins(need, one.amount.min)))
    own = largest.amount.coverage_pct
    return Coverage(
        Covered.UNKNOWN if not_found else _covered(theirs, need),
        most=None if not_found else largest.most,
        least=_least(theirs, too_small),
        of=largest.amount.of,
        own_pct=None if own is None else 100 - own,
        not_found=not_found,
        too_small=too_small,
        hangs_on=tuple(finding for one in theirs for finding in one.hangs_on),
    )


@dataclass(frozen=True, slots=True)
class _Theirs:
    """An amount that may be for this person, and up to which sum: at least `most`, at best `at_best`."""

    amount: Amount
    most: float | None
    at_best: float | None
    not_found: bool
    surely: bool
    hangs_on: tuple[Finding, ...]


def _least(theirs: Sequence[_Theirs], too_small: Truth) -> int | None:
    """The smallest there is; where an amount without one may not be theirs after all, the smallest of the others."""
    sums = [one.amount.min or 0 for one in theirs]
    return min(sums) or (None if too_small is Truth.FALSE else min(filter(None, sums)))


def _by_size(one: _Theirs) -> float:
    return float("inf") if one.most is None else one.most


def _amounts(edition: Edition, judging: Judging) -> Iterator[_Theirs]:
    """The amounts against which the need is held, as far as they may be for this person."""
    for number, amount in enumerate(edition.amounts):
        if not amount.answers_need or amount.of == "benefit" or amount.per == "month":
            continue
        found = amount.only_if.judge(judging) if amount.only_if else None
        if found is None or found.truth is not Truth.FALSE:
            unlimited = amount.max is None and amount.flat is None
            not_found = unlimited and edition.is_unverified(f"amounts.{number}.max")
            yield _for_them(amount, found, judging, not_found=not_found)


def _for_them(amount: Amount, found: Finding | None, judging: Judging, *, not_found: bool) -> _Theirs:
    hangs_on: tuple[Finding, ...] = () if found is None or found.truth is Truth.TRUE else (found,)
    one, surely = amount.flat or amount.max, not hangs_on
    if one is None or amount.per != "applicant":
        return _Theirs(amount, one, one, not_found, surely, hangs_on)
    least, most = _applicants(judging)
    if least != most:
        hangs_on += _enough_applicants(one, judging)
    return _Theirs(amount, one * least, None if most is None else one * most, not_found, surely, hangs_on)


def _applicants(judging: Judging) -> tuple[int, int | None]:
    """How many there are, at least and at most; one while the founders have not chosen yet."""
    told = judging.profile[APPLICANTS].possible
    if judging.profile.is_open(APPLICANTS) or not isinstance(told, Span):
        return 1, 1
    return max(1, told.low or 1), None if told.high is None else max(1, told.high)


def _enough_applicants(each: float, judging: Judging) -> tuple[Finding, ...]:
    need = judging.profile[NEED].possible
    wanted = ceil(need.low / each) if isinstance(need, Span) and need.low else 1
    found = Test(fact=APPLICANTS, at_least=wanted).judge(judging)
    return (found,) if found.truth is Truth.UNKNOWN else ()


def _covered(theirs: Sequence[_Theirs], need: Knowledge) -> Covered:
    return _COVERED[_some_fits(theirs, lambda one: _reaches(need, one))]


def _some_fits(theirs: Sequence[_Theirs], fits: Callable[[_Theirs], Truth]) -> Truth:
    """Whether, whichever amounts turn out to be theirs, one of them fits."""
    found = [(one.surely, fits(one)) for one in theirs]
    truths = {truth for _, truth in found}
    if (True, Truth.TRUE) in found or truths == {Truth.TRUE}:
        return Truth.TRUE
    certain = truths == {Truth.FALSE} and any(surely for surely, _ in found)
    return Truth.FALSE if certain else Truth.UNKNOWN


def _reaches(need: Knowledge, one: _Theirs) -> Truth:
    """Whether the need is no more than an amount goes up to."""
    if one.most is None:
        return Truth.TRUE
    span = need.possible
    if not isinstance(span, Span) or need.missing:
        return Truth.UNKNOWN
    if span.high is not None and span.high <= one.most:
        return Truth.TRUE
    return Truth.FALSE if one.at_best is not None and span.low > one.at_best else Truth.UNKNOWN


def _begins(need: Knowledge, least: int | None) -> Truth:
    """Whether the need is no less than an amount begins at."""
    span = need.possible
    if not least or not isinstance(span, Span):
        return Truth.TRUE
    low, high = span.low or 0, span.high
    return Truth.of(can_be_true=high is None or high >= least, can_be_false=low < least)


_COVERED = {Truth.TRUE: Covered.FULL, Truth.FALSE: Covered.PARTIAL, Truth.UNKNOWN: Covered.UNKNOWN}
