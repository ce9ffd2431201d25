"""A process is known by its number and its command line, for numbers are given out again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stacks.servers.node_process import NodeProcess
from stacks.servers.troubles import ServerFailed

STUBBORN = (
    "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); sys.stdin.read()"
)


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    """A process that does not end when it is asked to."""
    running = subprocess.Popen(
        [sys.executable, "-c", STUBBORN, "this-very-one"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdin is not None
    running.stdout.readline()
    yield running
    running.kill()
    running.wait()
    running.stdin.close()
    running.stdout.close()


def known_as(word: str, number: int, folder: Path) -> NodeProcess:
    """Whoever has this number and this word in its command line."""
    (folder / "pid").write_text(str(number))
    return NodeProcess(folder / "pid", lambda command_line: word in command_line)


def test_a_number_that_somebody_else_has_now_is_nobodys(process: subprocess.Popen[str], tmp_path: Path) -> None:
    """And nobody gets the signal."""
    other = known_as("another-one", process.pid, tmp_path)

    other.end(signal.SIGKILL, within=5)

    assert other.number is None
    assert process.poll() is None


def test_it_is_found_while_it_lives(process: subprocess.Popen[str], tmp_path: Path) -> None:
    """What has ended and was not waited for yet has ended."""
    node = known_as("this-very-one", process.pid, tmp_path)
    assert node.number == process.pid

    node.end(signal.SIGKILL, within=5)

    assert node.number is None


def test_who_does_not_end_is_told_of(process: subprocess.Popen[str], tmp_path: Path) -> None:
    """Data that may still be written to is not taken for data at rest."""
    with pytest.raises(ServerFailed, match="still runs 0 s after SIGTERM"):
        known_as("this-very-one", process.pid, tmp_path).end(signal.SIGTERM, within=0.2)


@pytest.mark.parametrize("written", [None, "", "no number", "{ours}"])
def test_without_a_number_of_its_own_there_is_none(written: str | None, tmp_path: Path) -> None:
    """Nor is there anything to end."""
    if written is not None:
        (tmp_path / "pid").write_text(written.format(ours=os.getpid()))
    node = NodeProcess(tmp_path / "pid", lambda command_line: "this-very-one" in command_line)

    node.end(signal.SIGKILL, within=1)

    assert node.number is None
