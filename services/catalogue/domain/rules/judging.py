"""What a rule is judged on: what is known, the day, and the numbers the edition gives names to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from services.catalogue.domain.facts.profile import Profile

NO_FIGURES: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Judging:
    """`parameters`: the values that hold on the day, by name; None for one that nobody found.

    `today`: the day asked about, where ages and durations are judged on another.
    """

    profile: Profile
    on: date
    parameters: Mapping[str, Any]
    today: date | None = None

    @property
    def first_day(self) -> date:
        """The first day on which anything can still happen."""
        return min(self.on, self.today or self.on)

    def at(self, day: date) -> "Judging":
        """The same on another day; what hangs on the day is concluded for that one."""
        return replace(self, profile=self.profile.on(day), on=day)

    def knowing(self, profile: Profile) -> "Judging":
        """The same for who has other facts."""
        return replace(self, profile=profile)
