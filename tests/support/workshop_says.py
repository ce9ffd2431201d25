"""Messages as a workshop would send them, made by hand."""

from dataclasses import replace
from datetime import timedelta

from chassis.published import Heartbeat, PublicEvent, Replayed
from chassis.transport.port import Message
from tests.support.workshop import NOON, TRACEPARENT

LOG = "66666666-6666-5666-8666-666666666666"
ANOTHER_LOG = "77777777-7777-5777-8777-777777777777"
QUEUE = "somicis.listener.hears.workshop"


def event(position: int, previous: int | None = None, log: str = LOG) -> Message:
    """What the workshop says at a position; after the position before it unless told otherwise."""
    return PublicEvent(
        source="workshop",
        log=log,
        position=position,
        previous=position - 1 if previous is None else previous,
        type="google.protobuf.StringValue",
        subject="spoon",
        recorded_at=NOON,
        correlation="c",
        caused_by="",
        traceparent=TRACEPARENT,
        body=b"\x0a\x05spoon",
    ).message()


def changed(message: Message, **attributes: str) -> Message:
    """An event of which something else is said."""
    return replace(message, headers={**message.headers, **{f"cloudEvents:{k}": v for k, v in attributes.items()}})


def beat(position: int, seconds: int = 0, log: str = LOG) -> Message:
    """A heartbeat of the workshop, some seconds after noon."""
    return Heartbeat("workshop", log, position, NOON + timedelta(seconds=seconds)).message()


def replayed(after: int, position: int) -> Message:
    """The end of a replay."""
    return Replayed("workshop", LOG, after, position).message()
