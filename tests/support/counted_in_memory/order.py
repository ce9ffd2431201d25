"""The two orders facts stand in: how the world went, and how it came to be known (design D6)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from services.reporting.domain.fact import Fact


def as_it_happened(fact: Fact) -> tuple[date, datetime, int, str]:
    """Sorts by day; within a day the source's own order decides, so the answer never depends on arrival."""
    return (fact.occurred_on, fact.recorded_at, fact.position, fact.log)


def as_it_was_recorded(fact: Fact) -> tuple[datetime, str, int, str]:
    """Sorts by the time of recording, then by source, position and log."""
    return (fact.recorded_at, fact.source, fact.position, fact.log)


def first_of_each(facts: Iterable[Fact], owner: Callable[[Fact], str]) -> dict[str, Fact]:
    """The earliest fact of each owner; facts that belong to nobody are left out."""
    first: dict[str, Fact] = {}
    for fact in sorted(facts, key=as_it_happened):
        if owner(fact):
            first.setdefault(owner(fact), fact)
    return first
