"""Which edition of a measure applies on a day."""

from collections.abc import Sequence
from datetime import date

from services.catalogue.domain.edition import Edition


def edition_in_force(editions: Sequence[Edition], on: date) -> Edition | None:
    """The edition that applies on the day, or None. Editions come oldest first.

    An edition whose last day is unknown applies until the next one begins.
    """
    begun = [edition for edition in editions if edition.begins <= on]
    if not begun or on > (begun[-1].last_day or date.max):
        return None
    return begun[-1]


def edition_to_show(editions: Sequence[Edition], on: date) -> Edition:
    """The edition that applies on the day, else the next one, else the last there was."""
    coming = (edition for edition in editions if edition.begins > on)
    return edition_in_force(editions, on) or next(coming, editions[-1])
