"""What differs between two contents of an edition, value by value, so that a second person can judge it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


class Absent:
    """Stands where there is no value; null is one."""


ABSENT: Final = Absent()


@dataclass(frozen=True)
class Change:
    """One value: `path` names items of lists by their id where they have one; "" is everything."""

    path: str
    was: Any
    becomes: Any


def changes(was: Any, becomes: Any, path: str = "") -> Iterator[Change]:
    """Every value that is not the same, in the order of what it becomes; then what is taken out."""
    if isinstance(was, Mapping) and isinstance(becomes, Mapping):
        yield from _by_name(was, becomes, path)
    elif isinstance(was, list) and isinstance(becomes, list):
        yield from _by_name(_named(was), _named(becomes), path)
        yield from _reordered(list(_named(was)), list(_named(becomes)), path)
    elif was != becomes or isinstance(was, bool) is not isinstance(becomes, bool):
        # To Python true is 1.
        yield Change(path, was, becomes)


def name_of(item: Any, number: int) -> str:
    """How an item of a list is called in a path: by its id, else by its number."""
    named = isinstance(item, Mapping) and isinstance(item.get("id"), str)
    return str(item["id"]) if named else str(number)


def _by_name(was: Mapping[str, Any], becomes: Mapping[str, Any], path: str) -> Iterator[Change]:
    for name in [*becomes, *(name for name in was if name not in becomes)]:
        inner = f"{path}.{name}" if path else name
        yield from changes(was.get(name, ABSENT), becomes.get(name, ABSENT), inner)


def _named(items: Sequence[Any]) -> dict[str, Any]:
    named = {name_of(item, number): item for number, item in enumerate(items)}
    return named if len(named) == len(items) else {str(number): item for number, item in enumerate(items)}


def _reordered(was: Sequence[str], becomes: Sequence[str], path: str) -> Iterator[Change]:
    before, after = [n for n in was if n in becomes], [n for n in becomes if n in was]
    if before != after:
        yield Change(path, before, after)
