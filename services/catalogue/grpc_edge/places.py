"""Where somebody has read to in the stream about the catalogue: how far its log, and up to which day."""

from dataclasses import dataclass
from datetime import date

from chassis.cursors import Cursors
from chassis.paging import Pages

METHOD = "WatchCatalogue"


@dataclass(frozen=True)
class Place:
    """What was told: of a log up to `position`, of what days bring up to `day`."""

    log: str
    position: int
    day: date


class Places:
    """Seals places for one organisation, and opens what it gives back."""

    def __init__(self, pages: Pages) -> None:
        self._cursors = Cursors(pages, METHOD)

    def sealed(self, place: Place, organisation: str) -> str:
        """The cursor that goes on after a place."""
        return self._cursors.at(place.log, f"{place.position}/{place.day}", organisation)

    def opened(self, cursor: str, log: str, organisation: str) -> Place | None:
        """The place to go on after; None for an empty cursor. Raises InvalidField("cursor")."""
        position, _, day = self._cursors.opened(cursor, log, organisation).partition("/")
        return Place(log, int(position), date.fromisoformat(day)) if position else None
