"""The processes a stack consists of, and where each of them listens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlsplit

from stacks.hosting import Role
from stacks.ports import HOST, chosen

DOORS: Mapping[Role, Sequence[str]] = {
    "worker": ("probe",),
    "grpc": ("probe", "organisations", "people"),
}
"""What each role listens for: its keepers, and callers by how they show who they are."""
EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside a container, from which only what is published leads outside


@dataclass(frozen=True)
class Process:
    """What it is called, what it does, for which services, and on which port each of its doors is, once it has any.

    `host` is where the other processes find it: this machine, or a container's name. Callers from outside are always on
    this machine.
    """

    name: str
    role: Role
    services: tuple[str, ...]
    ports: Mapping[str, int] = field(default_factory=dict)
    host: str = HOST

    def address(self, door: str) -> str:
        """Where the other processes find a door, host:port."""
        return f"{self.host}:{self.ports[door]}"

    def listens_at(self, door: str) -> str:
        """Where it listens for a door, host:port."""
        return f"{HOST if self.host == HOST else EVERYWHERE}:{self.ports[door]}"

    @property
    def from_outside(self) -> Self:
        """The same as callers from outside find it."""
        return replace(self, host=HOST)

    @property
    def probe(self) -> str:
        """Where its keepers ask how it is."""
        return f"http://{self.address('probe')}"

    def told(self) -> dict[str, Any]:
        """As the stack's file tells of it."""
        doors = {door: self.from_outside.address(door) for door in DOORS[self.role] if door != "probe"}
        return {"name": self.name, "role": self.role, "services": list(self.services), "probe": self.probe, **doors}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As it was told."""
        role: Role = told["role"]
        ports = {door: int(str(told[door]).rpartition(":")[2]) for door in DOORS[role]}
        return cls(told["name"], role, tuple(told["services"]), ports, str(urlsplit(told["probe"]).hostname))


def addresses_of(service: str, door: str, stack: Sequence[Process]) -> str:
    """Where a door of a service is: at every process that serves it, commas between, so that another can answer."""
    return ",".join(one.address(door) for one in stack if one.role == "grpc" and service in one.services)


def ports_of(processes: Sequence[Process]) -> Mapping[str, int]:
    """Every port, by "<process>/<door>"."""
    return {f"{one.name}/{door}": port for one in processes for door, port in one.ports.items()}


def placed(processes: Sequence[Process], wanted: Mapping[str, int]) -> Sequence[Process]:
    """The processes with a port for every door: the one it has, the wanted one where that is free, else any."""
    without = [one for one in processes if not one.ports]
    ports = chosen([f"{one.name}/{door}" for one in without for door in DOORS[one.role]], wanted)
    return [one if one.ports else _with(one, ports) for one in processes]


def _with(process: Process, ports: Mapping[str, int]) -> Process:
    return replace(process, ports={door: ports[f"{process.name}/{door}"] for door in DOORS[process.role]})
