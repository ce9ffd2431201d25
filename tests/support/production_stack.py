"""The production stack with two of everything, and what may be done to its processes and servers."""

import json
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, make_url, select

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.settling import Snapshot, look, settle
from apps.connection.stack_file import Doors, Stack, read_stack
from chassis.database import Database
from chassis.journal import MARKS
from chassis.leasing import LEASES
from stacks import kinds
from stacks.layout import SERVICES, Layout
from stacks.servers.servers import Servers
from stacks.supervisor import Supervisor
from tests.support.eventually import eventually
from tests.support.running_stack import NOON

REPLICAS = 2
REST_WITHIN = 120.0
"""Seconds in which the stack comes to rest once nothing is done to it any more."""
WAITING_FOR_A_COPY = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
COMMAND_COMMITS = """
    SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE datname = current_database() AND wait_event = 'SyncRep'
      AND relation = 'requests'::regclass AND mode = 'RowExclusiveLock'
"""


@dataclass
class ProductionStack:
    """A stack that answers; its processes are named intake-worker, intake-worker-2 and so on."""

    layout: Layout
    supervisor: Supervisor
    servers: Servers
    stack: Stack
    databases: Mapping[str, Database]
    _opened: ExitStack = field(default_factory=ExitStack)
    _clients: dict[tuple[str, int], Clients] = field(default_factory=dict)

    def clients(self, name: str, replica: int = 1) -> Clients:
        """The services as a demonstrator or an organisation calls them, at one replica of each."""
        if (name, replica) not in self._clients:
            known = replace(self.stack, services=_doors(self.stack, replica))
            self._clients[name, replica] = self._opened.enter_context(Clients(known, identity_of(self.stack, name)))
        return self._clients[name, replica]

    def processes(self, role: str) -> list[str]:
        """The names of all workers, or of all gRPC processes."""
        return [one.name for one in self.stack.processes if one.role == role]

    def pid(self, process: str) -> int:
        """The process that runs under a name now."""
        return self.supervisor.pid(process)

    def send(self, process: str, number: signal.Signals) -> int:
        """Send a process a signal; its supervisor starts it again if it ends. Answers which it was."""
        pid = self.pid(process)
        os.kill(pid, number)
        return pid

    @contextmanager
    def suspended(self, process: str) -> Iterator[None]:
        """Let a process stand still meanwhile."""
        pid = self.send(process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def holder(self, service: str) -> str:
        """The worker that holds a service's lease, by name; "" when it is none of those that run now."""
        with self.databases[service].reading() as tx:
            holder = tx.execute(select(LEASES.c.holder)).scalar_one()
        workers = {str(self.pid(name)): name for name in self.processes("worker")}
        return workers.get(holder.split("/")[1], "")

    def active(self, service: str) -> str:
        """The worker that holds a service's lease, once some worker that runs does."""
        return eventually(lambda: self.holder(service), wanted=bool, within=20)

    def lease_number(self, service: str) -> int:
        """How often the lease of a service has changed hands."""
        with self.databases[service].reading() as tx:
            return int(tx.execute(select(LEASES.c.number)).scalar_one())

    def problems(self, process: str) -> list[str] | None:
        """What a process says keeps it from working; None when it says nothing at all."""
        try:
            answer = self.probe(process, "/readyz")
        except urllib.error.HTTPError as refused:
            answer = refused.read().decode()
        except OSError:
            return None
        return list(json.loads(answer)["problems"])

    def probe(self, process: str, path: str) -> str:
        """What a process answers its keepers."""
        address = next(one.probe for one in self.stack.processes if one.name == process)
        with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:  # noqa: S310 - an address we made
            told: str = answer.read().decode()
        return told

    def duplicates(self, service: str) -> int:
        """How many messages a service has heard that it had heard before."""
        with self.databases[service].reading() as tx:
            return int(tx.execute(select(func.coalesce(func.sum(MARKS.c.duplicates), 0))).scalar_one())

    def replays_asked(self, service: str) -> int:
        """How many replays a service has asked for."""
        with self.databases[service].reading() as tx:
            return int(tx.execute(select(func.coalesce(func.sum(MARKS.c.asked_times), 0))).scalar_one())

    def lines(self, role: str, **having: str) -> list[dict[str, Any]]:
        """What all processes of a role have written to their logs that has these values."""
        return [line for name in self.processes(role) for line in self._log(name) if having.items() <= line.items()]

    def count(self, question: str, service: str) -> int:
        """What a question about a service's database counts."""
        with self.asking(service) as administrator:
            return _counted(administrator, question)

    @contextmanager
    def asking(self, service: str | None = None) -> Iterator[psycopg.Connection]:
        """A connection of the administrator's to the database of a service, or to none of them."""
        url = make_url(self.servers.postgres.url)
        if service is not None:
            url = url.set(database=make_url(self.servers.database_url(service)).database)
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            yield connection

    def broker_refuses(self) -> bool:
        """Whether nobody is let in at the broker's port."""
        try:
            socket.create_connection(("127.0.0.1", self.servers.rabbitmq.ports.clients), timeout=1).close()
        except OSError:
            return True
        return False

    def waiting_in(self, queue: str) -> int:
        """How many messages of a queue nobody has acknowledged."""
        told = self.servers.rabbitmq.tell("list_queues", "--vhost", "somicis", "name", "messages")
        return next((int(line.split()[1]) for line in told.splitlines() if line.startswith(f"{queue}\t")), 0)

    def settled(self) -> Snapshot:
        """How the stack stands once nothing is on its way any more."""
        return settle(self.look, REST_WITHIN)

    def look(self) -> Snapshot:
        """How the stack stands, as `somicis status` sees it."""
        return look(self.clients("ops"))

    def close(self) -> None:
        """Close every connection."""
        self._opened.close()
        for database in self.databases.values():
            database.close()

    def _log(self, process: str) -> Iterator[dict[str, Any]]:
        for line in (self.layout.logs / f"{process}.log").read_text("utf-8").splitlines():
            if line.startswith("{"):
                yield json.loads(line)


def _doors(stack: Stack, replica: int) -> Mapping[str, Doors]:
    """Where one replica of every service is."""
    name = "{}-grpc" if replica == 1 else f"{{}}-grpc-{replica}"
    doors = {process.name: process.doors for process in stack.processes}
    return {service: found for service in SERVICES if (found := doors[name.format(service)]) is not None}


@contextmanager
def commits_held_back(stack: ProductionStack) -> Iterator[None]:
    """Let every commit be written, and none be answered meanwhile: PostgreSQL waits for a copy nobody makes.

    A restart of the server ends it, too.
    """
    with stack.asking() as administrator:
        administrator.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        administrator.execute("SELECT pg_reload_conf()")
        # Sooner or later every worker renews its lease: then somebody waits.
        eventually(lambda: _counted(administrator, WAITING_FOR_A_COPY), wanted=bool, within=20)
        # Not told to the server yet: it is what the server begins with when it is started again.
        administrator.execute("ALTER SYSTEM RESET synchronous_standby_names")
    try:
        yield
    finally:
        with stack.asking() as administrator:
            administrator.execute("SELECT pg_reload_conf()")


def _counted(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def production_stack(folder: Path) -> Iterator[ProductionStack]:
    """Make one in an empty folder, with a test clock and servers of its own, and run it meanwhile."""
    layout, kind = Layout(folder), kinds.production_with(REPLICAS)
    try:
        kind.prepare(layout, NOON)
        with kind.running(layout) as supervisor:
            servers = Servers.of(folder)
            databases = {service: Database(servers.database_url(service)) for service in SERVICES}
            running = ProductionStack(layout, supervisor, servers, read_stack(layout.stack_file), databases)
            try:
                yield running
            finally:
                running.close()
    finally:
        # The logs stay in the folder, for whoever wants to know why a test failed.
        if Servers.exist(folder):
            Servers.of(folder).remove(SERVICES)
