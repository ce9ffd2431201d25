"""Which edition answers for a measure on a day, what its windows say to this person, and on which day it judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from types import MappingProxyType

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.interrupted_window import interrupted
from services.catalogue.domain.moment import known_day
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.standing import UNDISTURBED, Standing
from services.catalogue.domain.verdicts.window_for import window_for
from services.catalogue.domain.window import WindowOn, WindowState


@dataclass(frozen=True, slots=True)
class Chosen:
    """An edition with its window on a day. `published` is None when nobody found when it became public.

    `beneath`: of an edition that was not public on the day, what its windows say all the same.
    """

    edition: Edition
    window: WindowOn
    published: date | None
    beneath: WindowOn | None = None

    def judged_on(self, day: date) -> date:
        """Ages and durations count on the day asked about, or on the opening of a window that is still to come."""
        upcoming = self._says.state is WindowState.UPCOMING
        return self._says.opens_on or day if upcoming else day

    def mended_by(self, day: date) -> date | None:
        """The last day on which waiting may help; None when it always may. Of a closed window nothing is waited for."""
        if self._says.state is WindowState.CLOSED:
            return day
        closes = self._says.closes_at_the_latest
        return max(closes, day) if closes else None

    @property
    def last_day(self) -> date | None:
        """The last day on which one may still do what is to be done; None when there is no such day."""
        ends = self._says.state in (WindowState.OPEN, WindowState.UPCOMING)
        return self._says.closes_on if ends else None

    @property
    def _says(self) -> WindowOn:
        return self.beneath or self.window


Standings = Mapping[str, Standing]
"""How editions stand beyond what they say, by their ids; those that are not there are undisturbed."""
NONE_DISTURBED: Standings = MappingProxyType({})


def edition_for(
    editions: Sequence[Edition], profile: Profile, day: date, standings: Standings = NONE_DISTURBED
) -> Chosen:
    """The edition whose window holds the day, else the next, else the last there was. Editions come oldest first."""
    chosen = [
        Chosen(edition, _interrupted(edition, profile, day, standings), known_day(edition.published_on))
        for edition in _not_followed(editions, day)
    ]
    # Only the last that has begun is left of those that have, and it stands first.
    coming = [one for one in chosen if one.window.state is not WindowState.CLOSED]
    return _as_published(coming[0] if coming else chosen[-1], day)


def _not_followed(editions: Sequence[Edition], day: date) -> list[Edition]:
    """The last that has begun and those to come: one whose end is unknown ends when the next begins."""
    return [one for one, later in zip_longest(editions, editions[1:]) if later is None or later.begins > day]


def _interrupted(edition: Edition, profile: Profile, day: date, standings: Standings) -> WindowOn:
    standing = standings.get(edition.id, UNDISTURBED)
    return interrupted(lambda other: _window(edition, profile, other), standing, day)


def _window(edition: Edition, profile: Profile, day: date) -> WindowOn:
    if edition.last_day and day > edition.last_day:
        # A window whose own days are unknown did not outlive its edition.
        last = edition.window_on(day)
        return WindowOn(WindowState.CLOSED, last.opens_on, last.closes_on or edition.last_day)
    if edition.is_for_all:
        return edition.window_on(day)
    return window_for(edition, Judging(profile, day, edition.in_force(day)))


def _as_published(chosen: Chosen, day: date) -> Chosen:
    """Before an edition was public nobody could know its window."""
    if chosen.published is None or chosen.published <= day:
        return chosen
    not_public = replace(chosen.window, state=WindowState.NOT_PUBLISHED)
    return replace(chosen, window=not_public, beneath=chosen.window)
