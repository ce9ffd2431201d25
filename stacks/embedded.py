"""The embedded stack: SQLite, a broker in memory, one worker process, one gRPC process, development identities."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from stacks import preparing, stack_file
from stacks.layout import SERVICES, Layout
from stacks.planning import Backing, stages_of
from stacks.ports import chosen
from stacks.processes import Process
from stacks.supervisor import ProcessPlan, Supervisor

NAME = "embedded"
PROCESSES = (Process("grpc", "grpc", SERVICES), Process("worker", "worker", SERVICES))
USUAL_PORTS: Mapping[str, int] = {
    "grpc/organisations": 7443,
    "grpc/people": 7444,
    "grpc/probe": 7445,
    "worker/probe": 7446,
}
"""Taken when they are free, so that an address a person has noted stays right."""


def prepare(layout: Layout, test_clock: datetime | None = None, ports: Mapping[str, int] = USUAL_PORTS) -> None:
    """Make what the stack needs and does not have yet: see preparing.prepare."""
    preparing.prepare(layout, NAME, PROCESSES, test_clock, ports)


def stages(layout: Layout) -> Sequence[Sequence[ProcessPlan]]:
    """How the two processes of a prepared stack are started, the worker first."""
    backing = Backing({service: layout.sqlite_url(service) for service in SERVICES}, "memory://")
    return stages_of(stack_file.processes_in(layout), layout, backing)


def supervisor(layout: Layout, names: Sequence[str] = ("worker", "grpc")) -> Supervisor:
    """The two processes of a prepared stack, or one of them, not started."""
    return Supervisor(*([plan for plan in stage if plan.name in names] for stage in stages(layout)))


@contextmanager
def running(layout: Layout) -> Iterator[Supervisor]:
    """Run a prepared stack as long as the context lasts."""
    with supervisor(layout) as processes:
        yield processes


def free_ports() -> Mapping[str, int]:
    """Ports for every door that nobody listens on now."""
    return chosen(tuple(USUAL_PORTS), {})
