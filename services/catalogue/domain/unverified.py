"""Marks of what nobody has confirmed yet: a mark on a field that is not there protects nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

EVERYTHING = "*"


def must_name_a_field(paths: Iterable[str], content: Mapping[str, Any]) -> None:
    """Raise ValueError for a path that leads nowhere, as `amounts.0.max` or `conditions.age.values`."""
    for path in paths:
        if path != EVERYTHING and not _leads_somewhere(path.split("."), content):
            raise ValueError(f'unverified: "{path}" names no field of this edition')


def _leads_somewhere(steps: Sequence[str], place: Any) -> bool:
    if not steps:
        return True
    step, rest = steps[0], steps[1:]
    inside = _by_name(place)
    return step in inside and _leads_somewhere(rest, inside[step])


def _by_name(place: Any) -> Mapping[str, Any]:
    """What lies in a place: fields by name, list items by number or, when they have one, by id."""
    if isinstance(place, Mapping):
        return place
    if not isinstance(place, list):
        return {}
    return {item["id"] if _has_id(item) else str(n): item for n, item in enumerate(place)}


def _has_id(item: Any) -> bool:
    return isinstance(item, Mapping) and "id" in item
