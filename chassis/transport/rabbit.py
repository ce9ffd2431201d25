"""The broker across machines: RabbitMQ, with confirms in windows and quorum queues."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import amqp
import structlog
from amqp import spec
from amqp.exceptions import AMQPError
from kombu import Connection

from chassis.transport.confirms import Confirms
from chassis.transport.declared import Arguments, exchange, queues
from chassis.transport.port import Batch, BrokerUnavailable, Message, NotConfirmed, Transport
from chassis.transport.tls import Tls, tls_to
from chassis.transport.topology import SAID_UNDER, Topology

CONNECTS_WITHIN = 3.0
CONFIRMS_WITHIN = 10.0
HEARTBEAT = 10
"""Seconds. What is not confirmed by then is published again, on a new connection."""
PREFETCH = 500
PERSISTENT = 2
MANDATORY = True
"""What nobody listens for comes back instead of vanishing."""

_log = structlog.get_logger(__name__)


class RabbitTransport(Transport):
    """One connection, made when it is needed and made anew after any failure.

    `authority` is whom an amqps:// address is believed by: see tls_to.
    """

    def __init__(
        self,
        url: str,
        topology: Topology,
        confirms_within: float = CONFIRMS_WITHIN,
        authority: Path | None = None,
    ) -> None:
        self._url = url
        self._tls = tls_to(url, authority)
        self._topology = topology
        self._confirms_within = confirms_within
        self._session: _Session | None = None
        self._returned = 0

    @property
    def returned(self) -> int:
        """How many messages nobody listened for: a subscriber's first request brings them."""
        return self._returned

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """Publish in order and return when every one is confirmed."""
        with self._open() as session:
            session.publish(exchange, SAID_UNDER, messages, self._confirms_within)

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """Put into one queue and return when every message is confirmed."""
        with self._open() as session:
            session.publish("", queue, messages, self._confirms_within)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """What the broker has handed over, after waiting for it at most `wait_s` seconds."""
        with self._open() as session:
            return session.consume(queue, limit, wait_s)

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What lies in the queue, asked for message by message."""
        with self._open() as session:
            return session.fetch(queue, limit)

    def close(self) -> None:
        """Disconnect. What was handed over and is not done goes back into its queue."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @contextmanager
    def _open(self) -> Iterator["_Session"]:
        try:
            if self._session is None:
                self._session = _Session(self._url, self._tls, self._topology, self._count)
            yield self._session
        except NotConfirmed:
            # Confirms that come late must not be taken for those of what is published next.
            self._drop()
            raise
        except (AMQPError, OSError) as failure:
            self._drop()
            raise BrokerUnavailable(type(failure).__name__) from failure

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.abandon()

    def _count(self) -> None:
        self._returned += 1


@dataclass(frozen=True)
class _Batch:
    messages: Sequence[Message]
    _taken: Sequence[Any]
    _session: "_Session"

    def done(self) -> None:
        self._session.acknowledge(self._taken[-1])


class _Consumer:
    """One queue on a channel of its own, so that "all up to this one" means this queue's."""

    def __init__(self, channel: Any, queue: str) -> None:
        self.handed_over: deque[Any] = deque()
        channel.basic_qos(0, PREFETCH, a_global=False)
        channel.basic_consume(queue, callback=self.handed_over.append)


