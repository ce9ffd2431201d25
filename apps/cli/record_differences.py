"""In what two decision records differ: the one that was kept, and the same made again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from apps.cli.texts import Texts

_NAMES = ("measure", "condition", "id")
"""By what the members of a list are told apart."""
_FOLLOWS = ("content_hash",)
"""What differs because something else does."""


@dataclass(frozen=True)
class Difference:
    """A place in a record, what stood there and what stands there now; None where nothing does."""

    place: str
    then: Any
    now: Any

    def data(self) -> dict[str, Any]:
        """For a machine."""
        return {"place": self.place, "then": self.then, "now": self.now}


def differences(then: Any, now: Any, place: str = "") -> Iterator[Difference]:
    """Each innermost place at which they differ; the hash of the whole only when nothing else does."""
    found = list(_between(then, now, place))
    yield from [each for each in found if each.place not in _FOLLOWS] or found


def told(texts: Texts, found: Sequence[Difference]) -> RenderableType:
    """That they are the same, or each difference on a line."""
    if not found:
        return Text(texts.say("said", "same_bytes"))
    lines = (Text(f"  {each.place}: {each.then} → {each.now}") for each in found)
    return Group(Text(texts.say("said", "differs"), style="bold"), *lines)


def _between(then: Any, now: Any, place: str) -> Iterator[Difference]:
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys([*then, *now]):
            yield from _between(then.get(name), now.get(name), f"{place}.{name}" if place else str(name))
    elif isinstance(then, list) and isinstance(now, list) and (then or now) and _named([*then, *now]):
        yield from _between(_by_name(then), _by_name(now), place)
    elif then != now:
        yield Difference(place, then, now)


def _named(members: Sequence[Any]) -> bool:
    return all(isinstance(each, Mapping) and any(name in each for name in _NAMES) for each in members)


def _by_name(members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in members:
        name = str(next(each[name] for name in _NAMES if name in each))
        # Two of one name keep their order.
        found[name if name not in found else f"{name}#{len(found)}"] = each
    return found
