"""Facts as they are typed: nested names and values, read strictly, every mistake told at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from chassis.modelling import YEARS
from services.catalogue.domain.document_problems import DocumentInvalid, Problem
from services.catalogue.domain.facts import set_off
from services.catalogue.domain.facts.contradictions import contradictions
from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.facts.knowledge import NONE, Knowledge, between
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.vocabulary import OTHER_WAYS, VOCABULARY

GROUPS = {name.rpartition(".")[0] for name in VOCABULARY} | {"person", "enterprise", "project"}
"""Names under which facts stand."""


_BY_HAND = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class FactsInvalid(DocumentInvalid):
    """Facts that cannot be meant; nothing is guessed of them."""


def read_profile(document: Any, on: date | None = None) -> Profile:
    """A profile from plain data, as YAML or JSON gives it, of whom something is asked about a day.

    Raises FactsInvalid with every problem found.
    """
    told, problems = _told(document)
    if problems := [*problems, *contradictions(told, on)]:
        raise FactsInvalid(problems)
    return Profile(told)


def read_kept(document: Any) -> Profile:
    """The same of facts that were taken in before: what is thought a contradiction since was none then."""
    told, problems = _told(document)
    if problems:
        raise FactsInvalid(problems)
    return Profile(told)


def _told(document: Any) -> tuple[dict[str, Knowledge], list[Problem]]:
    told: dict[str, Knowledge] = {}
    problems = []
    for name, written in _flat(document, ""):
        try:
            told |= _read(name, written, told)
        except ValueError as problem:
            problems.append(Problem(name or "facts", str(problem)))
    return told, problems


def _flat(place: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every fact by its whole name. A group that is null says nothing of any fact in it."""
    if isinstance(place, Mapping) and (place or name in GROUPS | {""}):
        for key, inner in place.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif place is not None or name not in GROUPS | {""}:
        yield name, place


def _read(name: str, written: Any, told: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    meant = OTHER_WAYS.get(name, name)
    if meant not in VOCABULARY:
        raise ValueError(_unknown_name(name, written))
    set_off.check(VOCABULARY[meant], written)
    if isinstance(VOCABULARY[meant].kind, Day):
        written = _days(written)
    read = _in_part(name, written) if meant != name else VOCABULARY[name].read(written)
    if read is None or (read.missing and meant in told):
        return {}
    if meant in told and told[meant].missing is None:
        raise ValueError(f"{meant} is told twice; say it once")
    return {meant: read}


def _days(written: Any) -> Any:
    """Days as one writes them by hand in Italy, 16/2/2023, as days; anything else as it is. Raises ValueError."""
    if isinstance(written, list | tuple):
        return [_days(each) for each in written]
    found = _BY_HAND.fullmatch(written) if isinstance(written, str) else None
    return _day_by_hand(written, *map(int, found.groups())) if found else written


def _day_by_hand(written: str, day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(
            f'"{written}" is no day of the calendar: read as day {day} of month {month} of {year}; '
            "a day is written 2021-03-14"
        ) from None


def _in_part(name: str, written: Any) -> Knowledge | None:
    """What a year says of a day, and a range of an amount."""
    if written is None:
        return None
    if name != "person.birth_year" or isinstance(written, str):
        return VOCABULARY[OTHER_WAYS[name]].read(written)
    if isinstance(written, bool) or not isinstance(written, int) or written not in YEARS:
        raise ValueError(f'must be a year such as 1988, not "{written}"')
    return between(date(written, 1, 1), date(written, 12, 31), given=str(written))


def _unknown_name(name: str, written: Any) -> str:
    if written == NONE and name in GROUPS:
        return "cannot be none, since it holds facts: write each by its name below it"
    if name in GROUPS | {""}:
        return "holds facts: write each by its name below it"
    near = get_close_matches(name, [*VOCABULARY, *OTHER_WAYS, *sorted(GROUPS)], n=1)
    return "there is no such fact" + (f"; do you mean {near[0]}?" if near else "")
