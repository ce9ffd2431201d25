"""Stored events are known by short names for ever, and old shapes can always be read."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.application import Repository
from eventsourcing.persistence import EventStore, MapperDeserialisationError, StoredEvent
from pydantic import ValidationError

from chassis.modelling import Origin
from chassis.store.mapper import NamedMapper, Storable
from chassis.store.occasion import Occasion
from chassis.store.recorder import Recorder
from tests.support import bottles, things
from tests.support.bottles import Bottle
from tests.support.things import Thing
from tests.support.workshop import NOON, Workshop

SPOON = UUID("00000000-0000-4000-8000-000000000001")
BOTTLE_OF_VERSION_1 = json.loads((Path(__file__).parent / "saved_histories" / "bottle_v1.json").read_text("utf-8"))


@pytest.fixture
def mapper() -> NamedMapper:
    """Knows things and bottles."""
    return NamedMapper({**things.STORED_NAMES, **bottles.STORED_NAMES})


def made(label: Any = "spoon") -> Any:
    """The event of a new thing."""
    thing = Thing.make(SPOON, label)
    return thing.collect_events()[0]


def stored(name: str, **state: object) -> StoredEvent:
    """An event as it may lie in the log."""
    return StoredEvent(SPOON, 1, name, json.dumps({"occurred_on": "2023-01-09", **state}).encode())


def test_an_event_is_stored_under_its_name_alone(mapper: NamedMapper) -> None:
    """Neither where its class lies nor what the recorder knows is in the bytes, so a file may be moved."""
    event = mapper.to_stored_event(made())

    assert event.topic == "thing.made"
    assert event.state == b'{"label":"spoon","occurred_on":"2023-01-09"}'


def test_the_same_event_gives_the_same_bytes(mapper: NamedMapper) -> None:
    """Fields in order of name, text as it is: what is hashed does not depend on who wrote it."""
    assert mapper.to_stored_event(made("cùcchiaio ☕")).state == (
        '{"label":"cùcchiaio ☕","occurred_on":"2023-01-09"}'.encode()
    )
    again = mapper.to_domain_event(mapper.to_stored_event(made()))
    assert mapper.to_stored_event(again).state == mapper.to_stored_event(made()).state


def test_an_event_without_a_name_cannot_be_stored() -> None:
    """Forgetting to name an event is noticed when it is first recorded, not when it is first read."""
    with pytest.raises(KeyError, match="Made"):
        NamedMapper({"thing": Thing}).to_stored_event(made())


@pytest.mark.parametrize("name", ["thing.broken", "thing", ""])
def test_an_unknown_name_cannot_be_read(mapper: NamedMapper, name: str) -> None:
    """A name without an event class is said aloud."""
    with pytest.raises(MapperDeserialisationError, match=f"'{name}'"):
        mapper.to_domain_event(stored(name, label="spoon"))


def test_a_class_has_one_name() -> None:
    """Under two it could not be said which one is written."""
    with pytest.raises(ValueError, match="two names"):
        NamedMapper({"thing.made": Thing.Made, "thing.produced": Thing.Made})


@pytest.mark.parametrize("wrong", [None, 7, b"spoon", date(2023, 1, 9)])
def test_what_could_not_be_read_again_is_not_stored(mapper: NamedMapper, wrong: Any) -> None:
    """A value its field does not allow would lie in the log for ever; it is refused, and not repeated in the error."""
    event = made()
    object.__setattr__(event, "label", wrong)

    with pytest.raises(ValidationError, match="label") as refused:
        mapper.to_stored_event(event)
    assert "input_value" not in str(refused.value)


@pytest.mark.parametrize(
    "state",
    [{}, {"label": None}, {"label": "spoon", "colour": "red"}, {"label": "spoon", "class_version": 2}],
    ids=["field missing", "value of another kind", "field nobody knows", "version of the future"],
)
def test_what_does_not_fit_is_not_read(mapper: NamedMapper, state: dict[str, object]) -> None:
    """Nothing is guessed and nothing dropped: the event is named and nobody goes on without it."""
    with pytest.raises(MapperDeserialisationError):
        mapper.to_domain_event(stored("thing.made", **state))


def test_a_saved_history_is_replayed_by_every_later_version(workshop: Workshop, mapper: NamedMapper) -> None:
    """What was stored in litres, and without saying into what, is read in millilitres, into a glass."""
    recorder = Recorder(workshop.database)
    origin = Origin(actor="OP_1", organisation="DESK_1", role="operator", correlation="c")
    saved = [
        Storable(SPOON, version, old["name"], old["state"].encode(), SPOON)
        for version, old in enumerate(BOTTLE_OF_VERSION_1, 1)
    ]
    recorder.insert_events(saved, occasion=Occasion(origin, NOON))

    bottle: Bottle = Repository(EventStore(mapper, recorder)).get(SPOON)

    assert (bottle.millilitres, bottle.poured_into, bottle.version) == (1000, "glass", 2)


def test_a_changed_event_is_stored_with_its_version(mapper: NamedMapper) -> None:
    """The newest shape says which one it is, and is read without an upcaster."""
    [filled] = Bottle.fill(SPOON, 750, date(2023, 1, 9)).collect_events()

    event = mapper.to_stored_event(filled)

    assert event.state == b'{"class_version":2,"millilitres":750,"occurred_on":"2023-01-09"}'
    assert vars(mapper.to_domain_event(event))["millilitres"] == 750
