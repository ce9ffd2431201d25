"""Processes are started in stages, started again when they die, and stopped the other way round."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from stacks.ports import HOST, free_ports
from stacks.supervisor import NotReady, ProcessPlan, Supervisor
from tests.support.eventually import eventually

PROCESS = """
import http.server, os, signal, sys, threading
diary, name, port = sys.argv[1:]

def write(word):
    with open(diary, "a") as opened:
        opened.write(f"{word} {name} {os.environ['SAID']}\\n")

class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass

def stop(*_):
    write("stopped")
    os._exit(0)

signal.signal(signal.SIGTERM, stop)
write("started")
http.server.HTTPServer(("127.0.0.1", int(port)), Ready).serve_forever()
"""
"""A process that keeps a diary."""


class Diary:
    """What the processes of a test have done, in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "diary"
        self._ports = iter(free_ports(10))

    def plan(self, name: str, ready_within: float = 20.0, port: int | None = None) -> ProcessPlan:
        """How to start a process that writes into it."""
        port = port or next(self._ports)
        return ProcessPlan(
            name=name,
            arguments=["-c", PROCESS, str(self._file), name, str(port)],
            probe=f"http://{HOST}:{port}",
            log=self._folder / f"{name}.log",
            environment={"SAID": f"to-{name}"},
            ready_within=ready_within,
        )

    def entries(self) -> list[str]:
        """What stands in it."""
        return self._file.read_text().splitlines() if self._file.exists() else []

    def words(self, word: str) -> list[str]:
        """Who did this, in order."""
        return [entry.split()[1] for entry in self.entries() if entry.startswith(word)]


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """An empty one."""
    return Diary(tmp_path)


def test_the_last_stage_is_stopped_first(diary: Diary) -> None:
    """Nobody is stopped before those who need them."""
    stages = [[diary.plan("server")], [diary.plan("worker-1"), diary.plan("worker-2")], [diary.plan("edge")]]

    with Supervisor(*stages):
        assert set(diary.words("started")) == {"server", "worker-1", "worker-2", "edge"}
        assert diary.words("stopped") == []

    stopped = diary.words("stopped")
    assert (stopped[0], set(stopped[1:3]), stopped[3]) == ("edge", {"worker-1", "worker-2"}, "server")


def test_a_process_is_told_what_its_plan_says(diary: Diary) -> None:
    """In its environment, where nobody else reads it."""
    with Supervisor([diary.plan("worker")]):
        pass

    assert diary.entries() == ["started worker to-worker", "stopped worker to-worker"]


def test_who_dies_is_started_again_with_the_same_plan(diary: Diary) -> None:
    """And the others go on."""
    with Supervisor([diary.plan("worker"), diary.plan("other")]) as running:
        os.kill(running.pid("worker"), signal.SIGKILL)
        eventually(lambda: sorted(diary.words("started")), ["other", "worker", "worker"], within=20)
        assert running.restarts() == 1

    assert sorted(diary.words("stopped")) == ["other", "worker"]


def test_who_does_not_get_ready_is_told_of_with_its_last_words(diary: Diary) -> None:
    """Its log may be gone with its folder by the time somebody reads of it."""
    never = diary.plan("never", ready_within=1.0)
    failing = ["-c", "raise SystemExit('The port 7443 is taken.')"]

    with (
        pytest.raises(NotReady, match=r"never is not ready after 1 s[^\n]*\nThe port 7443 is taken\."),
        Supervisor([replace(never, arguments=failing)]),
    ):
        pass


def test_when_one_is_not_ready_in_time_all_are_stopped(diary: Diary) -> None:
    """A stack runs whole or not at all; the message names the process and its log."""
    never = diary.plan("never", ready_within=1.0)
    elsewhere = ProcessPlan(never.name, never.arguments, "http://127.0.0.1:1", never.log, never.environment, 1.0)

    with (
        pytest.raises(NotReady, match=r"never is not ready after 1 s.*never.log"),
        Supervisor([diary.plan("well")], [elsewhere]),
    ):
        pass

    assert "well" in diary.words("stopped")
