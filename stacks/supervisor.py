"""Keeps the processes of a stack running: starts them in order, starts again what dies, stops in order."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from stacks.belonging import SUPERVISOR

READY_WITHIN = 60.0
STOPS_WITHIN = 20.0
LONGEST_PAUSE = 5.0
HEALTHY_AFTER = 10.0
"""All in seconds. A process that lived this long and dies is started again at once."""
LAST_WORDS = 20
"""Lines of its log that are told of a process that does not get ready."""


class NotReady(Exception):
    """A process did not become ready in time."""


@dataclass(frozen=True)
class ProcessPlan:
    """What to start, where it tells whether it is ready, where its log goes, what its environment tells it."""

    name: str
    arguments: Sequence[str]
    probe: str
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    ready_within: float = READY_WITHIN
    stops_within: float = STOPS_WITHIN


class _Child:
    """One process that is to run, started again whenever it ends by itself."""

    def __init__(self, plan: ProcessPlan) -> None:
        self.plan = plan
        self.restarts = 0
        self._stopping = threading.Event()
        self._process = self._spawn()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int:
        """The process as it runs now."""
        return self._process.pid

    def tell_to_stop(self) -> None:
        """Ask it to end what it has in hand and leave."""
        self._stopping.set()
        self._process.send_signal(signal.SIGTERM)

    def wait_for_end(self) -> None:
        """Return when it has ended; kill it when it does not."""
        try:
            self._process.wait(self.plan.stops_within)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._keeper.join(STOPS_WITHIN)

    def _keep(self) -> None:
        pause = 0.1
        while True:
            started = time.monotonic()
            self._process.wait()
            if self._stopping.is_set():
                return
            lived = time.monotonic() - started
            pause = 0.1 if lived > HEALTHY_AFTER else min(pause * 2, LONGEST_PAUSE)
            if self._stopping.wait(pause):
                return
            self.restarts += 1
            self._process = self._spawn()
            if self._stopping.is_set():
                # `stop` may have met the one before.
                self._process.terminate()

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self.plan.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *self.plan.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C goes to the supervisor alone, which then stops the others in order.
                start_new_session=True,
                # A failed handshake is a caller's matter; gRPC would write it among the lines of JSON.
                env={**os.environ, **self.plan.environment, SUPERVISOR: str(os.getpid()), "GRPC_VERBOSITY": "ERROR"},
            )


class Supervisor:
    """Processes in stages. Used as a context: on leaving, what was started is stopped."""

    def __init__(self, *stages: Sequence[ProcessPlan]) -> None:
        self._stages = stages
        self._children: dict[str, _Child] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start every process, stage by stage; return when all are ready. Raises NotReady, having stopped them."""
        plans = [plan for stage in self._stages for plan in stage]
        for plan in plans:
            self._children[plan.name] = _Child(plan)
        try:
            for plan in plans:
                wait_until_ready(plan)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop every process: those of a stage together, the last stage first."""
        for stage in reversed(self._stages):
            leaving = [child for plan in stage if (child := self._children.pop(plan.name, None)) is not None]
            for child in leaving:
                child.tell_to_stop()
            for child in leaving:
                child.wait_for_end()

    def pid(self, name: str) -> int:
        """The id of the process that runs under a name now."""
        return self._children[name].pid

    def restarts(self) -> int:
        """How often a process had to be started again."""
        return sum(child.restarts for child in self._children.values())


def wait_until_ready(plan: ProcessPlan) -> None:
    """Return once the process says it is ready. Raises NotReady with what it said last."""
    give_up = time.monotonic() + plan.ready_within
    while (problem := _problem(plan)) is not None:
        if time.monotonic() >= give_up:
            said = f"{plan.name} is not ready after {plan.ready_within:.0f} s: {problem}. Its log: {plan.log}"
            raise NotReady("\n".join((said, *_last_words(plan.log))))
        time.sleep(0.05)


def _last_words(log: Path) -> Sequence[str]:
    """What it wrote last. The log may be gone with its folder by the time somebody reads of it."""
    return deque(log.read_text(errors="replace").splitlines(), maxlen=LAST_WORDS) if log.exists() else ()


def _problem(plan: ProcessPlan) -> str | None:
    try:
        with urllib.request.urlopen(f"{plan.probe}/readyz", timeout=2) as answer:
            answer.read()
            return None
    except urllib.error.HTTPError as refused:
        return json.dumps(json.loads(refused.read() or b"null"))
    except OSError as failure:
        return str(failure)
