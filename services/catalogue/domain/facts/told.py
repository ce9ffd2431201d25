"""What facts as they were told leave open: from where to where a number or day may lie, whether something happened."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.catalogue.domain.facts.knowledge import Knowledge, Span

Told = Mapping[str, Knowledge]
"""What was told, by the names of the vocabulary."""


def happened(told: Told, name: str) -> bool:
    """Whether it certainly has."""
    return name in told and told[name].missing is None and not told[name].may_be_none


def low(told: Told, name: str) -> Any:
    """The least or first it may be; None where nothing is known of that."""
    span = _span(told, name)
    return span.low if span else None


def high(told: Told, name: str) -> Any:
    """The most or last it may be; None where nothing is known of that."""
    span = _span(told, name)
    return span.high if span else None


def says(told: Told, name: str, value: Any) -> bool:
    """Whether just that was told of it."""
    return name in told and told[name].given == value


def _span(told: Told, name: str) -> Span | None:
    knowledge = told.get(name)
    possible = knowledge.possible if knowledge and not knowledge.missing else None
    return possible if isinstance(possible, Span) else None


def is_to_come(told: Told, name: str, on: date | None) -> bool:
    """Whether a day certainly lies after the one asked about: of an idea, that is a plan."""
    first = low(told, name)
    return on is not None and isinstance(first, date) and first > on
