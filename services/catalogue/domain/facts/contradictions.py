"""What was told of several facts and cannot be so of all of them: nobody knows which of them is meant."""

from collections.abc import Iterator
from datetime import date

from services.catalogue.domain.document_problems import Problem
from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.never_so import may_need_no_deed, of_the_day, of_the_project
from services.catalogue.domain.facts.social import SHARES, TOTAL
from services.catalogue.domain.facts.told import Told, happened, high, is_to_come, low
from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.unknown_code import UnknownCode

STAGE, FOUNDED, VAT = "enterprise.stage", "enterprise.constituted_on", "enterprise.vat_opened_on"
ACTIVE = "enterprise.active"
MEMBERS, APPLICANTS = "enterprise.members", "enterprise.applicants"
ATECO, VERSION = "project.ateco", "project.ateco_version"


def contradictions(told: Told, on: date | None = None) -> Iterator[Problem]:
    """Each by the name of the fact that is told last. What is known in part contradicts only what it cannot be.

    `on`: the day asked about, on which there has to be somebody; any when there is none.
    """
    if on:
        yield from of_the_day(told, on)
    yield from _of_order(told)
    yield from _of_the_stage(told, on)
    yield from _of_numbers(told)
    yield from _of_the_activity(told)
    yield from of_the_project(told)
    for name, share in SHARES.items():
        numbers = {each: told.get(each, _NO_NUMBER) for each in (share.some, TOTAL)}
        if name in told and isinstance(told[name].given, bool) and share.holds(numbers) is (not told[name].given):
            yield Problem(name, f"says otherwise than the numbers of {share.some} and {TOTAL}")
    adi = told.get("person.household.adi")
    if adi and adi.given is False and happened(told, "person.household.adi_since"):
        yield Problem("person.household.adi_since", "has a day, and person.household.adi says that there is no ADI")


def _of_order(told: Told) -> Iterator[Problem]:
    for earlier, later in _IN_ORDER:
        first, second = low(told, earlier), high(told, later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            yield Problem(later, f"{second} is before {first}, which is {earlier}")


def _of_the_stage(told: Told, on: date | None) -> Iterator[Problem]:
    stage = told[STAGE].given if STAGE in told else None
    for name in (FOUNDED, VAT) if stage == "idea" else ():
        if happened(told, name) and not is_to_come(told, name, on):
            yield Problem(name, f"has a day, and {STAGE} says that there is only an idea")
    if stage == "idea" and ACTIVE in told and told[ACTIVE].given is True:
        yield Problem(ACTIVE, f"is true, and {STAGE} says that there is only an idea")
    if stage == "constituted" and is_to_come(told, FOUNDED, on):
        yield Problem(FOUNDED, f"is after {on}, and {STAGE} says that it is constituted")
    if stage == "constituted" and FOUNDED in told and told[FOUNDED].is_none and not may_need_no_deed(told):
        yield Problem(
            FOUNDED,
            f"is none, and {STAGE} says that it is constituted; only the self-employed have no deed",
        )


def _of_numbers(told: Told) -> Iterator[Problem]:
    for part, whole in _PARTS:
        some, all_ = low(told, part), high(told, whole)
        # Who is alone applies without being a member of anything.
        at_most = all_ if all_ is None or whole != MEMBERS else max(all_, 1)
        if some is not None and at_most is not None and some > at_most:
            yield Problem(part, f"is {some:g}, more than the {at_most:g} of {whole}")
    for share in _OF_MEMBERS if high(told, MEMBERS) == 0 else ():
        if low(told, share):
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


_NO_NUMBER = Knowledge(Span(0, None), may_be_none=False, given=None)
_IN_ORDER = (
    ("person.birth_date", "person.residence.since"),
    ("person.birth_date", "person.permit.issued_on"),
    ("person.birth_date", "person.in_italy_since"),
    ("person.in_italy_since", "person.residence.since"),
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
