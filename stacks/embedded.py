"""The embedded stack: SQLite, a broker in memory, one worker process, one gRPC process, development identities."""

import json
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from chassis.clock import TestClock
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import DevelopmentTokens
from stacks.layout import SERVICES, Layout
from stacks.supervisor import ProcessPlan, Supervisor

NAME = "embedded"
PORTS = ("organisations", "people", "grpc_probe", "worker_probe")
USUAL_PORTS: Mapping[str, int] = {
    "organisations": 7443,
    "people": 7444,
    "grpc_probe": 7445,
    "worker_probe": 7446,
}
"""Taken when they are free, so that an address a person has noted stays right."""
HOST = "127.0.0.1"


class ClockFixed(Exception):
    """A stack keeps the kind of clock it was made with."""


def prepare(layout: Layout, test_clock: datetime | None = None, ports: Mapping[str, int] = USUAL_PORTS) -> None:
    """Make what the stack needs and does not have yet, and write the file that tells clients where it is.

    `test_clock` is the instant a test clock begins at; a stack made with one keeps it. `ports` are those
    of a new stack, when they are free. Raises ClockFixed for a stack made without.
    """
    if test_clock is not None and not layout.clock_file.exists():
        if layout.stack_file.exists():
            raise ClockFixed(f"{layout.root} was made on the machine's clock. Name another stack, or remove it.")
        layout.make()
        TestClock(layout.clock_file).set(test_clock)
    layout.make()
    DevelopmentCa(layout.certificates).make()
    DevelopmentTokens(layout.tokens).make()
    _write_stack_file(layout, _ports(layout, ports))


def supervisor(layout: Layout, names: Sequence[str] = ("worker", "grpc")) -> Supervisor:
    """The two processes of a prepared stack, or one of them, not started."""
    probes = {one["name"]: one["probe"] for one in json.loads(layout.stack_file.read_text())["processes"]}
    return Supervisor([_plan(layout, name, probes[name]) for name in names])


def _plan(layout: Layout, name: str, probe: str) -> ProcessPlan:
    module = {"worker": "stacks.worker", "grpc": "stacks.edge"}[name]
    return ProcessPlan(name, ["-m", module, str(layout.root)], probe, layout.logs / f"{name}.log")


def _write_stack_file(layout: Layout, ports: Mapping[str, int]) -> None:
    doors = {door: f"{HOST}:{ports[door]}" for door in ("organisations", "people")}
    written = {
        "stack": NAME,
        "test_clock": layout.clock_file.exists(),
        "certificates": layout.certificates.name,
        "tokens": layout.tokens.name,
        "ca": f"{layout.certificates.name}/ca.pem",
        "services": dict.fromkeys(SERVICES, doors),
        "processes": [
            {"name": name, "probe": f"http://{HOST}:{ports[f'{name}_probe']}"} for name in ("grpc", "worker")
        ],
    }
    layout.stack_file.write_text(json.dumps(written, indent=2) + "\n")


def _ports(layout: Layout, of_a_new_stack: Mapping[str, int]) -> Mapping[str, int]:
    wanted = _ports_before(layout.stack_file) or of_a_new_stack
    if all(_is_free(port) for port in wanted.values()):
        return wanted
    return free_ports()


def _ports_before(stack_file: Path) -> Mapping[str, int] | None:
    if not stack_file.exists():
        return None
    before = json.loads(stack_file.read_text())
    doors = before["services"][SERVICES[0]]
    probes = {f"{one['name']}_probe": one["probe"] for one in before["processes"]}
    return {name: int(address.rpartition(":")[2]) for name, address in (doors | probes).items()}


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # A port that was just given back can be bound again at once, as the processes will do.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_ports() -> Mapping[str, int]:
    """Ports that nobody listens on now."""
    held = [socket.socket() for _ in PORTS]
    try:
        for one in held:
            one.bind((HOST, 0))
        return {name: int(one.getsockname()[1]) for name, one in zip(PORTS, held, strict=True)}
    finally:
        for one in held:
            one.close()
