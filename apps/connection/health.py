"""Asks every process of a stack whether it is well, through gRPC alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from apps.connection.asking import Patience
from apps.connection.clients import Clients
from apps.connection.problems import Unavailable
from apps.connection.refusals import refused
from apps.connection.settling import Snapshot, look

AT_ONCE = Patience(limit_s=0, deadline_s=3.0)
"""Whether somebody answers is asked once: whoever wants to wait asks again."""


@dataclass(frozen=True)
class ProcessHealth:
    """One process; `problem` is empty when it answers and is well."""

    name: str
    problem: str

    @property
    def answers(self) -> bool:
        """Whether the process answers and is well."""
        return not self.problem


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
    doors = {service: _problem_of_door(clients, service) for service in clients.stack.services}
    snapshot = _snapshot(clients) if not any(doors.values()) else Snapshot({}, now="", test_clock=False)
    processes = (ProcessHealth(one.name, _problem(one.name, doors, snapshot)) for one in clients.stack.processes)
    return Examination(clients.stack.name, tuple(processes), snapshot)


def _problem(process: str, doors: dict[str, str], snapshot: Snapshot) -> str:
    """A process is called by its role, `grpc` or `worker`, after its service where each has its own."""
    service, _, role = process.rpartition("-")
    hosted = [service] if service else list(doors)
    if role == "worker":
        return "; ".join(_problems_of_workers(hosted, snapshot))
    return "; ".join(sorted({doors[each] for each in hosted} - {""}))


def _problems_of_workers(services: list[str], snapshot: Snapshot) -> Iterator[str]:
    if not snapshot.services:
        yield "UNKNOWN"
    for service in services:
        status = snapshot.services.get(service)
        if status and not status.worker_alive:
            yield f"{service}: NO_LEASE"


def _problem_of_door(clients: Clients, service: str) -> str:
    try:
        answer = clients.health(service).Check(HealthCheckRequest(), timeout=AT_ONCE.deadline_s)
    except grpc.RpcError as error:
        said = refused(error)
        return f"{said.reason}: {' '.join(said.message.split())}"
    serving = answer.status == HealthCheckResponse.SERVING
    return "" if serving else str(HealthCheckResponse.ServingStatus.Name(answer.status))


def _snapshot(clients: Clients) -> Snapshot:
    try:
        return look(clients, AT_ONCE)
    except Unavailable:  # it went away since its health was asked
        return Snapshot({}, now="", test_clock=False)
