"""How much of the need a measure can cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Knowledge
from services.catalogue.domain.facts.truth import Truth, negation
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.verdicts.amounts_for import NEED, Theirs, amount_cases, amounts_for, begins, reaches


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


def coverage_of(theirs: Sequence[Theirs], edition: Edition, judging: Judging) -> Coverage:
    """What the amounts of an edition are to the need of a profile, where whoever one turns out to be it is the same.

    `theirs`: those that may be for this person.
    """
    coverage = _as_known(theirs, judging.profile[NEED])
    undecided = Covered.UNKNOWN is coverage.state or Truth.UNKNOWN is coverage.too_small
    if not undecided or not coverage.hangs_on or coverage.not_found:
        return coverage
    cases = [(list(amounts_for(edition, case)), case.profile[NEED]) for case in amount_cases(edition, judging)]
    return _in_every_case(coverage, [_as_known(their, need) for their, need in cases])


def _in_every_case(coverage: Coverage, each: Sequence[Coverage]) -> Coverage:
    states, too_small = {one.state for one in each}, {one.too_small for one in each}
    if len(states) == 1:
        coverage = replace(coverage, state=states.pop())
    if len(too_small) == 1 and coverage.too_small is Truth.UNKNOWN:
        sure = too_small.pop()
        least = [one.least or 0 for one in each]
        coverage = replace(coverage, too_small=sure, least=(max(least) if sure is Truth.TRUE else min(least)) or None)
    return coverage


def _as_known(theirs: Sequence[Theirs], need: Knowledge) -> Coverage:
    if not theirs:
        return NO_AMOUNT
    not_found = True in [one.not_found for one in theirs]
    reach = [reaches(need, one) for one in theirs]
    too_small = negation(_some_fits(theirs, [begins(need, one.amount.min) for one in theirs]))
    largest = max([one for one in theirs if one.surely] or theirs, key=_by_size)
    own = _pays_most(theirs, reach, largest).amount.coverage_pct
    return Coverage(
        Covered.UNKNOWN if not_found else _COVERED[_some_fits(theirs, reach)],
        None if not_found else largest.most,
        _least(theirs, too_small),
        largest.amount.of,
        None if own is None else 100 - own,
        not_found,
        too_small,
        tuple([finding for one in theirs for finding in one.hangs_on]),
    )


def _least(theirs: Sequence[Theirs], too_small: Truth) -> int | None:
    """The smallest there is; where an amount without one may not be theirs after all, the smallest of the others."""
    sums = [one.amount.min or 0 for one in theirs]
    return min(sums) or (None if too_small is Truth.FALSE else min(filter(None, sums)))


def _pays_most(theirs: Sequence[Theirs], reach: Sequence[Truth], largest: Theirs) -> Theirs:
    """Of the amounts that reach the need, the one of which one pays least oneself; the largest when none does."""
    enough = [one for one, truth in zip(theirs, reach, strict=True) if one.surely and truth is Truth.TRUE]
    return max(enough, key=lambda one: one.amount.coverage_pct or 0, default=largest)


def _by_size(one: Theirs) -> float:
    return float("inf") if one.most is None else one.most


def _some_fits(theirs: Sequence[Theirs], fits: Sequence[Truth]) -> Truth:
    """Whether, whichever amounts turn out to be theirs, one of them fits."""
    all_fit = none_fits = True
    for one, truth in zip(theirs, fits, strict=True):
        if truth is Truth.TRUE and one.surely:
            return Truth.TRUE
        all_fit, none_fits = all_fit and truth is Truth.TRUE, none_fits and truth is Truth.FALSE
    certain = none_fits and True in [one.surely for one in theirs]
    return Truth.TRUE if all_fit else Truth.FALSE if certain else Truth.UNKNOWN


_COVERED = {Truth.TRUE: Covered.FULL, Truth.FALSE: Covered.PARTIAL, Truth.UNKNOWN: Covered.UNKNOWN}
