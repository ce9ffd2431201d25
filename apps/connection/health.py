"""Asks every process of a stack whether it is well, through gRPC alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from apps.connection.asking import Patience
from apps.connection.clients import Clients
from apps.connection.problems import Unavailable
from apps.connection.refusals import refused
from apps.connection.settling import Snapshot, look
from apps.connection.stack_file import Doors, Process

AT_ONCE = Patience(limit_s=0, deadline_s=3.0)
"""Whether somebody answers is asked once: whoever wants to wait asks again."""
NOTHING = Snapshot({}, now="", test_clock=False)
"""What is known when nobody could be asked."""


@dataclass(frozen=True)
class Trouble:
    """Why a process does not count as answering: `code` is stable, `detail` what was seen."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class ProcessHealth:
    """One process; without trouble it answers and is well."""

    name: str
    trouble: Trouble | None

    @property
    def answers(self) -> bool:
        """Whether the process answers and is well."""
        return self.trouble is None


@dataclass(frozen=True)
class Examination:
    """How a stack is doing; the snapshot has no services when no gRPC process answers."""

    stack: str
    processes: tuple[ProcessHealth, ...]
    snapshot: Snapshot

    @property
    def all_answer(self) -> bool:
        """Whether every process answers and is well."""
        return all(process.answers for process in self.processes)


def examine(clients: Clients) -> Examination:
    """Ask the health service of every gRPC process, and what it knows of the workers' leases."""
    doors = {one.doors: _trouble_at(clients, one.doors) for one in clients.stack.processes if one.doors}
    called = clients.stack.services.values()
    snapshot = NOTHING if any(doors.get(each) for each in called) else _snapshot(clients)
    processes = (ProcessHealth(one.name, _trouble(one, doors, snapshot)) for one in clients.stack.processes)
    return Examination(clients.stack.name, tuple(processes), snapshot)


def _trouble(process: Process, doors: Mapping[Doors, Trouble | None], snapshot: Snapshot) -> Trouble | None:
    return doors[process.doors] if process.doors else _trouble_of_worker(process.services, snapshot)


def _trouble_of_worker(services: Sequence[str], snapshot: Snapshot) -> Trouble | None:
    if not snapshot.services:
        return Trouble("NOT_ASKED")
    idle = [name for name, status in snapshot.services.items() if name in services and not status.worker_alive]
    return Trouble("NO_LEASE", ", ".join(idle)) if idle else None


def _trouble_at(clients: Clients, doors: Doors) -> Trouble | None:
    try:
        answer = clients.health(doors).Check(HealthCheckRequest(), timeout=AT_ONCE.deadline_s)
    except grpc.RpcError as error:
        return Trouble("NO_ANSWER", " ".join(refused(error).message.split()))
    if answer.status == HealthCheckResponse.SERVING:
        return None
    return Trouble("NOT_WELL", str(HealthCheckResponse.ServingStatus.Name(answer.status)))


def _snapshot(clients: Clients) -> Snapshot:
    try:
        return look(clients, AT_ONCE)
    except Unavailable:  # it went away since its health was asked
        return NOTHING
