"""The production stack on one machine: PostgreSQL, RabbitMQ, and for each service processes of its own."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from stacks import preparing, stack_file
from stacks.hosting import Role
from stacks.layout import SERVICES, Layout
from stacks.planning import Backing, stages_of
from stacks.processes import Process
from stacks.servers import servers
from stacks.servers.servers import Servers
from stacks.supervisor import ProcessPlan, Supervisor

NAME = "production"
ROLES: Sequence[Role] = ("grpc", "worker")
SERVERS_READY_WITHIN = 120.0
SERVERS_STOP_WITHIN = 90.0
"""Seconds. They may have a lot to read back, or to write down."""


def processes(replicas: int = 1) -> list[Process]:
    """A gRPC process and a worker for every service, each so many times."""
    return [
        Process(f"{service}-{role}" + (f"-{number}" if number > 1 else ""), role, (service,))
        for service in SERVICES
        for role in ROLES
        for number in range(1, replicas + 1)
    ]


def prepare(layout: Layout, test_clock: datetime | None = None, replicas: int = 1) -> None:
    """Make what the stack needs and does not have yet: see preparing.prepare. Raises NotInstalled, too."""
    preparing.prepare(layout, NAME, processes(replicas), test_clock, ports={})
    servers.prepared(layout.root, SERVICES)


@contextmanager
def running(layout: Layout) -> Iterator[Supervisor]:
    """Run a prepared stack as long as the context lasts: servers, workers, gRPC; stopped the other way round."""
    here = Servers.of(layout.root)
    with ExitStack() as started:
        if here.own:
            started.enter_context(Supervisor([_keeper(layout, here)]))
        here.provide(SERVICES)
        yield started.enter_context(supervisor(layout))


def supervisor(layout: Layout) -> Supervisor:
    """The processes of a prepared stack whose servers run, not started."""
    here = Servers.of(layout.root)
    backing = Backing({service: here.database_url(service) for service in SERVICES}, here.broker_url)
    return Supervisor(*stages_of(stack_file.processes_in(layout), layout, backing))


def _keeper(layout: Layout, here: Servers) -> ProcessPlan:
    return ProcessPlan(
        name="servers",
        arguments=["-m", "stacks.servers", str(layout.root)],
        probe=f"http://{here.keeper_address}",
        log=layout.logs / "servers.log",
        ready_within=SERVERS_READY_WITHIN,
        stops_within=SERVERS_STOP_WITHIN,
    )
