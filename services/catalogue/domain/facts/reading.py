"""Facts as they are typed: nested names and values, read strictly, every mistake told at once."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from services.catalogue.domain.document_problems import DocumentInvalid, Problem
from services.catalogue.domain.facts.figure_kinds import YEARS
from services.catalogue.domain.facts.kinds import knowledge_of
from services.catalogue.domain.facts.knowledge import Knowledge, between
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.vocabulary import OTHER_WAYS, VOCABULARY
from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.unknown_code import UnknownCode

GROUPS = {name.rpartition(".")[0] for name in VOCABULARY} | {"person", "enterprise", "project"}
"""Names under which facts stand."""


class FactsInvalid(DocumentInvalid):
    """Facts that cannot be meant; nothing is guessed of them."""


def read_profile(document: Any) -> Profile:
    """A profile from plain data, as YAML or JSON gives it. Raises FactsInvalid with every problem found."""
    told: dict[str, Knowledge] = {}
    problems = []
    for name, written in _flat(document, ""):
        try:
            told |= _read(name, written, told)
        except ValueError as problem:
            problems.append(Problem(name or "facts", str(problem)))
    problems += _contradictions(told)
    if problems:
        raise FactsInvalid(problems)
    return Profile(told)


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
        raise ValueError(_unknown_name(name))
    read = _in_part(name, written) if meant != name else knowledge_of(VOCABULARY[name].kind, written)
    if read is None or (read.missing and meant in told):
        return {}
    if meant in told and told[meant].missing is None:
        raise ValueError(f"{meant} is told twice; say it once")
    return {meant: read}


def _in_part(name: str, written: Any) -> Knowledge | None:
    """What a year says of a day, and a range of an amount."""
    if written is None:
        return None
    kind = VOCABULARY[OTHER_WAYS[name]].kind
    if name != "person.birth_year" or isinstance(written, str):
        return knowledge_of(kind, written)
    if isinstance(written, bool) or not isinstance(written, int) or written not in YEARS:
        raise ValueError(f'must be a year such as 1988, not "{written}"')
    return between(date(written, 1, 1), date(written, 12, 31), given=str(written))


def _unknown_name(name: str) -> str:
    if name in GROUPS | {""}:
        return "holds facts: write each by its name below it"
    near = get_close_matches(name, [*VOCABULARY, *OTHER_WAYS, *sorted(GROUPS)], n=1)
    return "there is no such fact" + (f"; do you mean {near[0]}?" if near else "")


def _contradictions(told: Mapping[str, Knowledge]) -> Iterator[Problem]:
    days = {name: knowledge.day for name, knowledge in told.items()}
    for earlier, later in _IN_ORDER:
        first, second = days.get(earlier), days.get(later)
        if first and second and second < first:
            yield Problem(later, f"{second} is before {first}, which is {earlier}")
    stage = told.get("enterprise.stage")
    if stage and stage.given == "idea":
        for name in ("enterprise.constituted_on", "enterprise.vat_opened_on"):
            if days.get(name):
                yield Problem(name, "has a day, and enterprise.stage says that there is only an idea")
    constituted = told.get("enterprise.constituted_on")
    if stage and stage.given == "constituted" and constituted and constituted.is_none:
        yield Problem("enterprise.constituted_on", "is none, and enterprise.stage says that it is constituted")
    code, version = told.get("project.ateco"), told.get("project.ateco_version")
    if code and version and code.known and version.known and version.given in ateco.VERSIONS:
        try:
            ateco.check(str(code.given), str(version.given))
        except UnknownCode as unknown:
            yield Problem("project.ateco", str(unknown))


_IN_ORDER = (
    ("person.birth_date", "person.residence.since"),
    ("person.birth_date", "person.permit.issued_on"),
    ("person.birth_date", "person.in_italy_since"),
    ("person.permit.issued_on", "person.permit.expires_on"),
    ("person.employment.naspi_from", "person.employment.naspi_until"),
    ("person.business.started_on", "person.business.ceased_on"),
)
