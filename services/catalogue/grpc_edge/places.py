"""Where somebody has read to in the stream about the catalogue, sealed so that nobody makes one or uses another's."""

from dataclasses import dataclass
from datetime import date

from chassis.modelling import InvalidField
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
        self._pages = pages

    def sealed(self, place: Place, organisation: str) -> str:
        """The cursor that goes on after a place."""
        return self._pages.token(f"{place.log}/{place.position}/{place.day}", (METHOD, organisation))

    def opened(self, cursor: str, log: str, organisation: str) -> Place | None:
        """The place to go on after; None for an empty cursor.

        Raises InvalidField("cursor") for another's, for one nobody sealed, and for one of a log that was
        restored since: what was read then may have become something else.
        """
        if not cursor:
            return None
        try:
            made_in, position, day = self._pages.open(cursor, (METHOD, organisation)).rsplit("/", 2)
        except InvalidField as foreign:
            raise InvalidField("cursor", "must be given back exactly as you received it") from foreign
        if made_in != log:
            raise InvalidField("cursor", "is from before the data was restored; begin anew with an empty one")
        return Place(log, int(position), date.fromisoformat(day))
