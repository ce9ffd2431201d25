"""A counted number, its parts, and the facts that made it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.reporting.domain.fact import Fact
from services.reporting.domain.order import as_it_was_recorded

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
    """A number. `amount` is None when it is not defined, as the median of nothing."""

    amount: Decimal | None
    breakdowns: tuple[Breakdown, ...]
    evidence: tuple[Fact, ...]


def value(amount: Decimal | int | None, evidence: Iterable[Fact], *breakdowns: Breakdown) -> Value:
    """A value whose evidence names each fact once, in the order of recording."""
    facts = {fact.event_id: fact for fact in evidence}
    exact = None if amount is None else Decimal(amount)
    return Value(exact, breakdowns, tuple(sorted(facts.values(), key=as_it_was_recorded)))


def parts(counted: Iterable[Mapping[str, str]], *dimensions: str) -> Breakdown:
    """How many of the counted things have which codes; what has none in a dimension is `unknown`."""
    keys = Counter(tuple(thing.get(name) or UNKNOWN for name in dimensions) for thing in counted)
    cells = (Cell(key, Decimal(times)) for key, times in sorted(keys.items()))
    return Breakdown(dimensions, tuple(cells))
