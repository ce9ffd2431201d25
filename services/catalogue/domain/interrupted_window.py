"""When one may apply to an edition that was suspended or closed: what its windows say, and what stopped them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from services.catalogue.domain.standing import Interruption, Standing
from services.catalogue.domain.window import WindowOn, WindowState


def interrupted(windows: Callable[[date], WindowOn], standing: Standing, day: date) -> WindowOn:
    """What the windows say on the day, given how the edition stands; `windows` answers for any day.

    While it is stopped it is closed, or upcoming when the day is known on which it goes on. A stop that is
    announced ends the window that is open, and one that never ends keeps a later window from opening.
    """
    if not standing.interruptions:
        return windows(day)
    said = _between(windows, standing, day)
    return replace(said, stops=tuple(standing.told_on(day, said.opens_on if _is_open(said) else day)))


def _between(windows: Callable[[date], WindowOn], standing: Standing, day: date) -> WindowOn:
    if holding := standing.on(day):
        return _stopped(windows, holding)
    said = windows(day)
    if said.state is WindowState.UPCOMING and said.opens_on and (holding := standing.on(said.opens_on)):
        return _stopped(windows, holding)
    coming = standing.next_after(day)
    if said.state is WindowState.OPEN and coming:
        return said.ended(coming.last_day)
    return said


def _stopped(windows: Callable[[date], WindowOn], holding: Interruption) -> WindowOn:
    if holding.until is None:
        return WindowOn(WindowState.CLOSED, closes_on=holding.last_day)
    after = windows(holding.until)
    return replace(after, state=WindowState.UPCOMING, opens_on=holding.until) if _is_open(after) else after


def _is_open(window: WindowOn) -> bool:
    return window.state is WindowState.OPEN
