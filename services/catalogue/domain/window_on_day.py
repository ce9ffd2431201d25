"""What may be said of one day: whether one may apply, from when, until when, and what stops it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.catalogue.domain.standing import Interruption
from services.catalogue.domain.text import Text


class WindowState(StrEnum):
    """Whether one may apply on a day; `unknown` says that a day that decides it was not found."""

    OPEN = "open"
    CLOSED = "closed"
    UPCOMING = "upcoming"
    UNKNOWN = "unknown"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True)
class WindowOn:
    """What the windows of an edition say on one day.

    `opens_on`, `closes_on`: of the window that is open, next or last; when the state is unknown,
    `opens_on` is the next opening known. `only_for` names the audience when nobody else may apply.
    `stops`: what keeps applications from being taken in between, or did.
    """

    state: WindowState
    opens_on: date | None = None
    closes_on: date | None = None
    only_for: tuple[Text, ...] = ()
    until_funds_end: bool = False
    notes: tuple[Text, ...] = ()
    stops: tuple[Interruption, ...] = ()

    @property
    def is_suspended(self) -> bool:
        """Whether it is closed for the time being alone, and nobody knows until when."""
        lasting = [stop for stop in self.stops if stop.until is None and stop.last_day == self.closes_on]
        return self.state is WindowState.CLOSED and any(not stop.closes for stop in lasting)
