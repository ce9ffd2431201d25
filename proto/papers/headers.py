"""What stands in the headers of each kind of message: names and examples from real messages, meanings from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.published import Heartbeat, PublicEvent, Replayed
from chassis.relay import ReplayRequest
from chassis.transport.port import Message
from chassis.transport.topology import hearing

LOG, ANOTHER_LOG = "6f0b2c1e-6a0e-5c0f-9f43-2f0a3c1d9b11", "0d9a7b52-93c5-5a3b-8a51-6a1f5f6f7e02"
CASE, DESK = "a35a3a0e-50a0-5d5e-8b39-0a4b6f2b7c10", "c1f9b6de-1f36-55f5-b2c0-3f4f9e3d8a21"
REQUEST, ANOTHER_REQUEST = "5b6f1d7e-31c2-4a55-9c53-4f7f3a2c1b01", "9e0a4c33-6d0f-4f0a-8a67-1d2e3f4a5b02"
THEN = datetime(2023, 2, 2, 9, 30, tzinfo=UTC)

ENVELOPE = {
    "somicis-kind": "What the message is; it says how to read the rest.",
    "specversion": "The version of CloudEvents.",
    "datacontenttype": "How the body is encoded; a heartbeat and the end of a replay have none.",
    "source": "The service that speaks.",
    "log": "The log that is spoken of: made with the service's store, and another after every restore. Who meets "
    "another one than before stops listening to the source and tells somebody.",
}
"""What every message on an exchange carries."""

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "event": {
        **ENVELOPE,
        "id": "The log and the position in it: the same however often the event is said.",
        "type": "The full name of the protobuf message in the body.",
        "subject": "The ordering key: the case, or the id of what belongs to no case. Events of one subject are "
        "handled in the order of their positions.",
        "time": "When the source recorded the event; it never decreases along a log.",
        "correlation": "Shared by all that follows from one request, across services.",
        "causedby": "The id of the event a process answered with this one; empty where a person or a partner asked.",
        "traceparent": "The W3C trace context of the request behind the event: the trace its caller began and, where a "
        "process answered an event, a span of that process. Empty in what was recorded before it was kept, and then "
        "whoever answers begins a trace. For looking things up only; what is malformed is taken as empty.",
        "partition": "The part of the log the position belongs to; there is one today.",
        "position": "The position in the log. Positions that stay private leave holes between public ones.",
        "previousposition": "The position of the public event before this one, 0 before the first: whoever has that "
        "one has missed nothing.",
    },
    "heartbeat": {
        **ENVELOPE,
        "id": "Of this heartbeat; nothing refers to it.",
        "type": "That it is a heartbeat.",
        "position": "The position of the last public event, 0 before the first: more than what was heard means that "
        "something was lost.",
        "completeuntil": "The instant up to which all has been said: what is recorded later has a later time.",
    },
    "replayed": {
        **ENVELOPE,
        "id": "Of this marker; nothing refers to it.",
        "type": "That it is the end of a replay.",
        "after": "The position the request asked to go on after.",
        "position": "The position up to which everything has been said again.",
    },
    "replay request": {
        "queue": "The queue the answer is to be put into: the asker's own.",
        "log": "The log the asker follows; a request about another one is not answered.",
        "after": "The position of the last public event the asker has without a gap, 0 for none.",
        "until": "The position up to which something is missing, 0 for all there is.",
    },
}
"""Kind of message → header → what it means."""


@dataclass(frozen=True)
class Header:
    """A header as it stands in a message; `same` for one that is alike in every message of its kind."""

    name: str
    meaning: str
    example: str
    same: bool

    @property
    def attribute(self) -> str:
        """Its name as CloudEvents has it."""
        return self.name.rpartition(":")[2]


def headers_of(kind: str) -> Sequence[Header]:
    """The headers of a kind of message. Raises ValueError when one has no meaning, or a meaning no header."""
    one, other = _SAMPLES[kind]
    meanings = MEANINGS[kind]
    found = [Header(n, meanings.get(_bare(n), ""), v, other.headers[n] == v) for n, v in one.headers.items()]
    if {header.attribute for header in found if header.meaning} != set(meanings) or not all(h.meaning for h in found):
        told = sorted(set(meanings) ^ {header.attribute for header in found})
        raise ValueError(f"The headers of a {kind} and what is told of them differ: {told}")
    return found


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _event(source: str, log: str, position: int, name: str, subject: str, correlation: str) -> PublicEvent:
    return PublicEvent(
        source=source,
        log=log,
        position=position,
        previous=position - 2,
        type=f"somicis.{source}.v1.{name}",
        subject=subject,
        recorded_at=THEN + timedelta(seconds=position),
        correlation=correlation,
        caused_by=f"{log}/{position - 7}",
        traceparent=f"00-{UUID(correlation).hex}-{log[:8]}{position:08x}-01",
        body=b"",
    )


_SAMPLES: Mapping[str, tuple[Message, Message]] = {
    "event": (
        _event("intake", LOG, 42, "CaseReferred", CASE, REQUEST).message(),
        _event("referral", ANOTHER_LOG, 9, "ReferralSent", DESK, ANOTHER_REQUEST).message(),
    ),
    "heartbeat": (
        Heartbeat("intake", LOG, 42, THEN).message(),
        Heartbeat("referral", ANOTHER_LOG, 9, THEN + timedelta(seconds=1)).message(),
    ),
    "replayed": (
        Replayed("intake", LOG, 40, 42).message(),
        Replayed("referral", ANOTHER_LOG, 7, 9).message(),
    ),
    "replay request": (
        ReplayRequest(hearing("reporting", "intake"), LOG, 40, 42).message(),
        ReplayRequest(hearing("intake", "referral"), ANOTHER_LOG, 7, 0).message(),
    ),
}
"""Two messages of each kind, with nothing in common but what is always the same."""
