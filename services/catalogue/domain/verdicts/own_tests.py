"""The tests an edition carries, held against what it answers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import Judged, judge


def facts_of(edition: Edition, test: EditionTest) -> dict[str, Any]:
    """The facts a test is about: its own, laid over those of the edition."""
    return dict(test.facts) if test.nothing_known else laid_over(edition.test_facts, test.facts)


def disagreements(measure: MeasureDocument, edition: Edition, test: EditionTest) -> Iterator[str]:
    """What the answer says otherwise than the test expects, a sentence each. Raises FactsInvalid."""
    answer = judge(measure, read_profile(facts_of(edition, test)), test.on)
    said = test.expect.model_fields_set
    expected = {name: getattr(test.expect, name) for name in type(test.expect).model_fields if name in said}
    if answer.edition.id != edition.id:
        yield f"the edition that answers on {test.on} is {answer.edition.id}, not {edition.id}"
    for name, wanted in expected.items():
        yield from _otherwise(name, wanted, answer)


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, and of what both tell what is above."""
    together = dict(below)
    for name, value in above.items():
        inner = together.get(name)
        both = isinstance(inner, Mapping) and isinstance(value, Mapping)
        together[name] = laid_over(inner, value) if both else value  # type: ignore[arg-type]
    return together


def _otherwise(name: str, wanted: Any, answer: Judged) -> Iterator[str]:
    if name == "reasons":
        found = {reason.condition: reason.outcome.value for reason in answer.reasons}
        for condition, outcome in wanted.items():
            if found.get(condition) != outcome:
                yield f"{condition} is {found.get(condition, 'no reason')}, not {outcome}"
    elif name == "todo":
        if missing := set(wanted) - {todo.condition for todo in answer.todo}:
            yield f"nothing is to be done for {', '.join(sorted(missing))}"
    elif (found := _SEEN[name](answer)) != wanted:
        yield f"{name} is {_plain(found)}, not {_plain(wanted)}"


def _plain(said: Any) -> str:
    """A value as its editor would write it."""
    return f"[{', '.join(said)}]" if isinstance(said, tuple) else "null" if said is None else str(said)


_SEEN: Mapping[str, Callable[[Judged], Any]] = {
    "verdict": lambda answer: answer.verdict.value,
    "window": lambda answer: answer.chosen.window.state,
    "missing": lambda answer: tuple(sorted(answer.missing)),
    "coverage": lambda answer: answer.coverage.state.value,
    "from_day": lambda answer: max((r.mended_on for r in answer.reasons if r.mended_on), default=None),
}
