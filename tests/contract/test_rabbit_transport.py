"""RabbitMQ keeps what every broker promises, and what only a broker on a network can be asked for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from chassis.transport.port import BrokerUnavailable, NotConfirmed, Transport
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.topology import Topology, events_of
from stacks.ports import free_ports
from stacks.servers.rabbitmq import RabbitMq, RabbitPorts
from tests.contract.transport_promises import (
    Line,
    TransportPromises,
    numbered,
    numbers_in,
    order,
    something,
    taken,
)
from tests.support.eventually import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

CONFIRMS_WITHIN = 3.0


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMq]:
    """A RabbitMQ nobody else on this machine notices."""
    node = RabbitMq(tmp_path_factory.mktemp("rabbit"), "contract", RabbitPorts(*free_ports(3)), "secret")
    try:
        node.start()
        yield node
    finally:
        node.remove()


@pytest.fixture
def line(node: RabbitMq) -> Iterator[Line]:
    """Queues of the test's own on the node; what it opened is closed behind it."""
    with ExitStack() as opened:

        def connect(topology: Topology) -> Transport:
            transport = RabbitTransport(node.url, topology, CONFIRMS_WITHIN)
            opened.callback(transport.close)
            return transport

        yield Line.of(connect)


class TestRabbitTransport(TransportPromises):
    """The suite of all brokers, on a real one."""


def test_what_is_not_done_comes_again(line: Line) -> None:
    """A reader that died had it in hand: the next one gets it, in order and in front of what is new."""
    speaker, reader = line.open(), line.open()
    speaker.publish(line.exchange, numbered(1, 2, 3))
    assert numbers_in(something(reader, line.queue, at_most=2))[0] == 1
    reader.close()
    speaker.publish(line.exchange, numbered(4))

    assert order(taken(line.open(), line.queue, 4)) == [1, 2, 3, 4]


def test_one_reader_at_a_time(line: Line) -> None:
    """A replica waits until the one before it is gone, and then begins with all that was not done."""
    speaker, first, second = line.open(), line.open(), line.open()
    assert first.consume(line.queue, 10) is None
    assert second.consume(line.queue, 10) is None
    speaker.publish(line.exchange, numbered(1, 2))
    in_hand = something(first, line.queue, at_most=1)
    assert second.consume(line.queue, 10, wait_s=0.5) is None

    in_hand.done()
    first.close()

    assert order(taken(second, line.queue, 1)) == [2]


def test_what_nobody_hears_is_counted(node: RabbitMq) -> None:
    """Returned by the broker and passed over: a subscriber's first request will bring it."""
    transport = RabbitTransport(node.url, Topology({"mute": []}))
    transport.publish(events_of("mute"), numbered(1, 2, 3))
    assert transport.returned == 3

    transport.close()
    transport.publish(events_of("mute"), numbered(4))
    assert transport.returned == 4, "a new connection began to count anew"
    transport.close()


def test_a_broker_that_refuses_is_not_believed(node: RabbitMq, line: Line) -> None:
    """A queue that takes no more says so for each message, and the whole batch is to be published again."""
    speaker = line.open()
    speaker.publish(line.exchange, numbered(0))
    full = '{"max-length": 1, "overflow": "reject-publish"}'
    node.tell("set_policy", "--vhost", "somicis", "--apply-to", "queues", "full", f"^{line.queue}$", full)
    try:

        def refused() -> bool:
            try:
                speaker.publish(line.exchange, numbered(*range(50)))
            except NotConfirmed:
                return True
            return False

        eventually(refused, wanted=True, within=20)
    finally:
        node.tell("clear_policy", "--vhost", "somicis", "full")

    eventually(lambda: accepted(speaker, line), wanted=True, within=20)


def accepted(speaker: Transport, line: Line) -> bool:
    """Whether the broker takes something."""
    try:
        speaker.publish(line.exchange, numbered(99))
    except (NotConfirmed, BrokerUnavailable):
        return False
    return True


