"""The way to the broker a stack uses."""

from collections.abc import Callable
from urllib.parse import urlsplit

from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Transport
from chassis.transport.rabbit import RabbitTransport
from stacks.topology import TOPOLOGY

Connect = Callable[[], Transport]
"""Makes one connection, for one pump."""


def way_to(url: str) -> Connect:
    """How a worker connects: `memory://` stays in the process, `amqp://` and `amqps://` lead to RabbitMQ."""
    match urlsplit(url).scheme:
        case "memory":
            return lambda: MemoryTransport(TOPOLOGY)
        case "amqp" | "amqps":
            return lambda: RabbitTransport(url, TOPOLOGY)
    raise ValueError("The broker's address begins with memory://, amqp:// or amqps://.")
