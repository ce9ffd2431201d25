"""Which fields a document may have in a place, so that a misspelt one is told with the one that was perhaps meant."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

Models = frozenset[type[BaseModel]]


def field_meant(document: type[BaseModel], loc: Iterable[str | int]) -> str | None:
    """The field whose name is most like the last step of a path that leads into a document; None when none is."""
    *steps, name = loc
    there = frozenset((document,))
    for step in steps:
        # A number of a list, a name of a mapping or a word of the library's own leads into no other part.
        there = frozenset(_inside(there, step)) or there
    names = {each for model in there for each in _names(model)}
    near = () if name in names else get_close_matches(str(name), sorted(names), n=1)
    return next(iter(near), None)


def _inside(models: Models, step: str | int) -> Iterator[type[BaseModel]]:
    for model in models:
        for name, field in zip(_names(model), model.model_fields.values(), strict=True):
            if name == step:
                yield from _models_in(field.annotation)


def _names(model: type[BaseModel]) -> list[str]:
    """Its fields as an editor writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every part that may stand there: of what may be one of several, of a list, of a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
