"""Two measures that both fit and get in each other's way: one forbids before applying what the other needs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.conflict_words import told
from services.catalogue.domain.verdicts.founding import (
    STEPS,
    Founding,
    forbidden_before_applying,
    needed_for_applying,
)
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.judging_again import Judge
from services.catalogue.domain.verdicts.order_of_both import OrderOfBoth, order_of_both
from services.catalogue.domain.verdicts.stand_words import FITS
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True)
class Conflict:
    """`first` forbids the step of `forbidden` before applying, `second` needs the one of `needed`.

    `order`: how both can be had, with its days, or why they cannot.
    """

    first: Judged
    second: Judged
    forbidden: Founding
    needed: Founding
    order: OrderOfBoth
    text: Text


def fits(judged: Judged) -> bool:
    """Whether one may apply, perhaps under conditions, now or later."""
    return judged.verdict in FITS and judged.chosen.window.state is not WindowState.CLOSED


def conflicts(
    judged: Sequence[Judged],
    profile: Profile,
    on: date,
    again: Judge = judge,
    counts: Callable[[Judged], bool] = fits,
) -> Sequence[Conflict]:
    """One for each two measures of which the second, had first, would cost the first. Source: domain research 2.

    `counts`: of which measures it is worth knowing.
    """
    fitting = [one for one in judged if counts(one)]

    def later(one: Judged) -> Callable[[date], Judged]:
        return lambda day: again(one.measure, profile, day)

    pairs = permutations(fitting, 2)
    return [conflict for first, second in pairs for conflict in _between(first, second, on, later(second))]


def _between(first: Judged, second: Judged, on: date, later: Callable[[date], Judged]) -> Iterator[Conflict]:
    """The first there is: who has to wait for one step waits for all."""
    # A deadline that runs from a step says more than that the step is needed.
    needs = sorted(needed_for_applying(second.edition), key=lambda need: (need.within is None, STEPS[need.step]))
    for forbidden in (each for each in forbidden_before_applying(first.edition) if _still_forbidden(first, each)):
        for needed in (need for need in needs if need.comes_with(forbidden)):
            order = order_of_both(first, forbidden, second, needed, on, later)
            yield Conflict(first, second, forbidden, needed, order, told(first, second, forbidden, needed, order))
            return


def _still_forbidden(first: Judged, forbidden: Founding) -> bool:
    """Whether the step has not been taken yet: who has taken it needs no order any more."""
    reasons = [reason for reason in first.reasons if reason.condition == forbidden.condition.id]
    return not any(reason.outcome is Truth.FALSE for reason in reasons)
