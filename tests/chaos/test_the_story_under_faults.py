"""The demo's story ends the same whatever happens to messages and processes meanwhile."""

import io
import os
import random
import re
import signal
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from stacks.demo.playing import Adversity, play_demo
from stacks.demo.scenes import SCENES, Scene
from stacks.layout import Layout
from stacks.stack_file import process_in
from stacks.supervisor import Supervisor

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

ITS_OWN = ("case_id", "seconds")
"""What differs from one run to the next."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The summary of a run nothing happened to."""
    return told_without_faults(tmp_path_factory.mktemp("undisturbed"))


def told_without_faults(folder: Path) -> dict[str, Any]:
    """The summary of a run nothing happened to, checked."""
    summary, wrong = play_demo(folder, quiet())
    assert wrong == []
    return without_its_own(summary)


def without_its_own(summary: dict[str, Any]) -> dict[str, Any]:
    """What every run must agree in."""
    return {key: value for key, value in summary.items() if key not in ITS_OWN}


def quiet() -> Console:
    """A console nobody reads."""
    return Console(file=io.StringIO())


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A seed of this run, printed when the test fails; set SOMICIS_SEED to play it again."""
    chosen = int(os.environ.get("SOMICIS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"SOMICIS_SEED={chosen} makes {request.node.name} do the same again")  # noqa: T201
    return chosen


def test_the_story_told_twice_ends_the_same(undisturbed: dict[str, Any], tmp_path: Path) -> None:
    """Every run begins from nothing of its own."""
    assert told_without_faults(tmp_path) == undisturbed


def test_messages_lost_at_random_change_nothing(undisturbed: dict[str, Any], tmp_path: Path, seed: int) -> None:
    """Replay by position makes delivery certain, not the broker."""
    asked: list[float] = []

    def look(_stack: Supervisor, scene: Scene) -> None:
        if scene is SCENES[-1]:
            asked.append(replays_asked(tmp_path / "stack"))

    summary, wrong = play_demo(tmp_path, quiet(), Adversity(before=look, seed=seed, lost=0.15))

    assert wrong == []
    assert without_its_own(summary) == undisturbed
    assert asked[0] > 0, "nothing had to be asked for again, so nothing was lost"


def test_processes_killed_in_every_scene_change_nothing(undisturbed: dict[str, Any], tmp_path: Path, seed: int) -> None:
    """What was acknowledged is stored, what is stored is said, what is said is counted once."""
    chance = random.Random(seed)
    killed: list[str] = []
    restarts: list[int] = []

    def kill(stack: Supervisor, scene: Scene) -> None:
        name = ("worker", "grpc")[len(killed) % 2]
        threading.Timer(chance.uniform(0.0, 0.4), kill_now, (stack, name, killed)).start()
        killed.append(name)
        restarts.append(stack.restarts())

    summary, wrong = play_demo(tmp_path, quiet(), Adversity(before=kill))

    assert wrong == []
    assert without_its_own(summary) == undisturbed
    assert restarts[-1] >= len(SCENES) // 2, f"only {restarts[-1]} processes were started again"


def kill_now(stack: Supervisor, name: str, killed: list[str]) -> None:
    """Kill a process of the stack without a word."""
    try:
        os.kill(stack.pid(name), signal.SIGKILL)
    except (KeyError, ProcessLookupError):
        killed.append(f"{name} was gone already")


def replays_asked(stack: Path) -> float:
    """How many replays the services have asked one another for."""
    address = process_in(Layout(stack), "worker").address("probe")
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    return sum(float(n) for n in re.findall(r"^somicis_source_replays_asked_total\{.*\} (\S+)$", text, re.MULTILINE))