def test_a_connection_that_was_cut_is_made_anew(node: RabbitMq, line: Line) -> None:
    """The one call says that the broker is away, a later one finds it again; what was in hand comes again."""
    speaker, reader = line.open(), line.open()
    speaker.publish(line.exchange, numbered(1, 2))
    in_hand = something(reader, line.queue, at_most=1)
    node.tell("close_all_connections", "--vhost", "somicis", "an operator did it")

    eventually(lambda: is_away(reader, line), wanted=True, within=20)
    with suppress(BrokerUnavailable):
        in_hand.done()
    eventually(lambda: accepted(speaker, line), wanted=True, within=20)

    assert order(taken(reader, line.queue, 3)) == [1, 2, 99]


def is_away(reader: Transport, line: Line) -> bool:
    """Whether the reader is told that the broker is away; what it is given until then it is not done with."""
    try:
        reader.consume(line.queue, 10)
    except BrokerUnavailable:
        return True
    return False


def test_what_was_confirmed_survives_the_broker(node: RabbitMq, line: Line) -> None:
    """Stopped and started again, it still has what it has confirmed, and queues and bindings besides."""
    speaker = line.open()
    speaker.publish(line.exchange, numbered(*range(200)))
    node.stop_app()
    try:
        with pytest.raises(BrokerUnavailable):
            speaker.publish(line.exchange, numbered(200))
        with pytest.raises(BrokerUnavailable):
            line.open().consume(line.queue, 1)
    finally:
        node.start_app()

    eventually(lambda: accepted(speaker, line), wanted=True, within=30)
    arrived = order(taken(line.open(), line.queue, 201))
    assert arrived[:200] == list(range(200))
    assert arrived[-1] in (99, 200)


def test_a_broker_short_of_memory_is_told_from_one_that_listens(node: RabbitMq, line: Line) -> None:
    """It blocks who publishes: that is said within seconds, and reading goes on; afterwards all goes on."""
    speaker, reader = line.open(), line.open()
    speaker.publish(line.exchange, numbered(1))
    node.tell("set_vm_memory_high_watermark", "absolute", "1000")
    try:
        eventually(lambda: accepted(speaker, line), wanted=False, within=20)
        assert order(taken(reader, line.queue, 1)) == [1]
    finally:
        node.tell("set_vm_memory_high_watermark", "0.4")

    eventually(lambda: accepted(speaker, line), wanted=True, within=30)


PATCHED = """
import eventlet
eventlet.monkey_patch()
import sys
from chassis.transport.port import Message
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.topology import Topology, events_of, hearing

url, source, listener = sys.argv[1:]
topology = Topology({listener: [source]})
ticks = []

def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0.01)

eventlet.spawn(tick)
speaker, reader = RabbitTransport(url, topology), RabbitTransport(url, topology)
assert reader.consume(hearing(listener, source), 10, wait_s=0.5) is None
waited = len(ticks)
assert waited > 10, f"the others were stopped while one waited: {waited}"
speaker.publish(events_of(source), [Message({"number": str(n)}, b"x" * 100) for n in range(300)])
arrived = []
while len(arrived) < 300:
    batch = reader.consume(hearing(listener, source), 100, wait_s=1.0)
    if batch is not None:
        arrived += [int(m.headers["number"]) for m in batch.messages]
        batch.done()
assert arrived == list(range(300)), arrived
speaker.close()
reader.close()
print("in order")
"""


def test_it_works_in_a_worker(node: RabbitMq, line: Line, tmp_path: Path) -> None:
    """With the process patched by eventlet, as a nameko worker is: one that waits stops nobody else."""
    script = tmp_path / "patched.py"
    script.write_text(PATCHED)
    places = os.pathsep.join(sys.path)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), node.url, line.source, line.listeners[0]],
        env={**os.environ, "PYTHONPATH": places},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.stdout == "in order\n", ran.stderr
