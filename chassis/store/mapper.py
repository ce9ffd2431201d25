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
from pydantic import BaseModel, create_model

from chassis.modelling import NOT_YET_RECORDED, Root

ENVELOPE = frozenset({"originator_id", "originator_version", "timestamp", "originator_topic"})
"""What the recorder knows of an event by itself and the stored bytes do not repeat."""


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
    """

    def __init__(self, names: Mapping[str, type]) -> None:
        self._classes = dict(names)
        self._names = {kind: name for name, kind in names.items()}
        self._shapes = {kind: _shape(name, kind) for kind, name in self._names.items() if "." in name}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> Storable:
        """The event's name, subject and bytes."""
        if not isinstance(domain_event, Root.Event):
            raise TypeError(f"{type(domain_event).__name__} is no event of a Root.")
        kind = type(domain_event)
        values = {k: v for k, v in vars(domain_event).items() if k not in ENVELOPE}
        version = getattr(kind, "class_version", 1)
        body = self._shapes[kind].model_construct(**values).model_dump_json(warnings="error")
        return Storable(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=self._names[kind],
            state=_marked(body, version),
            subject=domain_event.subject,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Root.Event:
        """The event as its class says it now, through every upcaster since it was stored."""
        kind = self._classes.get(stored_event.topic)
        if kind is None or not issubclass(kind, Root.Event):
            raise MapperDeserialisationError(f"No event is named '{stored_event.topic}' here.")
        values = self._values(kind, stored_event.state)
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

    def _values(self, kind: type, state: bytes) -> dict[str, Any]:
        raw = json.loads(state)
        stored_in = raw.pop("class_version", 1)
        for version in range(stored_in, getattr(kind, "class_version", 1)):
            getattr(kind, f"upcast_v{version}_v{version + 1}")(raw)
        shape = self._shapes[kind].model_validate_json(json.dumps(raw))
        return dict(shape.__dict__)


def own_fields(kind: type) -> dict[str, Any]:
    """The fields an event class stores, with their annotations whole."""
    hints = get_type_hints(kind, include_extras=True)
    # An event class is a dataclass by the library's metaclass, which its type does not show.
    return {f.name: hints[f.name] for f in fields(kind) if f.name not in ENVELOPE}


def _shape(name: str, kind: type) -> type[BaseModel]:
    held: dict[str, Any] = {field: (hint, ...) for field, hint in sorted(own_fields(kind).items())}
    return create_model(name, **held)


def _marked(body: str, version: int) -> bytes:
    if version == 1:
        return body.encode()
    return json.dumps({**json.loads(body), "class_version": version}, sort_keys=True).encode()
