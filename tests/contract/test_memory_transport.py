"""The broker inside one process keeps what every broker promises."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Transport
from chassis.transport.topology import Topology
from tests.contract.transport_promises import Line, TransportPromises
from tests.support.memory_broker import forget_everything


class TestMemoryTransport(TransportPromises):
    """What only a broker on a network has, redelivery and confirms, it does not claim."""

    @pytest.fixture
    def line(self) -> Iterator[Line]:
        """On a broker that has forgotten everything."""
        forget_everything()
        with ExitStack() as opened:

            def connect(topology: Topology) -> Transport:
                transport = MemoryTransport(topology)
                opened.callback(transport.close)
                return transport

            yield Line.of(connect)
