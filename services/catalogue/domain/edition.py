"""One dated edition of a measure: everything that was true of it while it applied."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, Self

from pydantic import model_validator

from services.catalogue.domain.condition import Condition, refuse_nameless
from services.catalogue.domain.moment import known_day
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.rules.parameter import in_force
from services.catalogue.domain.unverified import EVERYTHING, must_name_a_field
from services.catalogue.domain.window import Window, WindowOn, window_on
from services.catalogue.domain.written_edition import Kind, WrittenEdition

__all__ = ["Edition", "Kind", "edition_from"]


class Edition(WrittenEdition):
    """What was written, held together, and what follows from it."""

    @cached_property
    def unverified_conditions(self) -> frozenset[str]:
        """The ids of the conditions that wait for a better source."""
        ids = (condition.id for condition in self.conditions)
        return frozenset(each for each in ids if self.is_unverified(f"conditions.{each}"))

    @cached_property
    def acts(self) -> Mapping[str, Condition]:
        """The conditions that are acts, by their ids."""
        return {condition.id: condition for condition in self.conditions if condition.act}

    @cached_property
    def turning(self) -> tuple[Condition, ...]:
        """The conditions of which time alone may change what is found."""
        return tuple(condition for condition in self.conditions if condition.turns)

    @cached_property
    def shown(self) -> tuple[Condition, ...]:
        """The conditions that nothing judges."""
        return tuple(condition for condition in self.conditions if condition.sort in ("judgement", "note"))

    @cached_property
    def legal_source(self) -> str:
        """The acts it rests on, in one line."""
        return "; ".join(self.legal_sources)

    @cached_property
    def is_for_all(self) -> bool:
        """Whether no window of it is for some people only."""
        return all(window.only_if is None for window in self.windows)

    @cached_property
    def window_on(self) -> Callable[[date], WindowOn]:
        """What its windows say to everybody on a day; the days last asked for are kept."""
        kept: Callable[[date], WindowOn] = lru_cache(maxsize=DAYS_KEPT)(partial(window_on, self.windows))
        return kept

    @cached_property
    def in_force(self) -> Callable[[date], Mapping[str, Any]]:
        """The values of its parameters on a day; the days last asked for are kept."""
        kept: Callable[[date], Mapping[str, Any]] = lru_cache(maxsize=DAYS_KEPT)(partial(in_force, self.parameters))
        return kept

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What others work out of it alone, and need not work out again."""
        return {}

    @cached_property
    def begins(self) -> date:
        return known_day(self.valid_from) or date.min

    @cached_property
    def last_day(self) -> date | None:
        return known_day(self.valid_to)

    def content(self) -> dict[str, Any]:
        """The edition as plain JSON data, exactly the fields its editor wrote."""
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def is_unverified(self, path: str) -> bool:
        """Whether a field, something in it or what it stands in waits for a better source."""
        return bool(self.unverified) and any(
            p == EVERYTHING or f"{p}.".startswith(f"{path}.") or f"{path}.".startswith(f"{p}.") for p in self.unverified
        )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        self._check_days()
        ids = [condition.id for condition in self.conditions]
        if repeated := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"conditions: the id {', '.join(sorted(repeated))} is used twice")
        refuse_nameless(self.conditions, self.parameters)
        must_name_a_field(self.unverified, self.content())
        return self

    def _check_days(self) -> None:
        last = self.last_day or date.max
        if last < self.begins:
            raise ValueError(f"valid_to: {last} is before valid_from {self.begins}")
        refuse_beyond(self.windows, self.begins, last)


def refuse_beyond(windows: Sequence[Window], first: date, last: date) -> None:
    """Raise ValueError for a window that opens or closes outside of the days its edition applies."""
    for number, window in enumerate(windows):
        for name, day in (("opens", known_day(window.opens)), ("closes", known_day(window.closes))):
            if day and not first <= day <= last:
                raise ValueError(f"windows.{number}.{name}: {day} is not within valid_from and valid_to")


def edition_from(content: Mapping[str, Any]) -> Edition:
    """An edition from the plain data of an event."""
    return Edition.model_validate(content)
