"""What a relay has said, read from the queue of one who listens."""

from collections.abc import Sequence

from chassis.published import EVENT
from chassis.relay import Relayed, relayed
from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Message
from chassis.transport.topology import control_of, hearing
from tests.support.workshop import Workshop

QUEUE = hearing("listener", "workshop")


def said(broker: MemoryTransport, kind: str = EVENT) -> Sequence[Message]:
    """All that has been said since the last look, of one kind."""
    batch = broker.consume(QUEUE, 10_000)
    return [message for message in batch.messages if message.headers["somicis-kind"] == kind] if batch else []


def positions(messages: Sequence[Message]) -> list[tuple[int, int]]:
    """(previous position, position) of every event."""
    return [(attribute(m, "previousposition"), attribute(m, "position")) for m in messages]


def attribute(message: Message, name: str) -> int:
    """A number among a message's attributes."""
    return int(message.headers[f"cloudEvents:{name}"])


def done(workshop: Workshop) -> Relayed:
    """The relay's two numbers."""
    with workshop.database.reading() as tx:
        return relayed(tx)


def ask(broker: MemoryTransport, **request: object) -> None:
    """Ask the workshop to say something again."""
    broker.send(control_of("workshop"), [Message({name: str(value) for name, value in request.items()}, b"")])
