"""The published language on the wire: CloudEvents 1.0 attributes in headers, protobuf in the body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import Message as Protobuf

from chassis.modelling import Root
from chassis.store.log import Entry
from chassis.traceparent import well_formed
from chassis.transport.port import Message

Publish = Callable[[Root.Event], Protobuf | None]
"""A service's pure function from one stored event to what it says of it, or nothing."""

_PREFIX = "cloudEvents:"
_TYPES = "somicis.plumbing."
"""Heartbeats and markers have no message of their own; as events they are still of some type."""
LAST_POSITION = 2**63 - 1
_SPEC = {"specversion": "1.0", "datacontenttype": "application/protobuf"}
EVENT, HEARTBEAT, REPLAYED = "event", "heartbeat", "replayed"
PARTITION = 0
"""All events of a log are in one partition today; the number travels so that it can change."""


class Undecodable(Exception):
    """A message that is none of ours."""


@dataclass(frozen=True)
class PublicEvent:
    """What a service says of one stored event. `previous` is its previous public position."""

    source: str
    log: str
    position: int
    previous: int
    type: str
    subject: str
    recorded_at: datetime
    correlation: str
    caused_by: str
    traceparent: str
    body: bytes

    def message(self) -> Message:
        """The event as it travels."""
        attributes = {
            **_SPEC,
            "id": f"{self.log}/{self.position}",
            "source": _uri_of(self.source),
            "type": self.type,
            "subject": self.subject,
            "time": self.recorded_at.isoformat(),
            "correlation": self.correlation,
            "causedby": self.caused_by,
            "traceparent": self.traceparent,
            "log": self.log,
            "partition": str(PARTITION),
            "position": str(self.position),
            "previousposition": str(self.previous),
        }
        return Message(_headers(EVENT, attributes), self.body)


@dataclass(frozen=True)
class Heartbeat:
    """Nothing new: the last public position, and the instant up to which all has been said."""

    source: str
    log: str
    position: int
    complete_until: datetime

    def message(self) -> Message:
        """The heartbeat as it travels."""
        complete = self.complete_until.isoformat()
        attributes = _plumbing(HEARTBEAT, self.source, self.log, f"{self.position}/{complete}")
        attributes |= {"position": str(self.position), "completeuntil": complete}
        return Message(_headers(HEARTBEAT, attributes), b"")


@dataclass(frozen=True)
class Replayed:
    """The end of a replay: what followed the position `after` has been said again, up to `position`."""

    source: str
    log: str
    after: int
    position: int

    def message(self) -> Message:
        """The marker as it travels."""
        attributes = _plumbing(REPLAYED, self.source, self.log, f"{self.after}/{self.position}")
        attributes |= {"after": str(self.after), "position": str(self.position)}
        return Message(_headers(REPLAYED, attributes), b"")


def said_of(
    source: str, log: str, entry: Entry, event: Root.Event, previous: int, publish: Publish
) -> PublicEvent | None:
    """The public event of a stored one; None when the service keeps it to itself."""
    body = publish(event)
    if body is None:
        return None
    return PublicEvent(
        source=source,
        log=log,
        position=entry.position,
        previous=previous,
        type=body.DESCRIPTOR.full_name,
        subject=str(entry.subject),
        recorded_at=entry.recorded_at,
        correlation=entry.origin.correlation,
        caused_by=entry.origin.caused_by,
        traceparent=entry.origin.traceparent,
        body=body.SerializeToString(deterministic=True),
    )


def heard_in(message: Message, source: str) -> PublicEvent | Heartbeat | Replayed:
    """What a message of a source is, fit to be stored. Raises Undecodable."""
    try:
        heard = _READERS[message.headers["somicis-kind"]](_attributes(message.headers), message.body)
    except (AttributeError, KeyError, ValueError, TypeError) as problem:
        raise Undecodable(f"{type(problem).__name__}: {problem}") from problem
    if heard.source != source:
        raise Undecodable(f"{source} was to speak here, and {heard.source} did.")
    return heard


def decoded(type_name: str, body: bytes) -> Protobuf | None:
    """The protobuf message of a public event; None when its type is unknown here."""
    try:
        descriptor = descriptor_pool.Default().FindMessageTypeByName(type_name)
    except KeyError:
        return None
    return message_factory.GetMessageClass(descriptor).FromString(body)


def _headers(kind: str, attributes: Mapping[str, str]) -> dict[str, str]:
    return {"somicis-kind": kind} | {f"{_PREFIX}{k}": v for k, v in attributes.items()}


def _plumbing(kind: str, source: str, log: str, what: str) -> dict[str, str]:
    known = {"source": _uri_of(source), "log": log, "type": f"{_TYPES}{kind}"}
    return {**_SPEC, "id": f"{log}/{kind}/{what}", **known}


def _uri_of(source: str) -> str:
    return f"/somicis/{source}"


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    return {k.removeprefix(_PREFIX): v for k, v in headers.items() if k.startswith(_PREFIX)}


def _event(attributes: Mapping[str, str], body: bytes) -> PublicEvent:
    event = PublicEvent(
        source=_source(attributes),
        log=str(UUID(attributes["log"])),
        position=position_in(attributes["position"]),
        previous=position_in(attributes["previousposition"]),
        type=_text(attributes["type"], 160),
        subject=_text(attributes["subject"], 64),
        recorded_at=_instant(attributes["time"]),
        correlation=_text(attributes["correlation"], 64),
        caused_by=_text(attributes["causedby"], 64),
        # What says nothing of use in it is heard all the same: a trace helps to look for something, and no more.
        traceparent=well_formed(attributes.get("traceparent", "")),
        body=body,
    )
    if event.previous >= event.position:
        raise ValueError(f"position {event.position} cannot follow {event.previous}")
    return event


def _heartbeat(attributes: Mapping[str, str], _body: bytes) -> Heartbeat:
    log, position = str(UUID(attributes["log"])), position_in(attributes["position"])
    return Heartbeat(_source(attributes), log, position, _instant(attributes["completeuntil"]))


def _replayed(attributes: Mapping[str, str], _body: bytes) -> Replayed:
    after, position = position_in(attributes["after"]), position_in(attributes["position"])
    return Replayed(_source(attributes), str(UUID(attributes["log"])), after, position)


def _source(attributes: Mapping[str, str]) -> str:
    return _text(attributes["source"], 40 + len(_uri_of(""))).removeprefix(_uri_of(""))


def position_in(text: str) -> int:
    """The position a text says. Raises ValueError or TypeError when it says none."""
    position = int(text)
    if not 0 <= position <= LAST_POSITION:
        raise ValueError(f"no position: {position}")
    return position


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"an instant without an offset: {instant}")
    return instant


def _text(text: str, longest: int) -> str:
    if len(text) > longest or "\0" in text:
        raise ValueError("a text too long, or one no database keeps")
    # Fails for what has no form in UTF-8.
    text.encode()
    return text


_READERS: Mapping[str, Callable[[Mapping[str, str], bytes], PublicEvent | Heartbeat | Replayed]] = {
    EVENT: _event,
    HEARTBEAT: _heartbeat,
    REPLAYED: _replayed,
}
