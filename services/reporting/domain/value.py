"""A counted number and its parts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNKNOWN = "unknown"
"""The code of what nobody has said."""


@dataclass(frozen=True)
class Cell:
    """One part: a code for each dimension of its breakdown, and how much."""

    keys: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True)
class Breakdown:
    """A number by one dimension, or by several together; cells in order of their keys."""

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Value:
    """A number. `amount` is None when it is not defined, as the median of nothing; `events` made it."""

    amount: Decimal | None
    breakdowns: tuple[Breakdown, ...]
    events: int


Group = Mapping[str, Any]
"""Things counted together: the codes they share by name of dimension, and `amount`, how many they are."""


def parts(groups: Iterable[Group], *dimensions: str) -> Breakdown:
    """How many of the counted things have which codes; what has none in a dimension is `unknown`."""
    amounts: Counter[tuple[str, ...]] = Counter()
    for group in groups:
        amounts[tuple(group.get(name) or UNKNOWN for name in dimensions)] += group["amount"]
    return Breakdown(dimensions, tuple(Cell(keys, Decimal(amount)) for keys, amount in sorted(amounts.items())))
