"""The published language on the wire: CloudEvents 1.0 attributes in headers, protobuf in the body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import Message as Protobuf

from chassis.modelling import Root
from chassis.store.log import Entry
from chassis.transport.port import Message

Publish = Callable[[Root.Event], Protobuf | None]
"""A service's pure function from one stored event to what it says of it, or nothing."""

_PREFIX = "cloudEvents:"
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
    body: bytes

    def message(self) -> Message:
        """The event as it travels."""
        attributes = {
            **_SPEC,
            "id": f"{self.log}/{self.position}",
            "source": f"/somicis/{self.source}",
            "type": self.type,
            "subject": self.subject,
            "time": self.recorded_at.isoformat(),
            "correlation": self.correlation,
            "causedby": self.caused_by,
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
        attributes = {"log": self.log, "position": str(self.position), "source": self.source}
        attributes["completeuntil"] = self.complete_until.isoformat()
        return Message(_headers(HEARTBEAT, attributes), b"")


@dataclass(frozen=True)
class Replayed:
    """The end of a replay: everything asked for up to this position has been said again."""

    source: str
    log: str
    position: int

    def message(self) -> Message:
        """The marker as it travels."""
        attributes = {"log": self.log, "position": str(self.position), "source": self.source}
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
        body=body.SerializeToString(deterministic=True),
    )


def heard_in(message: Message) -> PublicEvent | Heartbeat | Replayed:
    """What a message is. Raises Undecodable."""
    try:
        return _READERS[message.headers["somicis-kind"]](_attributes(message.headers), message.body)
    except (KeyError, ValueError, TypeError) as problem:
        raise Undecodable(f"{type(problem).__name__}: {problem}") from problem


def decoded(type_name: str, body: bytes) -> Protobuf | None:
    """The protobuf message of a public event; None when its type is unknown here."""
    try:
        descriptor = descriptor_pool.Default().FindMessageTypeByName(type_name)
    except KeyError:
        return None
    return message_factory.GetMessageClass(descriptor).FromString(body)


def _headers(kind: str, attributes: Mapping[str, str]) -> dict[str, str]:
    return {"somicis-kind": kind} | {f"{_PREFIX}{k}": v for k, v in attributes.items()}


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    return {k.removeprefix(_PREFIX): v for k, v in headers.items() if k.startswith(_PREFIX)}


def _event(attributes: Mapping[str, str], body: bytes) -> PublicEvent:
    return PublicEvent(
        source=attributes["source"].rpartition("/")[2],
        log=attributes["log"],
        position=int(attributes["position"]),
        previous=int(attributes["previousposition"]),
        type=attributes["type"],
        subject=attributes["subject"],
        recorded_at=datetime.fromisoformat(attributes["time"]),
        correlation=attributes["correlation"],
        caused_by=attributes["causedby"],
        body=body,
    )


def _heartbeat(attributes: Mapping[str, str], _body: bytes) -> Heartbeat:
    complete = datetime.fromisoformat(attributes["completeuntil"])
    return Heartbeat(attributes["source"], attributes["log"], int(attributes["position"]), complete)


def _replayed(attributes: Mapping[str, str], _body: bytes) -> Replayed:
    return Replayed(attributes["source"], attributes["log"], int(attributes["position"]))


_READERS: Mapping[str, Callable[[Mapping[str, str], bytes], PublicEvent | Heartbeat | Replayed]] = {
    EVENT: _event,
    HEARTBEAT: _heartbeat,
    REPLAYED: _replayed,
}
