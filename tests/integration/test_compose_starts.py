"""What a container is told starts its process: the one-off ones, a worker and a gRPC process, without containers."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.stack_file import read_stack
from chassis.calling import ClientCertificate
from stacks import compose
from stacks.development_ca import DevelopmentCa
from stacks.layout import Layout
from stacks.ports import HOST, free_ports
from stacks.servers.postgres import Postgres
from stacks.servers.rabbitmq import RabbitMq, RabbitPorts
from stacks.supervisor import ProcessPlan, Supervisor
from tests.support.checkout import ROOT
from tests.support.compose_file import Container, containers
from tests.support.eventually import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@dataclass
class Laptop:
    """A prepared stack with its two servers here, where its addresses are other ones than between containers."""

    layout: Layout
    found: Mapping[str, Container]
    rabbitmq: RabbitMq
    here: Mapping[str, str]
    """What stands here for a piece of an address or a path."""

    def local(self, text: str) -> str:
        """The same with addresses and paths of this machine."""
        for there, here in self.here.items():
            text = text.replace(there, here)
        return text

    def environment(self, name: str) -> dict[str, str]:
        """What the container is told."""
        told = self.found[name]["environment"]
        return {variable: self.local(value) for variable, value in told.items()}

    def end(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run a container that ends."""
        environment = {
            **self.environment(name),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'contracts'}",
            "PATH": os.environ["PATH"],
        }
        words = [sys.executable, *self.found[name]["command"]]
        return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def plan(self, name: str) -> ProcessPlan:
        """How a container that stays up is started."""
        probe = f"{HOST}:{free_ports(1)[0]}"
        told = {**self.environment(name), "SOMICIS_PROBE_ADDRESS": probe}
        log = self.layout.logs / f"{name}.log"
        return ProcessPlan(name, self.found[name]["command"], f"http://{probe}", log, told)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """One on which nothing of the stack runs yet but its servers."""
    layout = Layout(tmp_path / "stack")
    compose.prepare(layout)
    found = containers(layout.root)
    postgres_port, *broker_ports = free_ports(4)
    passwords = found["postgres"]["environment"] | found["rabbitmq"]["environment"]
    postgres = Postgres(tmp_path, postgres_port, passwords["POSTGRES_PASSWORD"])
    rabbitmq = RabbitMq(tmp_path, "laptop", RabbitPorts(*broker_ports), passwords["RABBITMQ_DEFAULT_PASS"])
    doors = [str(port) for ports in compose.PORTS.values() for port in ports]
    here = dict(zip([f":{port}" for port in doors], [f":{port}" for port in free_ports(len(doors))], strict=True))
    here |= {"/stack/": f"{layout.root}/", "0.0.0.0:": f"{HOST}:"}
    here |= {"@postgres/": f"@{HOST}:{postgres_port}/", "@rabbitmq/": f"@{HOST}:{rabbitmq.ports.clients}/"}
    with ExitStack() as running:
        for server in (postgres, rabbitmq):
            running.callback(server.remove)
            server.start()
        yield Laptop(layout, found, rabbitmq, here)


def test_what_compose_is_told_starts_the_stack(laptop: Laptop) -> None:
    """Databases, tables, a worker that listens at the broker, and a gRPC process found by what clients are told."""
    for name in ("provide", "migrate", "provide", "migrate"):
        ended = laptop.end(name)
        assert (ended.returncode, ended.stderr) == (0, ""), name
        assert ended.stdout.count("there") == 4

    with Supervisor([laptop.plan("intake-worker"), laptop.plan("intake-grpc")]):
        eventually(
            lambda: "intake" in laptop.rabbitmq.tell("list_consumers", "--vhost", "somicis"), wanted=True, within=20
        )
        laptop.layout.stack_file.write_text(laptop.local(laptop.layout.stack_file.read_text("utf-8")))
        told = read_stack(laptop.layout.stack_file, "compose")
        with Clients(told, identity_of(told, "ops")) as ops:
            answer = ops.health(told.services["intake"]).Check(HealthCheckRequest(), timeout=5)
        assert answer.status == HealthCheckResponse.SERVING
        assert is_believed(laptop, "intake-grpc")
        assert not is_believed(laptop, "referral-grpc.example")


def is_believed(laptop: Laptop, name: str) -> bool:
    """Whether the server at intake's door for organisations is taken for one of that name."""
    ca = DevelopmentCa(laptop.layout.certificates)
    ours = ClientCertificate.from_files(ca.organisation("CATALOGUE").certificate, ca.organisation("CATALOGUE").key)
    credentials = grpc.ssl_channel_credentials(ca.authority.read_bytes(), ours.key, ours.chain)
    address = laptop.local(f"{HOST}:{compose.PORTS['intake'][0]}")
    with grpc.secure_channel(address, credentials, [("grpc.ssl_target_name_override", name)]) as channel:
        try:
            grpc.channel_ready_future(channel).result(timeout=3)
        except grpc.FutureTimeoutError:
            return False
        return True
