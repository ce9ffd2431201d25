"""A transport that loses messages on purpose: what it loses, and that it always loses the same."""

from collections.abc import Iterator

import pytest

from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Message
from chassis.transport.topology import control_of, events_of, hearing
from stacks.lossy_transport import LossyTransport
from tests.support.memory_broker import HEARD, forget_everything

MESSAGES = [Message({"number": str(number)}, b"") for number in range(400)]
EXCHANGE, QUEUE = events_of("workshop"), hearing("listener", "workshop")


@pytest.fixture
def broker() -> Iterator[MemoryTransport]:
    """An empty one that loses nothing."""
    forget_everything()
    transport = MemoryTransport(HEARD)
    yield transport
    transport.close()


def arrived(broker: MemoryTransport, queue: str) -> list[Message]:
    """What lies in a queue."""
    batch = broker.consume(queue, 1000)
    if batch is None:
        return []
    batch.done()
    return list(batch.messages)


@pytest.mark.parametrize(("rate", "expected"), [(0.0, 400), (1.0, 0)])
def test_the_rate_is_what_is_lost(broker: MemoryTransport, rate: float, expected: int) -> None:
    """None and all."""
    LossyTransport(broker, seed=1, rate=rate).publish(EXCHANGE, MESSAGES)

    assert len(arrived(broker, QUEUE)) == expected


def test_said_and_asked_alike_are_lost_in_part(broker: MemoryTransport) -> None:
    """The share that was named, of both, and the rest in order."""
    lossy = LossyTransport(broker, seed=1, rate=0.25)
    lossy.publish(EXCHANGE, MESSAGES)
    lossy.send(control_of("workshop"), MESSAGES)

    for queue in (QUEUE, control_of("workshop")):
        numbers = [int(message.headers["number"]) for message in arrived(broker, queue)]
        assert len(numbers) == 300
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("seed", range(200))
def test_something_is_lost_of_every_few(broker: MemoryTransport, seed: int) -> None:
    """However few they are, and in however many batches they come: who loses on purpose must have lost something."""
    lossy = LossyTransport(broker, seed, rate=0.15)
    for message in MESSAGES[:14]:
        lossy.publish(EXCHANGE, [message])

    assert len(arrived(broker, QUEUE)) in (11, 12, 13)


def test_the_same_seed_loses_the_same(broker: MemoryTransport) -> None:
    """So that a failure can be played again."""
    heard = []
    for seed in (7, 7, 8):
        LossyTransport(broker, seed, rate=0.5).publish(EXCHANGE, MESSAGES)
        heard.append(arrived(broker, QUEUE))

    assert heard[0] == heard[1] != heard[2]


def test_what_comes_back_is_told_by_the_broker_below() -> None:
    """What was lost on purpose has not come back."""

    class Returning(MemoryTransport):
        """Brings everything back."""

        @property
        def returned(self) -> int:
            """A number."""
            return 7

    below = Returning(HEARD)
    assert LossyTransport(below, seed=1, rate=1.0).returned == 7
    below.close()


def test_what_arrives_is_brought_whole(broker: MemoryTransport) -> None:
    """Losing happens on the way in; what lies in the broker is not lost again."""
    broker.publish(EXCHANGE, MESSAGES)

    assert arrived(broker, QUEUE) == MESSAGES
    assert LossyTransport(broker, seed=1, rate=1.0).consume(QUEUE, 10) is None
