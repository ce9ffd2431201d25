"""Who may move freely on a day, and so needs no residence title: citizens of the Union, the EEA and Switzerland."""

from datetime import date
from functools import lru_cache

from services.catalogue.domain.facts.knowledge import Choice, Knowledge
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.reference.countries import COUNTRIES, is_third_country

CITIZENSHIP = "person.citizenship"


@lru_cache(maxsize=DAYS_KEPT)
def moving_freely_on(day: date) -> frozenset[str]:
    """Whose citizens move freely on a day.

    Art. 1 c. 2 D.Lgs. 286/1998 (TUI) leaves citizens of the Union out; those of the EEA (Agreement of 1992) and of
    Switzerland (Agreement of 1999) stay under the same rules: unverified, as the register of countries says.
    """
    return frozenset(code for code in COUNTRIES if not is_third_country(code, day))


def moves_freely(citizenship: Knowledge, day: date) -> bool:
    """Whether the person certainly does, whichever of the countries told it is."""
    possible = citizenship.possible
    return isinstance(possible, Choice) and possible.values <= moving_freely_on(day)
