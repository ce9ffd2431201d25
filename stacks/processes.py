"""The processes a stack consists of, and where each of them listens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from stacks.hosting import Role
from stacks.ports import HOST, chosen

DOORS: Mapping[Role, Sequence[str]] = {
    "worker": ("probe",),
    "grpc": ("probe", "organisations", "people"),
}
"""What each role listens for: its keepers, and callers by how they show who they are."""


@dataclass(frozen=True)
class Process:
    """What it is called, what it does, for which services, and on which port each of its doors is, once it has any."""

    name: str
    role: Role
    services: tuple[str, ...]
    ports: Mapping[str, int] = field(default_factory=dict)

    def address(self, door: str) -> str:
        """Where a door is, host:port."""
        return f"{HOST}:{self.ports[door]}"

    @property
    def probe(self) -> str:
        """Where its keepers ask how it is."""
        return f"http://{self.address('probe')}"

    def told(self) -> dict[str, Any]:
        """As the stack's file tells of it."""
        doors = {door: self.address(door) for door in DOORS[self.role] if door != "probe"}
        return {"name": self.name, "role": self.role, "services": list(self.services), "probe": self.probe, **doors}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As it was told."""
        role: Role = told["role"]
        ports = {door: int(str(told[door]).rpartition(":")[2]) for door in DOORS[role]}
        return cls(told["name"], role, tuple(told["services"]), ports)


def addresses_of(service: str, door: str, stack: Sequence[Process]) -> str:
    """Where a door of a service is: at every process that serves it, commas between, so that another can answer."""
    return ",".join(one.address(door) for one in stack if one.role == "grpc" and service in one.services)


def ports_of(processes: Sequence[Process]) -> Mapping[str, int]:
    """Every port, by "<process>/<door>"."""
    return {f"{one.name}/{door}": port for one in processes for door, port in one.ports.items()}


def placed(processes: Sequence[Process], wanted: Mapping[str, int]) -> Sequence[Process]:
    """The processes with a port for every door: the wanted one where it is free, else any."""
    ports = chosen([f"{one.name}/{door}" for one in processes for door in DOORS[one.role]], wanted)
    return [replace(one, ports={door: ports[f"{one.name}/{door}"] for door in DOORS[one.role]}) for one in processes]
