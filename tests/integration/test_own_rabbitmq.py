"""A RabbitMQ of a stack's own keeps what it confirmed, knows one user, and shares nothing with another node."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import amqp
import pytest

from stacks.ports import HOST, free_ports, is_free
from stacks.servers.rabbitmq import USER, VIRTUAL_HOST, RabbitMq, RabbitPorts
from stacks.servers.troubles import ServerFailed
from tests.support.eventually import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PASSWORD = "of-the-stack"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMq]:
    """One for the tests of this file; a port mapper runs already where it will look for one."""
    ports = RabbitPorts(*free_ports(3))
    subprocess.run(["epmd", "-daemon", "-address", HOST, "-port", str(ports.mapper)], check=True)
    node = RabbitMq(tmp_path_factory.mktemp("stack"), "of-these-tests", ports, PASSWORD)
    yield node
    node.remove()


@pytest.fixture
def node(made: RabbitMq) -> RabbitMq:
    """The same, running."""
    made.start()
    return made


@contextmanager
def channel(node: RabbitMq, user: str = USER, password: str = PASSWORD) -> Iterator[Any]:
    """A channel of a client that waits for confirms."""
    address = f"{HOST}:{node.ports.clients}"
    with amqp.Connection(
        address, userid=user, password=password, virtual_host=VIRTUAL_HOST, confirm_publish=True, connect_timeout=5
    ) as connection:
        yield connection.channel()


def keep(node: RabbitMq, queue: str) -> None:
    """Put a message into a durable queue of the kind we use, and have it confirmed."""
    with channel(node) as client:
        client.queue_declare(queue, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        client.basic_publish(amqp.Message("kept", delivery_mode=2), "", queue)


def kept(node: RabbitMq, queue: str) -> int:
    """How many messages a queue holds; -1 when there is no such queue."""
    with channel(node) as client:
        try:
            return int(client.queue_declare(queue, passive=True).message_count)
        except amqp.NotFound:
            return -1


def test_what_was_confirmed_survives_a_stop_and_a_power_cut(node: RabbitMq) -> None:
    """On the same port. A power cut within a second of a queue's declaration may cost the queue; this one is older."""
    keep(node, "survives")
    node.stop()
    assert not node.running
    assert is_free(node.ports.clients)
    node.start()
    eventually(lambda: kept(node, "survives"), 1, within=20)

    keep(node, "survives")
    node.kill()
    assert not node.running
    node.start()

    eventually(lambda: kept(node, "survives"), 2, within=20)


def test_stopped_in_order_it_leaves_nobody_behind(node: RabbitMq) -> None:
    """Its port mapper goes with it; other nodes have their own."""
    node.stop()

    eventually(lambda: [is_free(port) for port in vars(node.ports).values()], [True, True, True], within=10)


def test_wiped_it_begins_anew_and_lets_the_same_user_in(node: RabbitMq) -> None:
    """And it is not wiped while it runs."""
    keep(node, "wiped")
    with pytest.raises(ServerFailed, match="stop it first"):
        node.wipe()

    node.stop()
    node.wipe()
    node.start()

    assert kept(node, "wiped") == -1


def test_its_broker_can_stop_while_it_runs(node: RabbitMq) -> None:
    """As in a fault: clients are sent away and nobody is let in, until it goes on."""
    node.stop_app()
    assert node.running
    with pytest.raises(OSError, match="refused"), channel(node):
        pass

    node.start_app()

    with channel(node):
        pass


@pytest.mark.parametrize(("user", "password"), [("guest", "guest"), (USER, "guessed")])
def test_it_knows_one_user(node: RabbitMq, user: str, password: str) -> None:
    """The guest everybody knows is not there."""
    with pytest.raises(amqp.AccessRefused), channel(node, user, password):
        pass
    assert [line.split("\t")[0] for line in node.tell("list_users").splitlines()[1:]] == [USER]


def test_nobody_on_the_network_reaches_it(node: RabbitMq) -> None:
    """Neither clients nor other nodes; and its user is none who owns the machine."""
    with pytest.raises(OSError, match=r"refused|unreachable"):
        amqp.Connection(f"{_address_of_this_machine()}:{node.ports.clients}", connect_timeout=2).connect()

    process = (node.quarters.path / "pid").read_text().strip()
    assert Path("/proc", process).stat().st_uid == node.quarters.user.uid != 0
    assert node.quarters.path.stat().st_mode & 0o077 == 0


def _address_of_this_machine() -> str:
    told = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
    return told[0] if told else "127.0.0.2"


def test_it_is_started_once(node: RabbitMq) -> None:
    """Whoever comes second finds it running."""
    before = (node.quarters.path / "pid").read_text()

    node.start()

    assert (node.quarters.path / "pid").read_text() == before
