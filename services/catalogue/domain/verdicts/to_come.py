"""The days to come that are worth telling somebody, of all measures together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.catalogue.domain.verdicts.change import Change
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True)
class ToCome:
    """A change, and the measure whose it is."""

    measure: str
    change: Change


def to_come(changes: Mapping[str, Sequence[Change]]) -> Sequence[ToCome]:
    """Of the changes by measure, the nearest first. Of what is closed before and after nothing changes for anybody."""
    found = [ToCome(measure, change) for measure, theirs in changes.items() for change in theirs if _matters(change)]
    return sorted(found, key=lambda each: (each.change.on, each.measure))


def _matters(change: Change) -> bool:
    return {change.before.window, change.after.window} != {WindowState.CLOSED}
