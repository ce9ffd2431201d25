"""Between domain events and the bytes that are stored: short names for ever, canonical JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent
from eventsourcing.utils import get_topic
from pydantic import BaseModel, ConfigDict, create_model

from chassis.modelling import NOT_YET_RECORDED, Root

ENVELOPE = frozenset({"originator_id", "originator_version", "timestamp", "originator_topic"})
"""What the recorder knows of an event by itself and the stored bytes do not repeat."""
VERSION = "class_version"
"""Under this a class says, and the stored bytes repeat, which shape an event has; 1 goes without saying."""


@dataclass(frozen=True)
class Storable(StoredEvent):
    """A stored event that knows its ordering key."""

    originator_id: UUID
    subject: UUID


@dataclass(frozen=True)
class Recorded(StoredEvent):
    """A stored event that knows when it was recorded."""

    recorded_at: datetime


class NamedMapper(Mapper[UUID]):
    """Maps by the names a service has given its events; never by where their classes lie.

    `names` holds aggregate classes under one word and their events under two: "case" and
    "case.opened". An event without a name cannot be stored, a name without a class not be read.
    What is stored is what can be read again: a value its field does not allow is refused before.
    """

    def __init__(self, names: Mapping[str, type]) -> None:
        self._classes = dict(names)
        if len(set(names.values())) < len(names):
            raise ValueError("A class has two names; it is stored under one, for ever.")
        self._names = {kind: name for name, kind in names.items()}
        self._shapes = {kind: _shape(name, kind) for kind, name in self._names.items() if "." in name}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> Storable:
        """The event's name, subject and bytes."""
        if not isinstance(domain_event, Root.Event):
            raise TypeError(f"{type(domain_event).__name__} is no event of a Root.")
        kind = type(domain_event)
        values = {k: v for k, v in vars(domain_event).items() if k not in ENVELOPE}
        shape = self._shapes[kind].model_validate(values, strict=True)
        return Storable(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=self._names[kind],
            state=shape.model_dump_json().encode(),
            subject=domain_event.subject,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Root.Event:
        """The event as its class says it now, through every upcaster since it was stored."""
        kind = self._classes.get(stored_event.topic)
        if kind is None or not issubclass(kind, Root.Event):
            raise MapperDeserialisationError(f"No event is named '{stored_event.topic}' here.")
        values = self._read(kind, stored_event)
        values |= {
            "originator_id": stored_event.originator_id,
            "originator_version": stored_event.originator_version,
            "timestamp": getattr(stored_event, "recorded_at", NOT_YET_RECORDED),
        }
        if issubclass(kind, Root.Created):
            aggregate = self._classes[stored_event.topic.partition(".")[0]]
            values["originator_topic"] = get_topic(aggregate)
        event = object.__new__(kind)
        object.__setattr__(event, "__dict__", values)
        return event

    def _read(self, kind: type, stored: StoredEvent) -> dict[str, Any]:
        try:
            shape = self._shapes[kind].model_validate_json(_upcast(kind, stored.state))
        except (ValueError, KeyError) as problem:
            at = f"{stored.originator_id}, version {stored.originator_version}"
            raise MapperDeserialisationError(f"'{stored.topic}' of {at} cannot be read.") from problem
        values = dict(shape.__dict__)
        values.pop(VERSION, None)
        return values


def own_fields(kind: type) -> dict[str, Any]:
    """The fields an event class stores, with their annotations whole."""
    hints = get_type_hints(kind, include_extras=True)
    # An event class is a dataclass by the library's metaclass, which its type does not show.
    return {f.name: hints[f.name] for f in fields(kind) if f.name not in ENVELOPE}


def _shape(name: str, kind: type) -> type[BaseModel]:
    held: dict[str, Any] = {field: (hint, ...) for field, hint in own_fields(kind).items()}
    if (newest := _newest(kind)) > 1:
        held[VERSION] = (int, newest)
    # A field nobody knows any more is lost only by an upcaster that says so.
    config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    return create_model(name, __config__=config, **dict(sorted(held.items())))


def _newest(kind: type) -> int:
    return int(getattr(kind, VERSION, 1))


def _upcast(kind: type, state: bytes) -> bytes:
    raw = json.loads(state)
    stored_in, newest = raw.get(VERSION, 1), _newest(kind)
    if stored_in == newest:
        return state
    if stored_in > newest:
        raise MapperDeserialisationError(f"{kind.__qualname__} is known up to version {newest}, not {stored_in}.")
    for version in range(stored_in, newest):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(raw)
    return json.dumps({**raw, VERSION: newest}).encode()
