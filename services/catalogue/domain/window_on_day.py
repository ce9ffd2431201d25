"""What may be said of one day: whether one may apply, from when, until when, and what stops it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from services.catalogue.domain.standing import Interruption
from services.catalogue.domain.text import Text

ENDLESS = date.max


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
    `stops`: what keeps applications from being taken in between, or did. `perhaps_until`: where a window that may be
    for whoever asks, and nobody knows, takes applications longer than until `closes_on`: its last day, or ENDLESS.
    """

    state: WindowState
    opens_on: date | None = None
    closes_on: date | None = None
    only_for: tuple[Text, ...] = ()
    until_funds_end: bool = False
    notes: tuple[Text, ...] = ()
    stops: tuple[Interruption, ...] = ()
    perhaps_until: date | None = None

    @property
    def closes_at_the_latest(self) -> date | None:
        """The last day on which anybody who may be asking can still apply; None when no closing day is known."""
        latest = self.perhaps_until or self.closes_on
        return None if latest == ENDLESS else latest

    def to_the_last(self) -> Self:
        """The same with its last end, as it is said where nobody asks for themselves."""
        return replace(self, closes_on=self.closes_at_the_latest, perhaps_until=None) if self.perhaps_until else self

    def ended(self, last_day: date) -> Self:
        """The same, when it takes applications until that day at the latest."""
        closes = min(self.closes_on or ENDLESS, last_day)
        latest = min(self.perhaps_until or closes, last_day)
        return replace(self, closes_on=closes, perhaps_until=latest if latest > closes else None)

    @property
    def is_suspended(self) -> bool:
        """Whether it is closed for the time being alone, and nobody knows until when."""
        lasting = [stop for stop in self.stops if stop.until is None and stop.last_day == self.closes_on]
        return self.state is WindowState.CLOSED and any(not stop.closes for stop in lasting)
