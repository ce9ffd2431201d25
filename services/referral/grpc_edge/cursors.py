"""Cursors of a stream: where a partner has read to, sealed so that nobody makes one or uses another's."""

from chassis.modelling import InvalidField
from chassis.paging import Pages


class Cursors:
    """Seals a place in the log for one partner, and opens what it gives back."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def at(self, log: str, position: int, recipient: str) -> str:
        """The cursor that goes on after a position."""
        return self._pages.token(f"{log}/{position}", _for(recipient))

    def position(self, cursor: str, log: str, recipient: str) -> int:
        """The position to go on after; 0 for an empty cursor.

        Raises InvalidField("cursor") for another's, for one nobody sealed, and for one of a log
        that was restored since: what was read then may have become something else.
        """
        if not cursor:
            return 0
        made_in, _, position = self._opened(cursor, recipient).rpartition("/")
        if made_in != log:
            raise InvalidField("cursor", "is from before the data was restored; begin anew with an empty one")
        return int(position)

    def _opened(self, cursor: str, recipient: str) -> str:
        try:
            return self._pages.open(cursor, _for(recipient))
        except InvalidField as foreign:
            raise InvalidField("cursor", "must be given back exactly as you received it") from foreign


def _for(recipient: str) -> tuple[str, ...]:
    return ("WatchReferrals", recipient)
