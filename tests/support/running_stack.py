"""A stack of real processes in a folder of its own, started by the project's own supervisor, and those who call it."""

import json
import os
import signal
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.settling import Snapshot, look, settle
from apps.connection.stack_file import Stack, read_stack
from stacks.embedded import free_ports, prepare, supervisor
from stacks.layout import Layout
from stacks.supervisor import Supervisor

NOON = datetime.fromisoformat("2023-01-09T12:00:00+01:00")
"""What the test clock of every such stack begins at."""
PROCESSES = ("worker", "grpc")


@dataclass
class RunningStack:
    """A stack that answers. Each process has a supervisor of its own, so that one can be stopped alone."""

    layout: Layout
    stack: Stack
    keepers: Mapping[str, Supervisor]
    _opened: ExitStack = field(default_factory=ExitStack)
    _clients: dict[str, Clients] = field(default_factory=dict)

    def clients(self, name: str) -> Clients:
        """The services as a demonstrator or an organisation calls them."""
        if name not in self._clients:
            self._clients[name] = self.clients_anew(name)
        return self._clients[name]

    def clients_anew(self, name: str) -> Clients:
        """The same over connections that nobody shares."""
        return self._opened.enter_context(Clients(self.stack, identity_of(self.stack, name)))

    def pid(self, process: str) -> int:
        """The process that runs under a name now."""
        return self.keepers[process].pid(process)

    def pids(self) -> dict[str, int]:
        """All of them."""
        return {name: self.pid(name) for name in PROCESSES}

    def kill(self, process: str) -> None:
        """Kill a process without a word; its supervisor starts it again."""
        os.kill(self.pid(process), signal.SIGKILL)

    def settled(self) -> Snapshot:
        """How the stack stands once nothing is on its way any more."""
        return settle(lambda: look(self.clients("ops")))

    def heads(self) -> dict[str, int]:
        """The last position of every service's log, once nothing is on its way any more."""
        return {name: status.head for name, status in self.settled().services.items()}

    def log_lines(self, process: str) -> list[str]:
        """Everything a process has written to its log, line by line."""
        return (self.layout.logs / f"{process}.log").read_text("utf-8").splitlines()

    def log(self) -> list[dict[str, Any]]:
        """The lines of both logs; an error when one is no JSON."""
        return [json.loads(line) for process in PROCESSES for line in self.log_lines(process)]

    def probe(self, process: str, path: str) -> str:
        """What a process answers its keepers."""
        [address] = [one.probe for one in self.stack.processes if one.name == process]
        with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:  # noqa: S310 - an address we made
            told: str = answer.read().decode()
        return told

    def close(self) -> None:
        """Close every connection, then stop what still runs, the last one started first."""
        self._opened.close()
        for name in reversed(PROCESSES):
            self.keepers[name].stop()


@contextmanager
def running_stack(folder: Path) -> Iterator[RunningStack]:
    """Make a stack in an empty folder, with a test clock and ports of its own, and run it meanwhile."""
    layout = Layout(folder)
    prepare(layout, NOON, free_ports())
    keepers = {name: supervisor(layout, [name]) for name in PROCESSES}
    running = RunningStack(layout, read_stack(layout.stack_file), keepers)
    try:
        for keeper in keepers.values():
            keeper.start()
        yield running
    finally:
        running.close()
