"""What is kept of an answer is what would be worked out anew, and tells of nobody who asked before."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from services.catalogue.application.invented_people import invented
from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.plain_answer import plain_answer
from tests.support.project_measures import MEASURE_FILES

MEASURES = list(MEASURE_FILES.values())
PEOPLE, ASKED_ANEW = 80, 12


def day_of_chance(chance: Random) -> date:
    """A day on which some editions are open, others to come."""
    return date(2023, 1, 1) + timedelta(days=chance.randrange(1_200))


def anew(measure: MeasureDocument) -> MeasureDocument:
    """The measure as nobody has asked about it yet."""
    return read_document(measure.model_dump(mode="json", by_alias=True, exclude_unset=True))


def all_said(judged: Judged) -> Any:
    """The whole answer with its sentences."""
    todo = [(each.what.root, each.condition, each.by, each.code) for each in judged.todo]
    shown = [condition.id for condition in judged.shown]
    return plain_answer(judged), [reason.said for reason in judged.reasons], todo, shown


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_who_is_asked_about_before_changes_no_word_of_an_answer(measure: MeasureDocument, seed: int) -> None:
    """Of many people, the last are told what a measure says that was never asked."""
    chance = Random(seed)
    on, people = day_of_chance(chance), list(invented(PEOPLE, seed, date(2024, 6, 1)))
    asked = [judge(measure, read_profile(facts), on) for facts in people]

    for facts, judged in list(zip(people, asked, strict=True))[-ASKED_ANEW:]:
        assert all_said(judged) == all_said(judge(anew(measure), read_profile(facts), on)), facts


def test_no_day_and_no_sum_of_anybody_is_kept(seed: int) -> None:
    """What was worked out of a birth date, or of a sum that is not round, is gone with who asked."""
    own: dict[str, dict[str, Any]] = {"person": {"birth_date": "1988-03-14"}, "project": {"amount": 23_457}}
    for measure in map(anew, MEASURES):
        for facts in invented(PEOPLE, seed, date(2024, 6, 1)):
            told = {group: {**facts[group], **own.get(group, {})} for group in facts}
            all_said(judge(measure, read_profile(told), date(2024, 9, 10)))
        figures = [figure for span in kept_spans(measure) for figure in (span.low, span.high)]
        assert not [figure for figure in figures if isinstance(figure, date) or figure == 23_457]


def test_nothing_that_would_tell_of_a_need_is_kept(seed: int) -> None:
    """A title, a shelter, an allowance: who asked is gone, and what they were asked about with them."""
    revealing = [name for name, fact in VOCABULARY.items() if fact.reveals]
    for measure in map(anew, MEASURES):
        for facts in invented(PEOPLE, seed, date(2024, 6, 1)):
            all_said(judge(measure, read_profile(facts), date(2024, 9, 10)))
        kept = [each.known for each in reached(kept_with(measure)) if isinstance(each, Profile)]
        told = [known[name] for known in kept for name in revealing if name in known]
        assert not [each for each in told if not each.missing and not each.is_none]


def kept_spans(measure: MeasureDocument) -> Iterator[Span]:
    """Every day and number that something kept with a measure can still reach."""
    return (each for each in reached(kept_with(measure)) if isinstance(each, Span))


def kept_with(measure: MeasureDocument) -> list[Any]:
    """What was worked out of it, and of its tests."""
    tests = (test for edition in measure.editions for condition in edition.conditions for test in condition.tests())
    return [measure.kept, *(edition.kept for edition in measure.editions), *(vars(test) for test in tests)]


def reached(roots: list[Any]) -> Iterator[Any]:
    """Everything of ours and of Python's containers that is held."""
    seen, left = set(), list(roots)
    while left:
        each = left.pop()
        if id(each) in seen or isinstance(each, type | MeasureDocument):
            continue
        seen.add(id(each))
        yield each
        left += held(each)


def held(each: Any) -> list[Any]:
    """What it holds."""
    if isinstance(each, dict):
        return [*each, *each.values()]
    if isinstance(each, list | tuple | set | frozenset):
        return list(each)
    if not type(each).__module__.startswith("services.catalogue"):
        return []
    slots = (getattr(each, name, None) for kind in type(each).__mro__ for name in getattr(kind, "__slots__", ()))
    return [*slots, *getattr(each, "__dict__", {}).values()]
