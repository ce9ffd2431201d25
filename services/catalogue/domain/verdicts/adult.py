"""Whoever runs a business is of age: a reason of every measure for a business that does not say so itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.expression import AllOf
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable, mended_on
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.reason import Reason

BORN, KIND, OF_AGE = "person.birth_date", "person.permit.kind", 18
OF_MINORS = frozenset(("INTEG_MIN", "AFFID"))
"""Titles for minors: adult age is needed to trade (domain research 1.6)."""
ADULT = Text({"it": "Per esercitare un'impresa servono 18 anni.", "en": "To run a business one has to be 18."})
_ADULT = Test(fact=BORN, age_at_least=OF_AGE)


def asks_of_age(edition: Edition, parameters: Mapping[str, Any]) -> bool:
    """Whether no rule of the edition is at least as strict."""
    return not any(_asks_it(each.require, parameters) for each in edition.conditions)


def reasons_of_age(today: date, judging: Judging) -> Sequence[Reason]:
    """Art. 2 of the civil code.

    No notice says it, so it is asked of whom there is reason to ask: who has told of a birth date, or has a minor's
    title. Otherwise nobody would be eligible before they had told it, for every measure there is.
    """
    kept, name = judging.profile.kept, ("adult", today, judging.on)
    if name not in kept:
        told = not judging.profile[BORN].missing or _of_a_minor(judging)
        kept[name] = tuple(_of_age(today, judging)) if told else ()
    reasons: Sequence[Reason] = kept[name]
    return reasons


def _of_age(today: date, judging: Judging) -> Iterator[Reason]:
    found = _ADULT.judge(judging)
    by_time = Fixable.BY_TIME
    if found.truth is Truth.TRUE:
        return
    best, worst = (mended_on(found, by_time, today, judging, at_best=at_best) for at_best in (True, False))
    yield Reason("adult", "person", ADULT, found, judging, "art. 2 c.c.", by_time, best, worst)


def _of_a_minor(judging: Judging) -> bool:
    """Whether the residence title is one that minors are given."""
    possible = judging.profile[KIND].possible
    return isinstance(possible, Choice) and possible.values <= OF_MINORS


def _asks_it(rule: Any, parameters: Mapping[str, Any]) -> bool:
    if isinstance(rule, AllOf):
        return any(_asks_it(part, parameters) for part in rule.all)
    if not isinstance(rule, Test) or rule.fact != BORN:
        return False
    years = rule.age_at_least
    number = parameters.get(years[1:]) if isinstance(years, str) else years
    return number is not None and number >= OF_AGE
