"""Every type a stored event may have comes back from the store as it went in."""

from datetime import UTC, date
from enum import StrEnum
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, ConfigDict

from chassis.modelling import Operational, Root, Statistical
from chassis.store.mapper import NamedMapper

HERE = UUID("00000000-0000-4000-8000-000000000001")


class Colour(StrEnum):
    """A closed list."""

    RED = "red"
    GREEN = "green"


class Part(BaseModel):
    """A value made of values."""

    model_config = ConfigDict(frozen=True)

    name: str
    weight: int | None
    colours: tuple[Colour, ...]


class Whole(BaseModel):
    """A value made of values made of values."""

    model_config = ConfigDict(frozen=True)

    parts: tuple[Part, ...]


class Sample(Root):
    """An aggregate with one of everything."""

    class Taken(Root.Created):
        text: Statistical[str]
        number: Operational[int]
        truth: Operational[bool]
        day: Operational[date]
        instant: Operational[AwareDatetime]
        id_of_another: Operational[UUID]
        colour: Statistical[Colour]
        ids: Operational[tuple[UUID, ...]]
        numbers: Operational[list[int]]
        whole: Operational[Whole]
        pair: Operational[tuple[str, date]]
        perhaps: Operational[date | None]
        perhaps_a_part: Operational[Part | None]

    def __init__(self) -> None:
        self.taken = True


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
"""Every text that has a form in UTF-8, control characters and all."""
COLOURS = st.sampled_from(Colour)
DAYS = st.dates()
PARTS = st.builds(Part, name=TEXTS, weight=st.none() | st.integers(), colours=st.lists(COLOURS).map(tuple))
FIELDS = st.fixed_dictionaries(
    {
        "occurred_on": DAYS,
        "text": TEXTS,
        "number": st.integers(),
        "truth": st.booleans(),
        "day": DAYS,
        "instant": st.datetimes(timezones=st.just(UTC)),
        "id_of_another": st.uuids(),
        "colour": COLOURS,
        "ids": st.lists(st.uuids()).map(tuple),
        "numbers": st.lists(st.integers()),
        "whole": st.builds(Whole, parts=st.lists(PARTS, max_size=3).map(tuple)),
        "pair": st.tuples(TEXTS, DAYS),
        "perhaps": st.none() | DAYS,
        "perhaps_a_part": st.none() | PARTS,
    }
)
MAPPER = NamedMapper({"sample": Sample, "sample.taken": Sample.Taken})


def taken(fields: dict[str, Any]) -> Any:
    """The event."""
    return Sample._create(Sample.Taken, id=HERE, **fields).collect_events()[0]


@given(FIELDS)
def test_every_field_comes_back_as_it_went_in(fields: dict[str, Any]) -> None:
    """Same values of the same types, and storing what came back gives the same bytes."""
    stored = MAPPER.to_stored_event(taken(fields))

    read = MAPPER.to_domain_event(stored)

    assert {name: vars(read)[name] for name in fields} == fields
    assert {name: type(vars(read)[name]) for name in fields} == {name: type(v) for name, v in fields.items()}
    assert MAPPER.to_stored_event(read) == stored


@given(FIELDS)
def test_the_bytes_depend_on_nothing_but_the_values(fields: dict[str, Any]) -> None:
    """The order in which an event's fields were given changes nothing."""
    backwards = dict(reversed(fields.items()))

    assert MAPPER.to_stored_event(taken(backwards)).state == MAPPER.to_stored_event(taken(fields)).state
