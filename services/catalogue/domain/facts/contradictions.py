"""What was told of several facts and cannot be so of all of them: nobody knows which of them is meant."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.catalogue.domain.document_problems import Problem
from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.social import SHARES, TOTAL
from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.unknown_code import UnknownCode

Told = Mapping[str, Knowledge]
STAGE, FOUNDED, VAT = "enterprise.stage", "enterprise.constituted_on", "enterprise.vat_opened_on"
MEMBERS, APPLICANTS = "enterprise.members", "enterprise.applicants"
ATECO, VERSION = "project.ateco", "project.ateco_version"


def contradictions(told: Told) -> Iterator[Problem]:
    """Each by the name of the fact that is told last. What is known in part contradicts only what it cannot be."""
    yield from _of_order(told)
    yield from _of_the_stage(told)
    yield from _of_numbers(told)
    yield from _of_the_activity(told)
    for name, share in SHARES.items():
        numbers = {each: told.get(each, _NO_NUMBER) for each in (share.some, TOTAL)}
        if name in told and isinstance(told[name].given, bool) and share.holds(numbers) is (not told[name].given):
            yield Problem(name, f"says otherwise than the numbers of {share.some} and {TOTAL}")
    adi = told.get("person.household.adi")
    if adi and adi.given is False and _happened(told, "person.household.adi_since"):
        yield Problem("person.household.adi_since", "has a day, and person.household.adi says that there is no ADI")


def _of_order(told: Told) -> Iterator[Problem]:
    for earlier, later in _IN_ORDER:
        first, second = _low(told, earlier), _high(told, later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            yield Problem(later, f"{second} is before {first}, which is {earlier}")


def _of_the_stage(told: Told) -> Iterator[Problem]:
    stage = told[STAGE].given if STAGE in told else None
    for name in (FOUNDED, VAT) if stage == "idea" else ():
        if _happened(told, name):
            yield Problem(name, f"has a day, and {STAGE} says that there is only an idea")
    if stage == "constituted" and FOUNDED in told and told[FOUNDED].is_none:
        yield Problem(FOUNDED, f"is none, and {STAGE} says that it is constituted")


def _of_numbers(told: Told) -> Iterator[Problem]:
    for part, whole in _PARTS:
        some, all_ = _low(told, part), _high(told, whole)
        # Who is alone applies without being a member of anything.
        at_most = all_ if all_ is None or whole != MEMBERS else max(all_, 1)
        if some is not None and at_most is not None and some > at_most:
            yield Problem(part, f"is {some:g}, more than the {at_most:g} of {whole}")
    for share in _OF_MEMBERS if _high(told, MEMBERS) == 0 else ():
        if _low(told, share):
            yield Problem(share, f"is a share of the members, and {MEMBERS} says that there are none")


def _of_the_activity(told: Told) -> Iterator[Problem]:
    code, version = told.get(ATECO), told.get(VERSION)
    if not (code and version and code.known and version.known):
        return
    if code.is_none:
        yield Problem(ATECO, f"is none, and {VERSION} says how its code is read: leave out the version")
        return
    try:
        ateco.check(str(code.given), str(version.given))
    except UnknownCode as unknown:
        yield Problem(ATECO, str(unknown))


def _happened(told: Told, name: str) -> bool:
    return name in told and told[name].missing is None and not told[name].may_be_none


def _low(told: Told, name: str) -> Any:
    span = _span(told, name)
    return span.low if span else None


def _high(told: Told, name: str) -> Any:
    span = _span(told, name)
    return span.high if span else None


def _span(told: Told, name: str) -> Span | None:
    knowledge = told.get(name)
    possible = knowledge.possible if knowledge and not knowledge.missing else None
    return possible if isinstance(possible, Span) else None


_NO_NUMBER = Knowledge(Span(0, None), may_be_none=False, given=None)
_IN_ORDER = (
    ("person.birth_date", "person.residence.since"),
    ("person.birth_date", "person.permit.issued_on"),
    ("person.birth_date", "person.in_italy_since"),
    ("person.permit.issued_on", "person.permit.expires_on"),
    ("person.permit.issued_on", "person.permit.renewal_receipt_on"),
    ("person.employment.naspi_from", "person.employment.naspi_until"),
    ("person.business.started_on", "person.business.ceased_on"),
)
_PARTS = (
    (APPLICANTS, MEMBERS),
    ("enterprise.workers.l381_art4", "enterprise.workers.total"),
    ("enterprise.workers.dlgs112_art2", "enterprise.workers.total"),
)
_OF_MEMBERS = (
    "enterprise.women_pct",
    "enterprise.women_shares_pct",
    "enterprise.under_36_pct",
    "enterprise.under_36_shares_pct",
    "enterprise.migrants_pct",
    "enterprise.born_abroad_shares_pct",
)
