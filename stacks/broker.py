"""The way to the broker a stack uses."""

import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Transport
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.tls import tls_to
from stacks.topology import TOPOLOGY

Connect = Callable[[], Transport]
"""Makes one connection, for one pump."""


def way_to(url: str, authority: Path | None = None) -> Connect:
    """How a worker connects: `memory://` stays in the process, `amqp://` and `amqps://` lead to RabbitMQ.

    `authority` is whom an amqps:// address is believed by: see tls_to. Raises ValueError for an address that is none or
    does not go with the authority, OSError when its file cannot be read or holds no certificate.
    """
    # What is wrong with the address or the authority is told when the process starts, not at each connection.
    tls_to(url, authority)
    if authority is not None:
        ssl.create_default_context(cafile=authority)
    match urlsplit(url).scheme:
        case "memory":
            return lambda: MemoryTransport(TOPOLOGY)
        case "amqp" | "amqps":
            return lambda: RabbitTransport(url, TOPOLOGY, authority=authority)
    raise ValueError("The broker's address begins with memory://, amqp:// or amqps://.")
