"""S25: how long people wait for their orientation."""

from decimal import Decimal
from statistics import median

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import first_of_each
from tests.support.counted_in_memory.value import Value, value


def days_to_orientation(known: KnownFacts, period: Period) -> Value:
    """Median days from a person's first contact to the first orientation in any of their cases.

    Cohort: persons whose first orientation falls in the period, whenever they first came. Each
    counts once: a later case of the same person is no second wait. People never oriented are not in
    it. An even count gives the mean of the two in the middle; nobody gives no value.
    """
    openings = _openings(known, period)
    oriented = _first_orientations(known, openings, period)
    came = known.about(Key.PERSON, oriented, FactType.CONTACT_RECORDED)
    first_contacts = first_of_each(came, lambda fact: fact.person)
    waits = [_days(first_contacts[person], oriented[person]) for person in first_contacts]
    return value(median(map(Decimal, waits)) if waits else None, _evidence(first_contacts, oriented, openings))


def _openings(known: KnownFacts, period: Period) -> dict[str, Fact]:
    """Every case, by id, of everybody who was oriented in the period."""
    cases = {fact.case for fact in known.within(period, FactType.ORIENTATION_HELD)}
    persons = {fact.person for fact in known.about(Key.CASE, cases, FactType.CASE_OPENED)}
    opened = known.about(Key.PERSON, persons - {""}, FactType.CASE_OPENED)
    return first_of_each(opened, lambda fact: fact.case)


def _first_orientations(known: KnownFacts, openings: dict[str, Fact], period: Period) -> dict[str, Fact]:
    held = known.about(Key.CASE, openings, FactType.ORIENTATION_HELD)
    firsts = first_of_each(held, lambda fact: openings[fact.case].person)
    return {person: first for person, first in firsts.items() if first.occurred_on in period}


def _days(first_contact: Fact, orientation: Fact) -> int:
    return (orientation.occurred_on - first_contact.occurred_on).days


def _evidence(contacts: dict[str, Fact], oriented: dict[str, Fact], openings: dict[str, Fact]) -> list[Fact]:
    """Of each person the contact, the orientation, and the opening that ties the one to the other."""
    measured = [oriented[person] for person in contacts]
    return [*contacts.values(), *measured, *(openings[fact.case] for fact in measured)]
