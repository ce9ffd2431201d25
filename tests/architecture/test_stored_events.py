"""What lies in a log stays readable: names and fields of stored events are pinned in a file that is reviewed."""

from copy import deepcopy
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import pytest
from pydantic import BaseModel, Field

from chassis.modelling import Operational, Root
from tests.support import stored_events
from tests.support.stored_events import (
    aggregates,
    differences,
    events_of,
    pins_now,
    pins_on_file,
    services,
    shape_of,
    stored_names,
)

HOW_TO_GO_ON = (
    "A new event: `make stored-events`, and have the file reviewed. An event that somebody has stored already: "
    "give it back its fields, or raise its class_version, write the upcaster and its test, then `make stored-events`."
)


def test_nothing_stored_changed_its_name_or_fields() -> None:
    """A log written by the last version is read by this one."""
    assert differences(pins_on_file(), pins_now()) == [], HOW_TO_GO_ON
    assert list(pins_on_file()) == services()


def test_the_reviewed_file_is_what_its_command_writes(tmp_path: Path) -> None:
    """So that a reviewer reads the change and nothing else."""
    stored_events.write(tmp_path / "pins.yaml")

    assert (tmp_path / "pins.yaml").read_text("utf-8") == stored_events.PINNED.read_text("utf-8"), HOW_TO_GO_ON


@pytest.mark.parametrize("service", services())
def test_every_event_a_domain_can_record_has_its_name(service: str) -> None:
    """An event without a name cannot be stored, and would be found out when somebody needs it."""
    kinds = aggregates(service)
    named = set(stored_names(service).values())

    assert [kind.__name__ for kind in kinds if kind not in named] == []
    assert [event.__qualname__ for kind in kinds for event in events_of(kind) if event not in named] == []


@pytest.mark.parametrize("service", services())
def test_an_event_is_named_after_its_aggregate_and_by_one_name(service: str) -> None:
    """The word before the dot finds the aggregate again when the first event is read."""
    names = stored_names(service)

    assert len(set(names.values())) == len(names)
    for name, kind in names.items():
        aggregate, dot, _ = name.partition(".")
        assert kind.__qualname__.startswith(f"{names[aggregate].__name__}." if dot else names[aggregate].__name__)


def spoiled(change: str) -> list[str]:
    """What is noticed when the first field of the first event is treated so."""
    pinned: Any = {"desk": {"visit.begun": {"on": "date", "who": "uuid"}}}
    now = deepcopy(pinned)
    fields = now["desk"]["visit.begun"]
    match change:
        case "renamed event":
            now["desk"]["visit.started"] = now["desk"].pop("visit.begun")
        case "renamed field":
            fields["day"] = fields.pop("on")
        case "other type":
            fields["on"] = "date-time"
        case "removed field":
            fields.pop("on")
        case "new event":
            now["desk"]["visit.ended"] = {"on": "date"}
    return differences(pinned, now)


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("nothing", []),
        (
            "renamed event",
            [
                "desk visit.begun on is gone",
                "desk visit.begun who is gone",
                "desk visit.started on is not pinned",
                "desk visit.started who is not pinned",
            ],
        ),
        ("renamed field", ["desk visit.begun on is gone", "desk visit.begun day is not pinned"]),
        ("other type", ["desk visit.begun on was date and is date-time"]),
        ("removed field", ["desk visit.begun on is gone"]),
        ("new event", ["desk visit.ended on is not pinned"]),
    ],
)
def test_a_change_of_what_is_stored_is_noticed(change: str, noticed: list[str]) -> None:
    """The guard is seen to fail."""
    assert spoiled(change) == noticed


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    GREEN = "green"


class Inner(BaseModel):
    """A piece of an event."""

    colour: Operational[Colour]
    price: Operational[Annotated[int, Field(ge=0)] | None]
    note: Operational[str] = ""


class Thing(Root):
    """An aggregate with a field of every kind."""

    class Made(Root.Created):
        at: Operational[datetime]
        flags: Operational[tuple[bool, ...]]
        inner: Operational[Inner]
        maybe: Operational[Inner | None]
        many: Operational[tuple[Inner, ...] | None]
        by_name: Operational[dict[str, int]]
        whatever: Operational[dict[str, Any]]
        owner: Operational[UUID | None]

    class Grown(Root.Event):
        class_version = 2

    def __init__(self, occurred_on: date) -> None:
        self.made_on = occurred_on


def test_the_shape_of_an_event_reaches_every_leaf() -> None:
    """A change deep in an event is as much a change as one on its surface."""
    inner = {"colour": "red | green", "price": "integer minimum=0 | null", "note?": "string"}

    assert shape_of(Thing.Made) == {
        "at": "date-time",
        "by_name{}": "integer",
        "flags[]": "boolean",
        **{f"inner.{name}": kind for name, kind in inner.items()},
        "many": "fields | null",
        **{f"many[].{name}": kind for name, kind in inner.items()},
        "maybe": "fields | null",
        **{f"maybe.{name}": kind for name, kind in inner.items()},
        "occurred_on": "date",
        "owner": "uuid | null",
        "whatever": "object",
    }


def test_an_event_that_has_grown_says_its_version() -> None:
    """The review sees that an upcaster belongs to the change."""
    assert shape_of(Thing.Grown) == {"class_version": 2, "occurred_on": "date"}


def test_an_event_that_was_forgotten_is_found() -> None:
    """The guard is seen to fail: what an aggregate can record is read from the aggregate itself."""
    assert events_of(Thing) == [Thing.Made, Thing.Grown]
