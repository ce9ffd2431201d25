"""What stands in the way of every measure alike, so that it is said once: the residence title, and the age."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.verdicts.adult import BORN
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.title_ends import ends_soon
from services.catalogue.domain.verdicts.verdict import Verdict

ALLOWS, VALID, ADULT = "permit", "permit_valid", "adult"
Shared = tuple[Judged, Reason]
"""A reason, and the measure of which it is taken."""


def shared_reasons(judged: Sequence[Judged]) -> Sequence[Shared]:
    """The reasons of the title and the age that fail for all of them, each as it is judged on the nearest day.

    That a title is valid counts as well where it soon ends, for whichever of them: there is something to do.
    The age counts where some measure asks it without saying so: others ask as much in a rule of their own, and what
    is not for a business, and so does not ask it, must not be eligible anyhow.
    """
    first_day = sorted(judged, key=lambda one: (one.judged_on, one.measure.id))
    are_shared = {
        ALLOWS: _all_have(ALLOWS, judged),
        VALID: _all_have(VALID, judged) or any(_ends_soon(reason) for one in judged for reason in one.reasons),
        ADULT: all(map(_is_too_young, judged)),
    }
    return [shared for name, is_so in are_shared.items() if is_so for shared in _first(name, first_day)]


def _first(name: str, judged: Sequence[Judged]) -> Iterator[Shared]:
    found = ((one, reason) for one in judged for reason in _told(one) if reason.condition == name)
    yield from [first for first in [next(found, None)] if first]


def _all_have(name: str, judged: Sequence[Judged]) -> bool:
    return all(any(reason.condition == name for reason in _told(one)) for one in judged)


def _told(judged: Judged) -> Iterator[Reason]:
    """What failed, and that a title has to be renewed soon."""
    return (reason for reason in judged.reasons if reason.outcome is Truth.FALSE or _ends_soon(reason))


def _ends_soon(reason: Reason) -> bool:
    return reason.condition == VALID and reason.outcome is Truth.TRUE and ends_soon(reason.judging) is not None


def _is_too_young(judged: Judged) -> bool:
    return judged.verdict is Verdict.NOT_ELIGIBLE or any(map(_asks_an_age, judged.reasons))


def _asks_an_age(reason: Reason) -> bool:
    asked = (leaf.rule for leaf in reason.finding.deciding())
    return reason.outcome is Truth.FALSE and any(
        test.fact == BORN and "age_at_least" in test.operators for test in asked
    )
