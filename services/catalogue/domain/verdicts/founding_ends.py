"""Until when the steps of founding an enterprise may be taken, where an edition wants them by a certain day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.figure_kinds import read_day
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules.expression import AllOf, AnyOf
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.founding import STEPS

_DAY_OF = {
    "enterprise.constituted_on": "constitute",
    "enterprise.vat_opened_on": "open_vat",
    "project.starts_on": "start",
}
_FIRST, _NAME = "constitute", "founding_ends"


def founding_ends(edition: Edition) -> Mapping[str, date]:
    """The last day for each step that has one: its own, or that of a step that comes with it or after it."""
    ends: Mapping[str, date] | None = edition.kept.get(_NAME)
    if ends is None:
        ends = edition.kept[_NAME] = _ends(edition)
    return ends


def _ends(edition: Edition) -> Mapping[str, date]:
    wanted = list(_wanted(edition))
    ends = {step: [day for other, day in wanted if STEPS[other] >= STEPS[step]] for step in STEPS}
    return {step: min(days) for step, days in ends.items() if days}


def step_behind(rule: Any) -> str | None:
    """The step before which a rule has to be met: the first, of a rule that asks nothing of who is constituted."""
    parts = rule.any if isinstance(rule, AnyOf) else ()
    founded = (isinstance(each, Test) and each.fact == "enterprise.stage" for each in parts)
    return _FIRST if any(founded) else None


def last_day_of(rule: Any) -> date | None:
    """The last day a rule lets one choose for a step."""
    return min((day for _, day in _days(rule)), default=None)


def _wanted(edition: Edition) -> Iterator[tuple[str, date]]:
    for condition in edition.conditions:
        yield from _days(condition.require)


def _days(rule: Any) -> Iterator[tuple[str, date]]:
    for test in rule.all if isinstance(rule, AllOf) else (rule,):
        if isinstance(test, Test) and test.fact in _DAY_OF and test.on_or_before not in (None, UNKNOWN):
            yield _DAY_OF[test.fact], read_day(test.on_or_before)
