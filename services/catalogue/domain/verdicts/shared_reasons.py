"""What stands in the way of every measure alike, so that it is said once: the residence title, and the age."""

from collections.abc import Callable, Iterator, Sequence

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.verdicts.adult import BORN
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.verdict import Verdict

ALLOWS, VALID, ADULT = "permit", "permit_valid", "adult"
Shared = tuple[Judged, Reason]
"""A reason, and the measure of which it is taken."""


def shared_reasons(judged: Sequence[Judged]) -> Sequence[Shared]:
    """The reasons of the title and the age that fail for all of them, each as it is judged on the nearest day.

    The age counts where some measure asks it without saying so: others ask as much in a rule of their own, and what
    is not for a business, and so does not ask it, must not be eligible anyhow.
    """
    first_day = sorted(judged, key=lambda one: (one.judged_on, one.measure.id))
    named = ((ALLOWS, _fails(ALLOWS)), (VALID, _fails(VALID)), (ADULT, _is_too_young))
    return [shared for name, holds in named if all(map(holds, judged)) for shared in _first(name, first_day)]


def _first(name: str, judged: Sequence[Judged]) -> Iterator[Shared]:
    found = ((one, reason) for one in judged for reason in _failed(one) if reason.condition == name)
    yield from [first for first in [next(found, None)] if first]


def _fails(name: str) -> Callable[[Judged], bool]:
    return lambda judged: any(reason.condition == name for reason in _failed(judged))


def _is_too_young(judged: Judged) -> bool:
    return judged.verdict is Verdict.NOT_ELIGIBLE or any(map(_asks_an_age, _failed(judged)))


def _asks_an_age(reason: Reason) -> bool:
    asked = (leaf.rule for leaf in reason.finding.deciding())
    return any(test.fact == BORN and "age_at_least" in test.operators for test in asked)


def _failed(judged: Judged) -> Iterator[Reason]:
    return (reason for reason in judged.reasons if reason.outcome is Truth.FALSE)
