"""When one may apply: what a list of windows says about a day in Italy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from services.catalogue.domain.moment import UNKNOWN, LastMoment, Moment, known_day
from services.catalogue.domain.part import Part
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.text import Text


class WindowState(StrEnum):
    """Whether one may apply on a day; `unknown` says that a day that decides it was not found."""

    OPEN = "open"
    CLOSED = "closed"
    UPCOMING = "upcoming"
    UNKNOWN = "unknown"
    NOT_PUBLISHED = "not_published"


class Window(Part):
    """A stretch in which applications are taken; both ends belong to it.

    `closes: null` is an open-ended window (*a sportello*): until the funds end. `audience` says for whom it is
    when it is not for all, and `only_if` tests it.
    """

    opens: Moment
    closes: LastMoment
    audience: Text | None = None
    only_if: Expression | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        opens, closes = known_day(self.opens), known_day(self.closes)
        if opens and closes and closes < opens:
            raise ValueError(f"closes on {closes}, before it opens on {opens}")
        return self

    def state_on(self, day: date) -> WindowState:
        opens, closes = known_day(self.opens), known_day(self.closes)
        if closes and day > closes:
            return WindowState.CLOSED
        if opens and day < opens:
            return WindowState.UPCOMING
        if day == opens or (opens and self.closes != UNKNOWN):
            return WindowState.OPEN
        return WindowState.UNKNOWN


@dataclass(frozen=True)
class WindowOn:
    """What the windows of an edition say on one day.

    `opens_on`, `closes_on`: of the window that is open, next or last; when the state is unknown,
    `opens_on` is the next opening known. `only_for` names the audience when nobody else may apply.
    """

    state: WindowState
    opens_on: date | None = None
    closes_on: date | None = None
    only_for: tuple[Text, ...] = ()


def window_on(windows: Sequence[Window], day: date) -> WindowOn:
    """The most hopeful state of all windows: one that is open, else unknown, else upcoming, else closed."""
    states = [_state(window, windows, day) for window in windows]
    by_state = {state: [w for w, its in zip(windows, states, strict=True) if its is state] for state in WindowState}
    upcoming = sorted(by_state[WindowState.UPCOMING], key=_opening)
    if opened := by_state[WindowState.OPEN]:
        return _described(WindowState.OPEN, max(opened, key=_closing), opened)
    if by_state[WindowState.UNKNOWN]:
        return WindowOn(WindowState.UNKNOWN, opens_on=_opening(upcoming[0]) if upcoming else None)
    if upcoming:
        together = [w for w in upcoming if _opening(w) == _opening(upcoming[0])]
        return _described(WindowState.UPCOMING, max(together, key=_closing), together)
    last = max(windows, key=lambda window: known_day(window.closes) or _opening(window))
    return _described(WindowState.CLOSED, last, [])


def refuse_beyond(windows: Sequence[Window], first: date, last: date) -> None:
    """Raise ValueError for a window that opens or closes outside of the days its edition applies."""
    for number, window in enumerate(windows):
        for name, day in (("opens", known_day(window.opens)), ("closes", known_day(window.closes))):
            if day and not first <= day <= last:
                raise ValueError(f"windows.{number}.{name}: {day} is not within valid_from and valid_to")


def _state(window: Window, windows: Sequence[Window], day: date) -> WindowState:
    """As the window says; one of which nobody found when it closed had closed when the next opened for the same."""
    followed = known_day(window.opens) and any(
        _opening(window) < _opening(later) <= day and later.only_if == window.only_if for later in windows
    )
    return WindowState.CLOSED if window.closes == UNKNOWN and followed else window.state_on(day)


def _opening(window: Window) -> date:
    return known_day(window.opens) or date.min


def _closing(window: Window) -> date:
    return known_day(window.closes) or date.max


def _described(state: WindowState, window: Window, applicable: Sequence[Window]) -> WindowOn:
    audiences = tuple(w.audience for w in applicable if w.audience)
    everyone = len(audiences) < len(applicable)
    return WindowOn(
        state,
        opens_on=known_day(window.opens),
        closes_on=known_day(window.closes),
        only_for=() if everyone else audiences,
    )
