"""Which operators fit which facts, and which words a fact can have."""

from collections.abc import Mapping
from typing import Any

from services.catalogue.domain.facts.code_kinds import Code, Codes, Flag, Listed
from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.figure_kinds import Day, Number, read_day
from services.catalogue.domain.facts.kinds import Kind
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.reference import ateco, comuni
from services.catalogue.domain.rules.parameter import MOST_YEARS, NAMED

_LIMITS = ("at_least", "at_most", "more_than", "less_than")
_AGES = ("age_at_least", "age_at_most")
_OF_NUMBERS = (*_LIMITS, *_AGES)
FITS: Mapping[str, tuple[type, ...]] = {
    "is_": (Code, Flag, Listed),
    "in_": (Code, Codes, Listed),
    "not_in": (Code, Codes, Listed),
    **dict.fromkeys(_LIMITS, (Number,)),
    **dict.fromkeys(("on_or_after", "on_or_before", "not_expired"), (Day,)),
    **dict.fromkeys((*_AGES, "elapsed_at_least", "elapsed_at_most"), (Day,)),
    **dict.fromkeys(("in_area", "not_in_area", "in_sectors", "not_in_sectors", "in_divisions"), (Listed,)),
    "exists": (Code, Day, Listed),
}

_OF_REGISTER: Mapping[str, str] = {
    **dict.fromkeys(("in_area", "not_in_area"), ".comune"),
    **dict.fromkeys(("in_sectors", "not_in_sectors", "in_divisions"), ".ateco"),
}
"""How the facts are called that are read from the register an operator asks."""


def fitting(fact: Fact) -> list[str]:
    """The operators that mean something for a fact, as an editor writes them."""
    return [operator.rstrip("_") for operator in FITS if _fits(operator, fact)]


def refuse_unfit(operator: str, value: Any, fact: Fact) -> None:
    """Raise ValueError for an operator that means nothing for a fact, or a word the fact cannot have."""
    name = operator.rstrip("_")
    if not _fits(operator, fact):
        raise ValueError(f"{name}: means nothing for {fact.name}, of which one asks {', '.join(fitting(fact))}")
    if value is None:
        raise ValueError(f"{name}: must not be null: write what it asks, or leave it out")
    if operator in ("is_", "in_", "not_in") and value != UNKNOWN:
        for word in (value,) if operator == "is_" else value:
            _refuse_unknown_word(name, word, fact.kind)
    if operator == "not_expired" and value is not True:
        raise ValueError("not_expired: can only be true; what has expired stands below a not")
    if operator in _OF_NUMBERS:
        _refuse_no_number(name, value)
    try:
        _read(operator, value)
    except ValueError as wrong:
        raise ValueError(f"{name}: {wrong}") from wrong


def _fits(operator: str, fact: Fact) -> bool:
    return isinstance(fact.kind, FITS[operator]) and fact.name.endswith(_OF_REGISTER.get(operator, ""))


def _read(operator: str, value: Any) -> None:
    if operator in ("on_or_after", "on_or_before") and value != UNKNOWN:
        read_day(value)
    if operator.endswith("in_area"):
        comuni.comuni_of(value)
    if operator.endswith("in_sectors"):
        for word in value:
            ateco.sector(word)


def _refuse_no_number(operator: str, value: Any) -> None:
    if isinstance(value, str) and value != UNKNOWN and not value.startswith(NAMED):
        raise ValueError(f'{operator}: must be a number, {NAMED}name of a parameter or {UNKNOWN}, not "{value}"')
    if operator.startswith("age") and not isinstance(value, str) and value not in range(MOST_YEARS):
        raise ValueError(f"{operator}: must be whole years, less than {MOST_YEARS}")


def _refuse_unknown_word(operator: str, word: Any, kind: Kind) -> None:
    if isinstance(kind, Codes):
        known: Any = kind.words
    else:
        known = kind.meaning if isinstance(kind, Code) else (True, False)
    if isinstance(kind, Listed):
        _refuse_unlisted(operator, word, kind)
    elif isinstance(kind, Flag) and not isinstance(word, bool):
        raise ValueError(f'{operator}: must be true or false, not "{word}"')
    elif word not in known or isinstance(kind, Flag) is not isinstance(word, bool):
        raise ValueError(f'{operator}: "{word}" is none of {", ".join(map(str, known))}')


def _refuse_unlisted(operator: str, word: str, kind: Listed) -> None:
    try:
        kind.check(word)
    except ValueError as unknown:
        raise ValueError(f"{operator}: {unknown}") from unknown
