"""Asks every process of a stack whether it is well, through gRPC alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from somicis.shared.v1.operations_service_pb2 import GetStatusRequest, GetStatusResponse

from apps.connection.asking import Patience, ask
from apps.connection.clients import Clients
from apps.connection.problems import Unavailable
from apps.connection.refusals import Refused, refused
from apps.connection.settling import Snapshot, gathered
from apps.connection.stack_file import Doors, Process
from apps.connection.worker_copies import WorkerCopy, copies_in, liveliest

AT_ONCE = Patience(limit_s=0, deadline_s=3.0)
"""Whether somebody answers is asked once: whoever wants to wait asks again."""


@dataclass(frozen=True)
class Trouble:
    """Why a process does not count as answering: `code` is stable, `detail` what was seen."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class ProcessHealth:
    """One process; without trouble it answers and is well. `copy` is what a worker has said of itself.

    One that is not `of_the_stack` has said that it is there, while the stack's file knows nothing of it.
    """

    name: str
    trouble: Trouble | None
    copy: WorkerCopy | None = None
    of_the_stack: bool = True

    @property
    def answers(self) -> bool:
        """Whether the process answers and is well."""
        return self.trouble is None


@dataclass(frozen=True)
class Examination:
    """How a stack is doing; the snapshot has the services of which some gRPC process could tell."""

    stack: str
    processes: tuple[ProcessHealth, ...]
    snapshot: Snapshot

    @property
    def all_answer(self) -> bool:
        """Whether every process of the stack answers and is well."""
        return all(process.answers for process in self.processes if process.of_the_stack)


def examine(clients: Clients) -> Examination:
    """Ask every gRPC process how it is, and of each service one that is well how the service stands."""
    processes = clients.stack.processes
    asked = {one.doors: _asked(clients, one.doors) for one in processes if one.doors}
    doors = {each: _trouble_in(answer) for each, answer in asked.items()}
    snapshot = gathered(list(_standings(clients, [one for one in processes if one.doors and not doors[one.doors]])))
    return Examination(clients.stack.name, tuple(_processes(processes, doors, snapshot)), snapshot)


def _processes(
    of_the_stack: Sequence[Process], doors: Mapping[Doors, Trouble | None], snapshot: Snapshot
) -> Iterator[ProcessHealth]:
    copies = copies_in(snapshot.services)
    counted = {one.name: liveliest(copies, one.name) for one in of_the_stack if not one.doors}
    for one in of_the_stack:
        if one.doors:
            yield ProcessHealth(one.name, doors[one.doors])
        else:
            copy = counted[one.name]
            yield ProcessHealth(one.name, _trouble_of_worker(one.services, copy, snapshot), copy)
    for copy in copies:
        if copy not in counted.values():
            yield ProcessHealth(copy.process, _silence(copy) or _wait(copy), copy, of_the_stack=False)


def _trouble_of_worker(services: Sequence[str], copy: WorkerCopy | None, snapshot: Snapshot) -> Trouble | None:
    if not snapshot.services.keys() >= set(services):
        return Trouble("NOT_ASKED")
    unseen = [name for name in services if copy is None or name not in copy.said]
    if unseen:
        return Trouble("NOT_SEEN", ", ".join(unseen))
    idle = [name for name in services if not snapshot.services[name].worker_alive]
    return _silence(copy) or (Trouble("NO_LEASE", ", ".join(idle)) if idle else _wait(copy))


def _silence(copy: WorkerCopy | None) -> Trouble | None:
    return Trouble("SILENT", copy.silent_since) if copy and copy.silent_since else None


def _wait(copy: WorkerCopy | None) -> Trouble | None:
    return Trouble("WAITS_FOR_BROKER", ", ".join(copy.waits_for_broker)) if copy and copy.waits_for_broker else None


def _asked(clients: Clients, doors: Doors) -> Any:
    """The call that asks a process how it is, under way: those that hang are all waited for at once."""
    return clients.health(doors).Check.future(HealthCheckRequest(), timeout=AT_ONCE.deadline_s)


def _trouble_in(answered: Any) -> Trouble | None:
    try:
        status = answered.result().status
    except grpc.RpcError as error:
        return Trouble("NO_ANSWER", " ".join(refused(error).message.split()))
    if status == HealthCheckResponse.SERVING:
        return None
    return Trouble("NOT_WELL", str(HealthCheckResponse.ServingStatus.Name(status)))


def _standings(clients: Clients, well: Sequence[Process]) -> Iterator[GetStatusResponse]:
    """What processes tell of the services nobody has told of yet."""
    known: set[str] = set()
    refusals: dict[str, Refused] = {}
    for one in well:
        if one.doors and not known.issuperset(one.services):
            try:
                yield ask(clients.operations_at(one.doors).GetStatus, GetStatusRequest(), AT_ONCE)
            except Unavailable:  # it went away since its health was asked; another may know
                continue
            except Refused as refusal:  # as one of another version may; another may tell
                refusals.update(dict.fromkeys(one.services, refusal))
                continue
            known.update(one.services)
    for name in refusals.keys() - known:
        raise refusals[name]
