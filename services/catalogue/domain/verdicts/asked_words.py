"""What a test asks, in words."""

from collections.abc import Mapping
from typing import Any

from services.catalogue.domain.facts.figure_kinds import read_day
from services.catalogue.domain.rules.divisions import Divisions
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.words import Both, joined, words

_ASKED: dict[str, Both] = {
    "is_": ("{}", "{}"),
    "in_": ("una tra {}", "one of {}"),
    "not_in": ("nessuna tra {}", "none of {}"),
    "at_least": ("almeno {}", "at least {}"),
    "at_most": ("al massimo {}", "at most {}"),
    "more_than": ("più di {}", "more than {}"),
    "less_than": ("meno di {}", "less than {}"),
    "on_or_after": ("dal {} in poi", "from {} on"),
    "on_or_before": ("entro il {}", "by {}"),
    "age_at_least": ("almeno {} anni compiuti", "at least {} completed years"),
    "age_at_most": ("al massimo {} anni compiuti", "at most {} completed years"),
    "elapsed_at_least": ("da almeno {}", "for at least {}"),
    "elapsed_at_most": ("da non più di {}", "for at most {}"),
    "in_area": ("nel territorio {}", "in the area {}"),
    "not_in_area": ("fuori dal territorio {}", "outside the area {}"),
    "in_sectors": ("settore {}", "sector {}"),
    "not_in_sectors": ("non nel settore {}", "not in the sector {}"),
    "in_divisions": ("ATECO {}", "ATECO {}"),
    "not_expired": ("non scaduto", "not expired"),
    "exists": ("che ci sia", "that there is one"),
}
_OF_A_DAY = ("on_or_after", "on_or_before")
_NOT_THERE: Both = ("che non ci sia", "that there is none")


def required(test: Test, parameters: Mapping[str, Any]) -> Both:
    """What a test asks; one that names no parameter asks the same on every day."""
    if "words" not in test.kept:
        test.kept["words"] = None if any(test.parameters()) else _required(test, {})
    told: Both | None = test.kept["words"]
    return told or _required(test, parameters)


def _required(test: Test, parameters: Mapping[str, Any]) -> Both:
    asked = [_asked(name, wanted, parameters) for name, wanted in test.operators.items()]
    return ", ".join(it for it, _ in asked), ", ".join(en for _, en in asked)


def _asked(name: str, wanted: Any, parameters: Mapping[str, Any]) -> Both:
    if name == "exists" and not wanted:
        return _NOT_THERE
    it, en = words(read_day(wanted)) if name in _OF_A_DAY else _wanted(wanted, parameters)
    pattern_it, pattern_en = _ASKED[name]
    return pattern_it.format(it), pattern_en.format(en)


def _wanted(wanted: Any, parameters: Mapping[str, Any]) -> Both:
    if isinstance(wanted, str) and wanted.startswith("$"):
        wanted = parameters.get(wanted[1:])
    if wanted is None or wanted == "unknown":
        return "un valore che non è stato trovato", "a value that was not found"
    if isinstance(wanted, Duration):
        return duration_words(wanted)
    if isinstance(wanted, Divisions):
        return ", ".join(wanted.codes), ", ".join(wanted.codes)
    return joined(map(words, wanted)) if isinstance(wanted, tuple) else words(wanted)


def duration_words(stretch: Duration) -> Both:
    """A stretch of time."""
    [(unit, number)] = stretch.model_dump(exclude_unset=True).items()
    return f"{number} {_UNITS[unit]}", f"{number} {unit}"


_UNITS = {"days": "giorni", "months": "mesi", "years": "anni"}
