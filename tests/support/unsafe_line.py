"""A relay and a journal with a broker between them that loses, repeats and mixes up what it carries."""

from collections.abc import Sequence
from datetime import timedelta

from chassis.relay import Relay
from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Batch, Message, Transport
from stacks.lossy_transport import LossyTransport
from tests.support.disorderly_transport import DisorderlyTransport
from tests.support.listener import Listener
from tests.support.memory_broker import HEARD
from tests.support.things import published
from tests.support.workshop import Workshop


class EagerRelay(Relay):
    """A relay that says more often that it lives, so that nobody need wait for it."""

    heartbeat_every = timedelta(milliseconds=10)


class CountingTransport(Transport):
    """Counts what is asked for, on the way to another transport."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.asked = 0

    @property
    def returned(self) -> int:
        """As the other transport."""
        return self._inner.returned

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """As the other transport."""
        self._inner.publish(exchange, messages)

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """As the other transport, and counted."""
        self.asked += len(messages)
        self._inner.send(queue, messages)

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What the other transport holds."""
        return self.consume(queue, limit)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """As the other transport."""
        return self._inner.consume(queue, limit, wait_s)

    def close(self) -> None:
        """As the other transport."""
        self._inner.close()


class UnsafeLine:
    """Made anew after a restart of either side. `lost` is the share of messages that never arrive."""

    def __init__(self, workshop: Workshop, listener: Listener, seed: int, lost: float, disorderly: float) -> None:
        spoken = LossyTransport(MemoryTransport(HEARD), seed, lost)
        heard = DisorderlyTransport(LossyTransport(MemoryTransport(HEARD), seed + 1, lost), seed, disorderly)
        self.asking = CountingTransport(heard)
        workshop.lease.hold()
        mapper, lease, clock = workshop.commander.mapper, workshop.lease, workshop.clock
        self._relay = EagerRelay(workshop.name, workshop.database, mapper, published, spoken, lease, clock)
        self._hearing = listener.hearing(self.asking)

    def step(self, times: int = 10) -> None:
        """Let both sides do a little."""
        for _ in range(times):
            self._relay.step()
            self._hearing.step()
