"""The relay says, in order, what a service says to others, and says it again when it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from google.protobuf.wrappers_pb2 import StringValue

from chassis.published import EVENT, HEARTBEAT
from chassis.refusals import LeaseLost
from chassis.relay import Relayed
from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Message, NotConfirmed, Transport
from chassis.transport.topology import hearing
from tests.support.listener import until_nothing_moves
from tests.support.said import attribute, done, positions, said
from tests.support.workshop import NOON, TRACEPARENT, Workshop

QUEUE = hearing("listener", "workshop")


def test_what_is_public_is_said_in_order(workshop: Workshop, broker: MemoryTransport) -> None:
    """Each event names the public event before it, across what is private."""
    spoon = workshop.make("spoon")
    workshop.weigh(spoon, 40)
    workshop.rename(spoon, "ladle")

    until_nothing_moves(workshop.relay(broker).step)

    events = said(broker)
    assert positions(events) == [(0, 1), (1, 3)]
    assert [StringValue.FromString(event.body).value for event in events] == ["spoon", "ladle"]
    assert done(workshop) == Relayed(scanned=3, last_public=3)


def test_a_service_that_says_nothing_is_read_all_the_same(workshop: Workshop, broker: MemoryTransport) -> None:
    """Private events are passed over and not looked at again."""
    spoon = workshop.make("spoon")
    until_nothing_moves(workshop.relay(broker).step)
    workshop.weigh(spoon, 40)
    until_nothing_moves(workshop.relay(broker).step)

    assert done(workshop) == Relayed(scanned=2, last_public=1)


def test_headers_are_those_of_cloud_events(workshop: Workshop, broker: MemoryTransport) -> None:
    """Version 1.0, binary mode: what a stranger's library expects to find, and our extensions in lower case."""
    spoon = workshop.make("spoon")
    until_nothing_moves(workshop.relay(broker).step)

    [event] = said(broker)
    log_id = workshop.log_id()
    assert {name.removeprefix("cloudEvents:"): value for name, value in event.headers.items()} == {
        "somicis-kind": "event",
        "specversion": "1.0",
        "id": f"{log_id}/1",
        "source": "/somicis/workshop",
        "type": "google.protobuf.StringValue",
        "subject": str(spoon.id),
        "time": "2023-01-09T12:00:00+00:00",
        "datacontenttype": "application/protobuf",
        "correlation": "c",
        "causedby": "",
        "traceparent": TRACEPARENT,
        "log": log_id,
        "partition": "0",
        "position": "1",
        "previousposition": "0",
    }


@pytest.mark.parametrize("kind", [EVENT, HEARTBEAT])
def test_everything_on_the_exchange_is_a_cloud_event(workshop: Workshop, broker: MemoryTransport, kind: str) -> None:
    """Whoever binds to it finds no message without the attributes every CloudEvent has."""
    workshop.make("spoon")
    until_nothing_moves(workshop.relay(broker).step)

    [message] = said(broker, kind)

    required = {"id", "source", "specversion", "type"}
    assert required <= {name.removeprefix("cloudEvents:") for name in message.headers}
    assert all(isinstance(value, str) for value in message.headers.values())


def test_saying_it_twice_gives_the_same_bytes(workshop: Workshop, broker: MemoryTransport) -> None:
    """A relay that died after publishing and before noting it says the same again, so a duplicate is known as one."""
    workshop.make("spoon")
    overtaken = workshop.relay(broker)
    workshop.lease.give_up()
    with pytest.raises(LeaseLost):
        overtaken.step()
    first = said(broker)
    assert done(workshop) == Relayed(0, 0)

    until_nothing_moves(workshop.relay(broker).step)

    assert first == said(broker) != []


@dataclass
class HesitantTransport(Transport):
    """Confirms nothing until it is told to."""

    inner: Transport
    confirms: bool = False
    given: list[Message] = field(default_factory=list)

    @property
    def returned(self) -> int:
        """As the other transport."""
        return self.inner.returned

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """Take it, and perhaps not confirm it."""
        if not self.confirms:
            raise NotConfirmed
        self.inner.publish(exchange, messages)

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """As the other transport."""
        self.inner.send(queue, messages)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> None:
        """Nothing is heard."""

    def fetch(self, queue: str, limit: int) -> None:
        """Nothing is asked."""

    def close(self) -> None:
        """Nothing is held."""


def test_what_is_not_confirmed_is_not_said(workshop: Workshop, broker: MemoryTransport) -> None:
    """The numbers move after the confirm, so a broker that takes nothing loses nothing."""
    workshop.make("spoon")
    hesitant = HesitantTransport(broker)
    relay = workshop.relay(hesitant)
    with pytest.raises(NotConfirmed):
        relay.step()
    assert done(workshop) == Relayed(0, 0)

    hesitant.confirms = True
    until_nothing_moves(relay.step)

    assert positions(said(broker)) == [(0, 1)]


def test_a_heartbeat_follows_what_it_counts(workshop: Workshop, broker: MemoryTransport) -> None:
    """Idle, the relay says its last public position, and until when it is complete."""
    spoon = workshop.make("spoon")
    workshop.weigh(spoon, 40)
    workshop.pass_time(timedelta(minutes=1))

    until_nothing_moves(workshop.relay(broker).step)

    batch = broker.consume(QUEUE, 10)
    assert batch is not None
    event, beat = batch.messages
    assert (event.headers["somicis-kind"], beat.headers["somicis-kind"]) == (EVENT, HEARTBEAT)
    assert attribute(beat, "position") == 1
    assert beat.headers["cloudEvents:completeuntil"] == (NOON + timedelta(minutes=1)).isoformat()


def test_nothing_is_recorded_before_what_a_heartbeat_has_called_complete(
    workshop: Workshop, broker: MemoryTransport
) -> None:
    """A command that read the clock before the heartbeat and is stored after it is recorded after it."""
    waiting = workshop.clock.now()
    workshop.pass_time(timedelta(minutes=1))
    until_nothing_moves(workshop.relay(broker).step)

    workshop.make("spoon", now=waiting)

    [beat] = said(broker, HEARTBEAT)
    [entry] = workshop.entries()
    assert entry.recorded_at.isoformat() >= beat.headers["cloudEvents:completeuntil"]


def test_heartbeats_come_in_their_own_time(workshop: Workshop, broker: MemoryTransport) -> None:
    """One a second, however often the relay is stepped."""
    relay = workshop.relay(broker)
    for _ in range(5):
        relay.step()

    assert len(said(broker, HEARTBEAT)) == 1
