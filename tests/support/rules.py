"""Rules and what is known, for tests that ask what follows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging

ON = date(2024, 9, 10)
NOT_ASKED = object()
"""In the place of a fact: nobody has told it."""


def rule(written: Mapping[str, Any]) -> Any:
    """A rule as an editor writes it."""
    return TypeAdapter(Expression).validate_python(dict(written))


def judging(told: Mapping[str, Any], on: date = ON, **parameters: Any) -> Judging:
    """What is known on a day, with the values of parameters."""
    return Judging(read_profile({name: v for name, v in told.items() if v is not NOT_ASKED}), on, parameters)


def found(written: Mapping[str, Any], told: Mapping[str, Any], on: date = ON, **parameters: Any) -> Finding:
    """What is found of a rule."""
    finding: Finding = rule(written).judge(judging(told, on, **parameters))
    return finding


def truth(written: Mapping[str, Any], told: Mapping[str, Any], on: date = ON, **parameters: Any) -> str:
    """The truth of it, as a word."""
    return found(written, told, on, **parameters).truth.value
