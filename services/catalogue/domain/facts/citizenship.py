"""Who is a citizen of the Union on a day, and so needs no residence title."""

from datetime import date
from functools import lru_cache

from services.catalogue.domain.facts.knowledge import Choice, Knowledge
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.reference.countries import COUNTRIES

CITIZENSHIP = "person.citizenship"


@lru_cache(maxsize=DAYS_KEPT)
def union_on(day: date) -> tuple[str, ...]:
    """Whose citizens count as citizens of the Union on a day."""
    return tuple(code for code, country in COUNTRIES.items() if country.in_union(day))


def is_of_the_union(citizenship: Knowledge, day: date) -> bool:
    """Whether the person certainly is, whichever of the countries told it is."""
    possible = citizenship.possible
    return isinstance(possible, Choice) and possible.values <= set(union_on(day))
