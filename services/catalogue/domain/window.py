"""When one may apply: what a list of windows says about a day in Italy."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Self

from pydantic import StrictBool, model_validator

from services.catalogue.domain.moment import UNKNOWN, LastMoment, Moment, known_day
from services.catalogue.domain.part import Part
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.text import Text
from services.catalogue.domain.window_on_day import ENDLESS, WindowOn, WindowState

__all__ = ["Window", "WindowOn", "WindowState", "window_on"]


class Window(Part):
    """A stretch in which applications are taken; both ends belong to it.

    `closes: null`: no closing day is known (*a sportello*); `until_funds_end`: it ends with the money. `audience`
    says for whom it is when it is not for all, and `only_if` tests it.
    """

    opens: Moment
    closes: LastMoment
    until_funds_end: StrictBool = False
    audience: Text | None = None
    only_if: Expression | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        opens, closes = known_day(self.opens), known_day(self.closes)
        if opens and closes and closes < opens:
            raise ValueError(f"closes on {closes}, before it opens on {opens}")
        return self

    @property
    def is_for_all(self) -> bool:
        return self.audience is None and self.only_if is None

    def state_on(self, day: date) -> WindowState:
        opens, closes = known_day(self.opens), known_day(self.closes)
        if closes and day > closes:
            return WindowState.CLOSED
        if opens and day < opens:
            return WindowState.UPCOMING
        if day == opens or (opens and self.closes != UNKNOWN):
            return WindowState.OPEN
        return WindowState.UNKNOWN


def window_on(windows: Sequence[Window], day: date, surely: Sequence[Window] | None = None) -> WindowOn:
    """The most hopeful state of all windows: one that is open, else unknown, else upcoming, else closed.

    `surely`: those that are certainly for whoever asks; where it is not given, those that are for all.
    """
    theirs = [window for window in windows if window.is_for_all] if surely is None else surely
    states = [_state(window, windows, day) for window in windows]
    by_state = {state: [w for w, its in zip(windows, states, strict=True) if its is state] for state in WindowState}
    upcoming = sorted(by_state[WindowState.UPCOMING], key=_opening)
    if opened := by_state[WindowState.OPEN]:
        return _of_several(WindowState.OPEN, opened, theirs)
    if unsure := by_state[WindowState.UNKNOWN]:
        opens_on = _opening(upcoming[0]) if upcoming else None
        return WindowOn(WindowState.UNKNOWN, opens_on, notes=_notes(unsure))
    if upcoming:
        together = [w for w in upcoming if _opening(w) == _opening(upcoming[0])]
        return _of_several(WindowState.UPCOMING, together, theirs)
    last = max(windows, key=lambda window: known_day(window.closes) or _opening(window))
    return _described(WindowState.CLOSED, last, [])


def _state(window: Window, windows: Sequence[Window], day: date) -> WindowState:
    """As the window says; one of which nobody found when it closed had closed when the next opened for the same."""
    followed = known_day(window.opens) and any(
        _opening(window) < _opening(later) <= day and later.only_if == window.only_if for later in windows
    )
    return WindowState.CLOSED if window.closes == UNKNOWN and followed else window.state_on(day)


def _opening(window: Window) -> date:
    return known_day(window.opens) or date.min


def _closing(window: Window) -> date:
    return known_day(window.closes) or ENDLESS


def _of_several(state: WindowState, together: Sequence[Window], surely: Sequence[Window]) -> WindowOn:
    """Of windows with different ends the last that is surely theirs: until then they may apply.

    The end of one that may be for others would be believed by those who then come too late; so where none is surely
    theirs, the first end of all is said.
    """
    theirs = [window for window in together if window in surely]
    window = max(theirs, key=_closing) if theirs else min(together, key=_closing)
    latest = max(map(_closing, together))
    said = _described(state, window, together)
    return replace(said, perhaps_until=latest) if latest > _closing(window) else said


def _described(state: WindowState, window: Window, applicable: Sequence[Window]) -> WindowOn:
    audiences = tuple(w.audience for w in applicable if w.audience)
    everyone = len(audiences) < len(applicable)
    return WindowOn(
        state,
        opens_on=known_day(window.opens),
        closes_on=known_day(window.closes),
        only_for=() if everyone else audiences,
        until_funds_end=window.until_funds_end,
        notes=_notes(applicable or [window]),
    )


def _notes(windows: Sequence[Window]) -> tuple[Text, ...]:
    return tuple(window.note for window in windows if window.note)
