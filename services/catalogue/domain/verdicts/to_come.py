"""The days to come that are worth telling somebody, of all measures together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.catalogue.domain.verdicts.change import Change
from services.catalogue.domain.verdicts.reach import lost


@dataclass(frozen=True)
class ToCome:
    """A change, and the measure whose it is."""

    measure: str
    change: Change


def to_come(changes: Mapping[str, Sequence[Change]]) -> Sequence[ToCome]:
    """Of the changes by measure, the nearest first; none between two states in neither of which anybody has it."""
    found = [ToCome(measure, change) for measure, theirs in changes.items() for change in theirs if _matters(change)]
    return sorted(found, key=lambda each: (each.change.on, each.measure))


def _matters(change: Change) -> bool:
    return not all(lost(stand.verdict, stand.window) for stand in (change.before, change.after))
