"""What the workers of a stack have said of themselves, gathered over the services each of them works for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from somicis.shared.v1.operations_service_pb2 import ServiceStatus, WorkerStatus


@dataclass(frozen=True)
class WorkerCopy:
    """A worker as it runs, or ran, on one machine: what it last said, by service."""

    process: str
    machine: str
    said: Mapping[str, WorkerStatus]

    @property
    def silent_since(self) -> str:
        """When the service that has waited longest saw it last, RFC 3339; empty while none misses it."""
        return min((one.seen_at for one in self.said.values() if one.silent), default="")

    @property
    def works_for(self) -> tuple[str, ...]:
        """The services whose lease it holds; it stands by for the others."""
        return tuple(service for service, one in self.said.items() if one.holds_lease)

    @property
    def waits_for_broker(self) -> tuple[str, ...]:
        """The services for which it cannot speak or hear, since the broker does not answer or takes nothing."""
        return tuple(service for service, one in self.said.items() if one.waits_for == "broker")

    @property
    def seen_at(self) -> str:
        """When any service saw it last, RFC 3339."""
        return max(one.seen_at for one in self.said.values())


def copies_in(services: Mapping[str, ServiceStatus]) -> Sequence[WorkerCopy]:
    """Every worker of every machine, by name."""
    said: dict[tuple[str, str], dict[str, WorkerStatus]] = {}
    for service, status in services.items():
        for worker in status.workers:
            said.setdefault((worker.process, worker.machine), {})[service] = worker
    return [WorkerCopy(*known, said[known]) for known in sorted(said)]


def liveliest(copies: Iterable[WorkerCopy], process: str) -> WorkerCopy | None:
    """The copy that counts for a process of the stack: one on another machine may be what it ran as before."""
    named = [copy for copy in copies if copy.process == process]
    return max(named, key=lambda copy: (not copy.silent_since, copy.seen_at), default=None)
