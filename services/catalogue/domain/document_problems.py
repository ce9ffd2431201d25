"""What is wrong in a measure's document, each problem with the field it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chassis.modelling import InvalidField


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


def problems_in(error: ValidationError, document: Any) -> list[Problem]:
    """Pydantic's errors in the words of the document's editor."""
    return [_problem(dict(found), document) for found in error.errors(include_url=False)]


def _problem(found: Mapping[str, Any], document: Any) -> Problem:
    path = _path(found["loc"], document)
    told = str(found["msg"]).removeprefix("Value error, ")
    inner, colon, sentence = told.partition(": ")
    # A check across fields names its field at the start of its sentence, as "valid_to: ...".
    if found["type"] == "value_error" and colon and " " not in inner:
        path, told = ".".join(filter(None, (path, inner))), sentence
    return Problem(path or "document", told)


def _path(loc: Sequence[str | int], place: Any) -> str:
    steps = []
    for step in loc:
        place = _inside(place, step)
        steps.append(str(place["id"]) if isinstance(step, int) and _has_id(place) else str(step))
    return ".".join(steps)


def _inside(place: Any, step: str | int) -> Any:
    try:
        return place[step]
    except (KeyError, IndexError, TypeError):
        return None


def _has_id(place: Any) -> bool:
    return isinstance(place, Mapping) and isinstance(place.get("id"), str)
