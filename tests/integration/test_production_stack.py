"""The production stack, with two of every process, tells the same story as the embedded one, and keeps it."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from apps.connection.clients import Clients
from apps.connection.health import examine
from apps.connection.history import history_of
from apps.connection.identity import identity_of
from apps.connection.problems import Unavailable
from apps.connection.settling import look
from apps.connection.stack_file import Stack, read_stack
from stacks import kinds
from stacks.demo.playing import play_demo
from stacks.layout import SERVICES, Layout
from stacks.ports import is_free
from stacks.servers.servers import Servers
from stacks.stack_file import processes_in
from tests.support.eventually import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

ITS_OWN = ("case_id", "seconds", "stack")
"""What differs from one run to the next."""
REPLICAS = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the production stack plays; its servers' data is removed with it."""
    made = tmp_path_factory.mktemp("production")
    yield made
    kinds.remove(Layout(made / "stack"))


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    """The summary of the story on production, with nothing wrong in it."""
    return summary_of(folder, kinds.production_with(REPLICAS))


def summary_of(folder: Path, kind: kinds.Kind) -> dict[str, Any]:
    """The summary of the story, played on a stack in an empty folder."""
    summary, wrong = play_demo(folder, Console(file=io.StringIO()), kind=kind)
    assert wrong == []
    return summary


def at_the_second(stack: Stack, name: str) -> Clients:
    """Somebody who calls the second replica of every service."""
    second = {one.services[0]: one.doors for one in stack.processes if one.name.endswith("-grpc-2") and one.doors}
    assert set(second) == set(SERVICES)
    return Clients(replace(stack, services=second), identity_of(stack, name))


def test_the_story_ends_as_on_the_embedded_stack(told: dict[str, Any], tmp_path: Path) -> None:
    """In everything but ids, stack and seconds."""
    embedded = summary_of(tmp_path, kinds.EMBEDDED)

    assert {**told, **dict.fromkeys(ITS_OWN)} == {**embedded, **dict.fromkeys(ITS_OWN)}
    assert (told["stack"], embedded["stack"]) == ("production", "embedded")


def test_what_was_told_survives_a_restart_and_every_replica_tells_it(told: dict[str, Any], folder: Path) -> None:
    """Servers and processes are started anew on what was stored."""
    layout, kind = Layout(folder / "stack"), kinds.production_with(REPLICAS)
    # Whoever ran it in between may have asked for fewer replicas.
    kind.prepare(layout, None)
    with kind.running(layout):
        stack = read_stack(layout.stack_file)
        with at_the_second(stack, "ops") as ops, at_the_second(stack, "AUTORITA_AUDIT") as auditor:
            # A worker takes over what the last one has given up.
            eventually(lambda: examine(ops).all_answer, True, within=30)  # noqa: FBT003
            heads = {name: status.head for name, status in look(ops).services.items()}
            history = history_of(auditor, told["case_id"])

    assert heads == told["events"]
    assert len(history) == told["history"]


def test_nobody_is_left_behind_when_whoever_started_it_is_killed(told: dict[str, Any], folder: Path) -> None:
    """Not even the servers, which run as users of their own; and the next start finds what was stored."""
    layout = Layout(folder / "stack")
    # The story's test clock is thrown away: a stack that is kept up follows the machine's.
    layout.clock_file.unlink()
    running = subprocess.Popen(
        [sys.executable, "-m", "stacks.run", "--stack", "production", "--folder", str(layout.root)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        eventually(lambda: heads_or_none(layout), told["events"], within=90)
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.wait()

    ports = [port for one in processes_in(layout) for port in one.ports.values()]
    eventually(lambda: [port for port in ports if not is_free(port)], [], within=60)
    eventually(lambda: Servers.of(layout.root).running, [], within=60)


def heads_or_none(layout: Layout) -> dict[str, int] | None:
    """The last position of every log, None while somebody does not answer where the stack says it is by now."""
    stack = read_stack(layout.stack_file)
    try:
        with Clients(stack, identity_of(stack, "ops")) as ops:
            return {name: status.head for name, status in look(ops).services.items()}
    except Unavailable:
        return None
