"""A broker reached over TLS is believed when it shows a certificate of its own name, signed by whom we believe."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from chassis.transport.port import BrokerUnavailable
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.topology import Topology, events_of, hearing
from stacks.development_ca import DevelopmentCa
from stacks.ports import free_ports
from stacks.servers.rabbitmq import HOST, USER, VIRTUAL_HOST, RabbitMq, RabbitPorts
from tests.contract.transport_promises import numbered, numbers_in, something

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PASSWORD = "of-the-stack"
TOPOLOGY = Topology({"desk": ["partner"]})
TO_ITS_NAME = "believed"
UNNAMED = "127.0.0.2"
"""An address at which the broker answers, and which its certificate does not name."""


class TlsRabbitMq(RabbitMq):
    """A node that listens for TLS beside its own port, with a certificate for localhost and the loopback addresses."""

    def __init__(self, stack: Path, ca: DevelopmentCa) -> None:
        self.tls_port, *others = free_ports(4)
        super().__init__(stack, "tls", RabbitPorts(*others), PASSWORD)
        self._ca = ca

    def address(self, host: str, port: int | None = None, scheme: str = "amqps") -> str:
        """How a client calls it."""
        return f"{scheme}://{USER}:{PASSWORD}@{host}:{port or self.tls_port}/{VIRTUAL_HOST}"

    def _configuration(self) -> str:
        pair = self._ca.server
        files = {"cacertfile": self._ca.authority, "certfile": pair.certificate, "keyfile": pair.key}
        said = {name: str(self.quarters.write(f"{name}.pem", path.read_text())) for name, path in files.items()}
        said["verify"] = "verify_none"
        listening = [f"listeners.ssl.{n} = {host}:{self.tls_port}" for n, host in enumerate((HOST, UNNAMED), 1)]
        options = [f"ssl_options.{name} = {value}" for name, value in said.items()]
        return super()._configuration() + "\n".join([*listening, *options, ""])


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentCa:
    """Who signs for the broker."""
    made = DevelopmentCa(tmp_path_factory.mktemp("ca"))
    made.make()
    return made


@pytest.fixture(scope="module")
def node(ca: DevelopmentCa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsRabbitMq]:
    """The broker, running."""
    node = TlsRabbitMq(tmp_path_factory.mktemp("rabbit"), ca)
    try:
        node.start()
        yield node
    finally:
        node.remove()


def met(url: str, authority: Path | None) -> str:
    """What comes of a message sent to a broker at an address, read there again."""
    transport = RabbitTransport(url, TOPOLOGY, authority=authority)
    try:
        assert transport.consume(hearing("desk", "partner"), 1) is None
        transport.publish(events_of("partner"), numbered(1))
        batch = something(transport, hearing("desk", "partner"))
        assert numbers_in(batch) == [1]
        batch.done()
    except BrokerUnavailable as unavailable:
        return str(unavailable)
    finally:
        transport.close()
    return TO_ITS_NAME


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_broker_of_the_right_name_is_believed(node: TlsRabbitMq, ca: DevelopmentCa, host: str) -> None:
    """And messages go to and fro."""
    assert met(node.address(host), ca.authority) == TO_ITS_NAME


def test_a_broker_of_another_name_is_not(node: TlsRabbitMq, ca: DevelopmentCa) -> None:
    """Whoever sits at the address has a certificate of the same authority, but for another name."""
    assert met(node.address(UNNAMED), ca.authority) == "SSLCertVerificationError"


def test_a_broker_nobody_we_believe_has_signed_for_is_not(node: TlsRabbitMq, tmp_path: Path) -> None:
    """Neither one of the system's authorities nor another of ours."""
    other = DevelopmentCa(tmp_path / "other")
    other.make()

    assert met(node.address("localhost"), None) == "SSLCertVerificationError"
    assert met(node.address("localhost"), other.authority) == "SSLCertVerificationError"


def test_nobody_who_asks_for_tls_speaks_in_clear(node: TlsRabbitMq, ca: DevelopmentCa) -> None:
    """A broker that has no TLS at that port is not sent a password."""
    assert met(node.address("127.0.0.1", node.ports.clients), ca.authority) != TO_ITS_NAME


def test_who_speaks_in_clear_is_not_heard_at_the_tls_port(node: TlsRabbitMq) -> None:
    """The broker does not fall back either."""
    assert met(node.address("127.0.0.1", scheme="amqp"), None) != TO_ITS_NAME


PATCHED = """
import eventlet
eventlet.monkey_patch()
import sys
from pathlib import Path
from chassis.transport.rabbit import RabbitTransport
from tests.contract.test_broker_tls import met

right, wrong, authority = sys.argv[1:]
print(met(right, Path(authority)), met(wrong, Path(authority)))
"""


def test_a_worker_looks_as_closely(node: TlsRabbitMq, ca: DevelopmentCa, tmp_path: Path) -> None:
    """Its sockets and its TLS are eventlet's."""
    script = tmp_path / "patched.py"
    script.write_text(PATCHED)
    words = [str(script), node.address("localhost"), node.address(UNNAMED), str(ca.authority)]
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.stdout == f"{TO_ITS_NAME} SSLCertVerificationError\n", ran.stderr
