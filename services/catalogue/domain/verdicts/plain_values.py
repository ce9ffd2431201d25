"""What is known of facts and what tests ask of them, as JSON can hold it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.catalogue.domain.facts.knowledge import Knowledge, Missing
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules.divisions import Divisions
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.parameter import NAMED
from services.catalogue.domain.rules.test import Test


def known_value(knowledge: Knowledge) -> Any:
    """A fact as it was told; None when nobody told it."""
    return None if knowledge.missing is Missing.NOT_ASKED else _plain(knowledge.given)


def asked_value(test: Test, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What a test asks, by operator, with the values that parameters have on the day; `unknown` for none found."""
    return {name.removesuffix("_"): _limit(wanted, parameters) for name, wanted in test.operators.items()}


def _limit(wanted: Any, parameters: Mapping[str, Any]) -> Any:
    if isinstance(wanted, str) and wanted.startswith(NAMED):
        found = parameters.get(wanted.removeprefix(NAMED))
        return UNKNOWN if found is None else found
    return _plain(wanted)


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Duration():
            return str(value)
        case Divisions():
            return value.model_dump(mode="json")
        case tuple() | list():
            return [_plain(each) for each in value]
    return value
