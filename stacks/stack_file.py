"""The file in which a stack tells its clients, and its own next start, what it consists of."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from stacks.layout import SERVICES, Layout
from stacks.processes import Process, addresses_of


def write(layout: Layout, name: str, processes: Sequence[Process]) -> None:
    """Tell of a stack: where each service is, at all its gRPC processes, and where each process is."""
    certificates = layout.certificates.name
    told = {
        "stack": name,
        "test_clock": layout.clock_file.exists(),
        "certificates": certificates,
        "tokens": layout.tokens.name,
        "ca": f"{certificates}/ca.pem",
        "services": {service: _doors(service, processes) for service in SERVICES},
        "processes": [process.told() for process in processes],
    }
    layout.stack_file.write_text(json.dumps(told, indent=2) + "\n")


def name_in(layout: Layout) -> str | None:
    """Which stack lives in this folder, if any was made."""
    return str(_told(layout)["stack"]) if layout.stack_file.exists() else None


def processes_in(layout: Layout) -> Sequence[Process]:
    """What a stack consists of; nothing when none was made in this folder yet."""
    if not layout.stack_file.exists():
        return []
    return [Process.read(told) for told in _told(layout)["processes"]]


def process_in(layout: Layout, name: str) -> Process:
    """One process of a stack."""
    [process] = [one for one in processes_in(layout) if one.name == name]
    return process


def _told(layout: Layout) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(layout.stack_file.read_text("utf-8"))
    return told


def _doors(service: str, processes: Sequence[Process]) -> Mapping[str, str]:
    here = [one.from_outside for one in processes]
    return {door: addresses_of(service, door, here) for door in ("organisations", "people")}