class _Session:
    """One connection from its making to its end; any failure ends it."""

    def __init__(self, url: str, tls: Tls, topology: Topology, on_return: Callable[[], None]) -> None:
        self._connection = Connection(
            url,
            ssl=tls,
            connect_timeout=CONNECTS_WITHIN,
            heartbeat=HEARTBEAT,
            transport_options={
                "read_timeout": CONFIRMS_WITHIN,
                "write_timeout": CONFIRMS_WITHIN,
                "on_blocked": self._blocked_now,
                "on_unblocked": self._unblocked_now,
            },
        )
        self._blocked = False
        self._consumers: dict[str, _Consumer] = {}
        # Kept by itself: to ask kombu for a connection that has broken is to have it make another.
        self._amqp = self._connection.connect()
        self._declare(topology)
        self._confirms = Confirms()
        self._said = self._confirms.of(self._channel())
        self._said.events["basic_return"].add(lambda *_: on_return())
        self._fetching = self._channel()

    def publish(self, exchange: str, key: str, messages: Sequence[Message], within: float) -> None:
        self._look()
        if self._blocked:
            raise BrokerUnavailable("the broker takes nothing for now")
        for message in messages:
            self._confirms.expect_one()
            # Not `basic_publish`, which looks for what the broker says before each message and is half as fast.
            self._said.send_method(spec.Basic.Publish, "Bssbb", (0, exchange, key, MANDATORY, False), _wire(message))
        self._confirms.wait(self._drain, within)

    def consume(self, queue: str, limit: int, wait_s: float) -> Batch | None:
        if queue not in self._consumers:
            self._consumers[queue] = _Consumer(self._channel(), queue)
        handed_over = self._consumers[queue].handed_over
        self._look(0.0 if handed_over else wait_s)
        taken = [handed_over.popleft() for _ in range(min(limit, len(handed_over)))]
        return _Batch([_read(one) for one in taken], taken, self) if taken else None

    def fetch(self, queue: str, limit: int) -> Batch | None:
        self._look()
        taken: list[Any] = []
        while len(taken) < limit and (one := self._fetching.basic_get(queue)) is not None:
            taken.append(one)
        return _Batch([_read(one) for one in taken], taken, self) if taken else None

    def acknowledge(self, last: Any) -> None:
        try:
            last.channel.basic_ack(last.delivery_tag, multiple=True)
        except (AMQPError, OSError) as failure:
            # The messages come again, on the next connection, and are known by then.
            raise BrokerUnavailable(type(failure).__name__) from failure

    def close(self) -> None:
        try:
            self._connection.release()
        except (AMQPError, OSError):
            self.abandon()

    def abandon(self) -> None:
        """Let go of a connection that no longer answers."""
        with suppress(AMQPError, OSError):
            self._amqp.collect()

    def _declare(self, topology: Topology) -> None:
        channel = self._channel()
        for service in topology.services():
            exchange(service)(channel).declare()
        for queue in queues(topology, QUORUM, ONE_READER):
            queue(channel).declare()
        channel.close()

    def _channel(self) -> Any:
        return self._amqp.channel()

    def _look(self, wait_s: float = 0.0) -> None:
        """Take in whatever the broker has sent, and let it know that we live."""
        self._connection.heartbeat_check()
        if self._drain(max(wait_s, SHORTEST_WAIT)):
            while self._drain(SHORTEST_WAIT):
                pass

    def _drain(self, wait_s: float) -> bool:
        try:
            self._connection.drain_events(timeout=wait_s)
        except TimeoutError:
            return False
        return True

    def _blocked_now(self, reason: str) -> None:
        self._blocked = True
        _log.warning("the broker has blocked us", reason=reason)

    def _unblocked_now(self) -> None:
        self._blocked = False


QUORUM: Arguments = {"x-queue-type": "quorum"}
"""No delivery limit: it would count every message in the window of a process that died."""
ONE_READER: Arguments = {"x-single-active-consumer": True}
"""Of all replicas one is handed messages; another follows when it is gone."""
SHORTEST_WAIT = 0.001
"""Seconds; 0 would mean for ever."""


def _wire(message: Message) -> Any:
    return amqp.Message(
        message.body,
        content_type="application/protobuf",
        delivery_mode=PERSISTENT,
        application_headers=dict(message.headers),
    )


def _read(taken: Any) -> Message:
    body = taken.body if isinstance(taken.body, bytes) else str(taken.body).encode()
    return Message(taken.headers, body)
