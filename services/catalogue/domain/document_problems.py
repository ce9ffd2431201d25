"""What is wrong in a measure's document, each problem with the field it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from chassis.modelling import InvalidField
from services.catalogue.domain.fields_there_are import field_meant
from services.catalogue.domain.shape_words import either, taken, told

Place = tuple[str | int, ...]
_NOWHERE: Final = object()
_WORDS_OF_RULES = ("all", "any", "not", "test")
"""By which the library tells apart what a rule may be: such a word then stands in its path once too often."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: `field` is its path, with editions and conditions by their ids; `line` 0 is not known."""

    field: str
    problem: str
    line: int = 0


class DocumentInvalid(InvalidField):
    """A measure's document that cannot be meant; `problems` are all that were found, never none."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].field, problems[0].problem)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(f"{p.field}: {p.problem}" for p in self.problems)


def problems_in(error: ValidationError, document: Any, shape: type[BaseModel]) -> list[Problem]:
    """What the library found, in the words of the document's editor; of one field that may be several things, once."""
    by_place: dict[Place, list[Mapping[str, Any]]] = {}
    for found in error.errors(include_url=False):
        near = field_meant(shape, found["loc"]) if found["type"] == "extra_forbidden" else None
        by_place.setdefault(_place(found, document), []).append({**found, "near": near})
    return [
        problem
        for place, found in by_place.items()
        for problem in _problems(
            _path(place, document), found, deeper=any(_is_inside(each, place) for each in by_place)
        )
    ]


def _problems(path: str, found: Sequence[Mapping[str, Any]], *, deeper: bool) -> Iterator[Problem]:
    """All that is wrong in one place; what else could stand there is left out where something stands."""
    others = [each for each in found if taken(each) is None]
    for each in others:
        yield _problem(path, each)
    if not others and not deeper:
        yield Problem(path or "document", f"takes {either(filter(None, map(taken, found)))}")


def _problem(path: str, found: Mapping[str, Any]) -> Problem:
    said = told(found)
    inner, colon, sentence = said.partition(": ")
    # A check across fields names its field at the start of its sentence, as "valid_to: ...".
    if found["type"] == "value_error" and colon and " " not in inner:
        path, said = ".".join(filter(None, (path, inner))), sentence
    return Problem(path or "document", said)


def _place(found: Mapping[str, Any], document: Any) -> Place:
    """The steps that lead there in the document: the library puts steps of its own among them."""
    loc, steps, place = found["loc"], [], document
    for step, following in pairwise((*loc, None)):
        inner = _inside(place, step)
        sibling = step in _WORDS_OF_RULES and _inside(place, following) is not _NOWHERE
        if inner is not _NOWHERE and not sibling:
            steps.append(step)
            place = inner
    return (*steps, loc[-1]) if found["type"] == "missing" else tuple(steps)


def _path(loc: Place, place: Any) -> str:
    steps = []
    for step in loc:
        place = _inside(place, step)
        steps.append(str(place["id"]) if isinstance(step, int) and _has_id(place) else str(step))
    return ".".join(steps)


def _inside(place: Any, step: str | int | None) -> Any:
    if isinstance(place, Mapping):
        return next((inner for name, inner in place.items() if str(name) == str(step)), _NOWHERE)
    inside = isinstance(place, list | tuple) and isinstance(step, int) and step < len(place)
    return place[step] if inside else _NOWHERE


def _is_inside(one: Place, other: Place) -> bool:
    return len(one) > len(other) and one[: len(other)] == other


def _has_id(place: Any) -> bool:
    return isinstance(place, Mapping) and isinstance(place.get("id"), str)
