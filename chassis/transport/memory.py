"""The broker inside one process: it forgets everything with it, and replay by position mends that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kombu import Connection, Producer

from chassis.transport.declared import exchange, queues
from chassis.transport.port import Batch, Message, Transport
from chassis.transport.topology import SAID_UNDER, Topology


@dataclass(frozen=True)
class _Batch:
    messages: Sequence[Message]
    _taken: Sequence[Any]

    def done(self) -> None:
        # Acknowledging "up to this one" acknowledges one here, so each is acknowledged by itself.
        for taken in self._taken:
            taken.ack()


class MemoryTransport(Transport):
    """A channel of the process-wide memory broker."""

    def __init__(self, topology: Topology) -> None:
        self._connection = Connection("memory://", transport_options={"polling_interval": 0.01})
        self._channel = self._connection.channel()
        self._producer = Producer(self._channel)
        for service in topology.services():
            exchange(service)(self._channel).declare()
        self._queues = {q.name: q(self._channel) for q in queues(topology, {}, {})}
        for queue in self._queues.values():
            queue.declare()

    @property
    def returned(self) -> int:
        """None: what nobody listens for is gone without a word."""
        return 0

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """Put the messages into every bound queue; nothing can refuse them here."""
        for message in messages:
            self._put(message, exchange=exchange, routing_key=SAID_UNDER)

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """Put the messages into one queue."""
        for message in messages:
            self._put(message, exchange="", routing_key=queue)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """What lies in the queue now: nothing comes while one waits in the same process."""
        taken: list[Any] = []
        while len(taken) < limit and (one := self._queues[queue].get()) is not None:
            taken.append(one)
        if not taken:
            return None
        return _Batch([Message(one.headers, _bytes(one.body)) for one in taken], taken)

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What lies in the queue now."""
        return self.consume(queue, limit)

    def close(self) -> None:
        """Give back what is held."""
        self._connection.release()

    def _put(self, message: Message, *, exchange: str, routing_key: str) -> None:
        self._producer.publish(
            message.body,
            exchange=exchange,
            routing_key=routing_key,
            headers=dict(message.headers),
            content_type="application/protobuf",
            content_encoding="binary",
        )


def _bytes(body: bytes | str) -> bytes:
    return body if isinstance(body, bytes) else body.encode("latin-1")
