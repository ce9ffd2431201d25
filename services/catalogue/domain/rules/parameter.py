"""Numbers of an edition that have a name, a source, and days from which they hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictFloat, StrictInt, model_validator

from services.catalogue.domain.moment import UNKNOWN, Day, Unknown, known_day
from services.catalogue.domain.part import Code, NotEmpty, Part
from services.catalogue.domain.text import Prose

Figure = StrictInt | StrictFloat
MOST_YEARS = 200
"""More years, counted from anybody's birth, would leave the calendar."""
NAMED = "$"
"""What stands before a parameter's name where a number could stand."""


class Held(Part):
    """A value from a day on; `from: unknown` for the first, which then holds from ever."""

    since: Annotated[Day, Field(alias="from")] = UNKNOWN
    value: Figure | Unknown


class Parameter(Part):
    """`values`, oldest first: each holds until the next."""

    unit: Literal["EUR", "pct", "months", "days", "years", "count"]
    values: NotEmpty[tuple[Held, ...]]
    source: Prose | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in pairwise(self.values):
            if known_day(later.since) is None or _begins(later) <= _begins(earlier):
                raise ValueError("values: oldest first, each from a day that is later than the one before")
        if self.unit == "years" and any(held.value != UNKNOWN and held.value >= MOST_YEARS for held in self.values):
            raise ValueError(f"values: years are less than {MOST_YEARS}")
        return self

    def on(self, day: date) -> float | None:
        """The value that holds; None when nobody found it, or none holds yet."""
        begun = [held for held in self.values if _begins(held) <= day]
        return None if not begun or begun[-1].value == UNKNOWN else begun[-1].value


Parameters = Mapping[Code, Parameter]


def in_force(parameters: Mapping[str, Parameter], day: date) -> dict[str, Any]:
    """The values that hold on a day."""
    return {name: parameter.on(day) for name, parameter in parameters.items()}


def changes(parameters: Sequence[Parameter]) -> set[date]:
    """The days on which one of them begins to have another value."""
    return {day for parameter in parameters for held in parameter.values if (day := known_day(held.since))}


def _begins(held: Held) -> date:
    return known_day(held.since) or date.min
