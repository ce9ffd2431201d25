"""The servers of one stack: those the environment names, and for the others private ones of the stack's own."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Self

from stacks.ports import HOST, chosen
from stacks.servers import databases, queues
from stacks.servers.postgres import Postgres
from stacks.servers.programs import POSTGRES_URL, RABBITMQ_URL, postgres_programs, rabbitmq_programs
from stacks.servers.rabbitmq import RabbitMq, RabbitPorts
from stacks.servers.remembered import Remembered
from stacks.servers.troubles import NotPrepared
from stacks.topology import TOPOLOGY

PORTS: Mapping[str, Sequence[str]] = {
    "postgres": ("postgres",),
    "rabbitmq": ("rabbitmq", "rabbitmq_nodes", "rabbitmq_mapper"),
    "keeper": ("keeper",),
}
"""By who listens on them; the keeper is the process that starts and stops the others."""


def file_in(stack: Path) -> Path:
    """Where a stack remembers its servers."""
    return stack / "secrets" / "servers.json"


def prepared(stack: Path, services: Sequence[str]) -> "Servers":
    """The servers of a stack, with ports and passwords found where it has none yet; nothing is started.

    Raises NotInstalled.
    """
    before = Remembered.read(file_in(stack))
    known = before or Remembered.new()
    here = Servers(stack, known)
    here.see_programs()
    if before is None:
        here.begin_anew()
    kept = {name: known.ports[name] for who in here.running for name in PORTS[who]}
    others = [name for names in PORTS.values() for name in names if name not in kept]
    known = known.knowing({**kept, **chosen(others, known.ports)}, ("administrator", "broker", *services))
    known.write(file_in(stack))
    return Servers(stack, known)


class Servers:
    """Knows how to connect to every server, and starts and stops those that are the stack's own."""

    def __init__(self, stack: Path, known: Remembered) -> None:
        self._stack = stack
        self._known = known
        self._outside_postgres = os.environ.get(POSTGRES_URL, "")
        self._outside_rabbitmq = os.environ.get(RABBITMQ_URL, "")

    @staticmethod
    def exist(stack: Path) -> bool:
        """Whether a stack was prepared to have servers."""
        return file_in(stack).exists()

    @classmethod
    def of(cls, stack: Path) -> Self:
        """The servers of a stack that was prepared to have some. Raises NotPrepared."""
        known = Remembered.read(file_in(stack))
        if known is None:
            raise NotPrepared(f"{stack} is no stack with servers: nobody has prepared it.")
        return cls(stack, known)

    @cached_property
    def postgres(self) -> Postgres:
        """The PostgreSQL of the stack's own."""
        return Postgres(self._stack, self._known.ports.get("postgres", 0), self._password("administrator"))

    @cached_property
    def rabbitmq(self) -> RabbitMq:
        """The RabbitMQ of the stack's own."""
        ports = RabbitPorts(*(self._known.ports.get(name, 0) for name in PORTS["rabbitmq"]))
        return RabbitMq(self._stack, self._known.name, ports, self._password("broker"))

    @property
    def own(self) -> Mapping[str, Postgres | RabbitMq]:
        """The servers to be started and stopped, the slowest first."""
        own: dict[str, Postgres | RabbitMq] = {}
        if not self._outside_rabbitmq:
            own["rabbitmq"] = self.rabbitmq
        if not self._outside_postgres:
            own["postgres"] = self.postgres
        return own

    @property
    def running(self) -> Sequence[str]:
        """Those of the stack's own that run now."""
        return [name for name, server in self.own.items() if server.running]

    @property
    def keeper_address(self) -> str:
        """Where the keeper tells whether they are ready, host:port."""
        return f"{HOST}:{self._known.ports['keeper']}"

    @property
    def broker_url(self) -> str:
        """How every service connects to the broker."""
        return self._outside_rabbitmq or self.rabbitmq.url

    def database_url(self, service: str) -> str:
        """How a service connects to its own database."""
        return databases.service_url(self._administrator_url, self._database(service), self._password(service))

    def see_programs(self) -> None:
        """Raise NotInstalled unless what is to be started is there."""
        finders = {"postgres": postgres_programs, "rabbitmq": rabbitmq_programs}
        for name in self.own:
            finders[name]()

    def begin_anew(self) -> None:
        """Leave nothing of another stack where this one will find it."""
        if self._outside_rabbitmq:
            queues.remove(self._outside_rabbitmq, TOPOLOGY)

    def start(self) -> None:
        """Start what is the stack's own; return when all of it accepts connections."""
        with ThreadPoolExecutor() as together:
            list(together.map(lambda server: server.start(), self.own.values()))

    def stop(self) -> None:
        """Stop what is the stack's own, in order."""
        for server in self.own.values():
            server.stop()

    def provide(self, services: Sequence[str]) -> None:
        """Make the databases and roles of the services that are missing. PostgreSQL must run."""
        for service in services:
            databases.provide(self._administrator_url, self._database(service), self._password(service))

    def remove(self, services: Sequence[str]) -> None:
        """Delete all the stack keeps in its servers; what is its own is stopped first."""
        for server in self.own.values():
            server.remove()
        self.begin_anew()
        if self._outside_postgres:
            for service in services:
                databases.remove(self._administrator_url, self._database(service))

    @property
    def _administrator_url(self) -> str:
        return self._outside_postgres or self.postgres.url

    def _database(self, service: str) -> str:
        # A server that is not ours may hold other stacks, with services of the same names.
        return f"somicis_{self._known.name}_{service}" if self._outside_postgres else f"somicis_{service}"

    def _password(self, who: str) -> str:
        return self._known.passwords.get(who, "")
