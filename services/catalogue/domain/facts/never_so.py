"""What nobody can mean: a person not yet born on the day asked about, a citizen of the Union with a title of others."""

from collections.abc import Iterator
from datetime import date

from services.catalogue.domain.document_problems import Problem
from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.facts.knowledge import NONE, Choice
from services.catalogue.domain.facts.told import Told, high, is_to_come, low, says

FORM, WOMEN_LED = "enterprise.legal_form", "enterprise.women_led"
PURPOSE, USES, NEED = "project.purpose", "project.uses", "project.amount"
WITHOUT_DEED = ("ditta_individuale", "lavoro_autonomo", "libera_professione")
_HAPPENED = (
    "person.birth_date",
    "person.in_italy_since",
    "person.residence.since",
    "person.permit.issued_on",
    "person.permit.renewal_receipt_on",
    "person.permit.applied_on",
    "person.employment.since",
    "person.employment.did_on",
    "person.business.started_on",
    "person.aids.self_employment_on",
)
"""Days of what somebody says has happened.

Of a past day it would be thinkable that it had not happened then: but what was so instead, such as where one lived
before, nobody has said. The others may be told ahead: NASpI and ADI are granted from a coming day, a business is to
cease on one, and an idea is to be constituted and to have its VAT number. What is not yet then counts as none.
"""
TITLE = "person.permit.kind"
_OF_A_BUSINESS = ("investment", "working_capital", "wages", "export")


def of_the_day(told: Told, on: date) -> Iterator[Problem]:
    """Who is asked about has to be there, and what is said to have happened to have happened."""
    for name in _HAPPENED:
        if is_to_come(told, name, on):
            first = low(told, name)
            yield Problem(
                name,
                f"{first} is after {on}, the day asked about: ask about a later day, or say how it was on that one",
            )
    yield from _of_the_title(told, on)


def _of_the_title(told: Told, on: date) -> Iterator[Problem]:
    """The titles of the list are those of the TUI: relatives of citizens of the Union who are none have one, too."""
    citizenship, title = told.get(CITIZENSHIP), told.get(TITLE)
    if citizenship and title and not (title.missing or title.is_none) and moves_freely(citizenship, on):
        yield Problem(
            TITLE,
            f"is for third-country nationals, and {CITIZENSHIP} {citizenship.given} is not one on {on}: "
            "mend that, or leave this out",
        )


def of_the_project(told: Told) -> Iterator[Problem]:
    """What is wanted, for what and by whom."""
    yield from _of_the_owner(told)
    yield from _of_the_purpose(told)
    yield from _of_the_sum(told)


def may_need_no_deed(told: Told) -> bool:
    """Who works for themselves has a VAT number and no deed."""
    form = told[FORM].possible if FORM in told else None
    return isinstance(form, Choice) and not form.values.isdisjoint(WITHOUT_DEED)


def _of_the_owner(told: Told) -> Iterator[Problem]:
    """A sole trader's business is that of whoever asks."""
    led = told.get(WOMEN_LED)
    if led and led.given is True and says(told, "person.sex", "M") and says(told, FORM, "ditta_individuale"):
        yield Problem(WOMEN_LED, "is true, and the sole trader is a man")


def _of_the_purpose(told: Told) -> Iterator[Problem]:
    uses = told.get(USES)
    given = uses.given if uses and isinstance(uses.given, tuple) else ()
    if says(told, PURPOSE, "primary_needs") and (found := [use for use in given if use in _OF_A_BUSINESS]):
        yield Problem(USES, f"has {', '.join(found)}, which only a business needs, and {PURPOSE} is primary_needs")


def _of_the_sum(told: Told) -> Iterator[Problem]:
    if high(told, NEED) == 0 and told[NEED].given != NONE:
        yield Problem(NEED, "is 0: write none when no money is needed, null when nobody knows how much")
