"""Cursors of a stream: where somebody has read to, sealed so that nobody makes one or uses another's."""

from dataclasses import dataclass

from chassis.modelling import InvalidField
from chassis.paging import Pages


@dataclass(frozen=True)
class Cursors:
    """Seals places of one stream for one reader, and opens what it gives back. `method`: the call that streams."""

    pages: Pages
    method: str

    def at(self, log: str, place: str, reader: str) -> str:
        """The cursor that goes on after a place in what a log tells."""
        return self.pages.token(f"{log}/{place}", (self.method, reader))

    def opened(self, cursor: str, log: str, reader: str) -> str:
        """The place to go on after; "" for an empty cursor.

        Raises InvalidField("cursor") for another's, for one nobody sealed, and for one of a log that was
        restored since: what was read then may have become something else.
        """
        if not cursor:
            return ""
        made_in, _, place = self._unsealed(cursor, reader).partition("/")
        if made_in != log:
            raise InvalidField("cursor", "is from before the data was restored; begin anew with an empty one")
        return place

    def _unsealed(self, cursor: str, reader: str) -> str:
        try:
            return self.pages.open(cursor, (self.method, reader))
        except InvalidField as foreign:
            raise InvalidField("cursor", "must be given back exactly as you received it") from foreign
