"""A number with all the facts that made it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.reporting.domain.fact import Fact
from services.reporting.domain.value import UNKNOWN, Breakdown, Cell
from tests.support.counted_in_memory.order import as_it_was_recorded


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
