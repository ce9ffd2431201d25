"""What nobody can mean: a person not yet born on the day asked about, money for the home that pays wages."""

from collections.abc import Iterator
from datetime import date

from services.catalogue.domain.document_problems import Problem
from services.catalogue.domain.facts.knowledge import NONE, Choice
from services.catalogue.domain.facts.told import Told, high, is_to_come, low, says

FORM, WOMEN_LED = "enterprise.legal_form", "enterprise.women_led"
PURPOSE, USES, NEED = "project.purpose", "project.uses", "project.amount"
WITHOUT_DEED = ("ditta_individuale", "lavoro_autonomo", "libera_professione")
_THERE_ON_THE_DAY = ("person.birth_date", "person.permit.issued_on")
_OF_A_BUSINESS = ("investment", "working_capital", "wages", "export")


def of_the_day(told: Told, on: date) -> Iterator[Problem]:
    """Who is asked about has to be there, and the title they are said to have."""
    for name in _THERE_ON_THE_DAY:
        first = low(told, name)
        if is_to_come(told, name, on):
            yield Problem(name, f"{first} is after {on}, the day asked about")


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
