"""`python -m stacks.run` as people start it: a process that stays up, what it says, and those it has started."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from apps.cli.texts import LANGUAGE_VARIABLE
from apps.connection.stack_file import Stack, read_stack
from stacks.belonging import SUPERVISOR
from tests.support.checkout import ROOT
from tests.support.eventually import eventually

UP_WITHIN, ENDS_WITHIN = 60.0, 40.0
"""Seconds, on a machine that does other things too."""
EVERYBODY_MAY_EVERYTHING = 0
"""The least careful umask: what is private must not depend on a careful one."""


@dataclass(frozen=True)
class StackCommand:
    """A stack started on a folder; `said` is where its output goes."""

    folder: Path
    said: Path
    process: "subprocess.Popen[bytes]"

    @property
    def output(self) -> str:
        """What it has said, on one line, so that the width of a terminal breaks no sentence."""
        return " ".join(self.said.read_text("utf-8").split())

    @property
    def stack(self) -> Stack:
        """What it has written down for its clients."""
        return read_stack(self.folder / "stack.json")

    def is_up(self) -> "StackCommand":
        """Itself, once it says so."""
        eventually(lambda: (self.output, self.log()[-4000:]), wanted=self._says_so, within=UP_WITHIN)
        assert self.process.poll() is None, self.output
        return self

    def _says_so(self, said: tuple[str, str]) -> bool:
        return "Lo stack è attivo" in said[0] or self.process.poll() is not None

    def told(self, number: signal.Signals) -> int:
        """Its exit status, once it was sent a signal and has ended."""
        self.process.send_signal(number)
        return self.process.wait(ENDS_WITHIN)

    def children(self) -> list[int]:
        """The processes that belong to it and run."""
        return sorted(pid for pid in _running() if _belongs(pid, self.process.pid))

    def log(self) -> str:
        """What its processes have written to their logs."""
        return "".join(file.read_text("utf-8") for file in sorted((self.folder / "logs").glob("*.log")))


@contextmanager
def stack_command(folder: Path, language: str = "it") -> Iterator[StackCommand]:
    """Start a stack on a folder, that speaks that language; on leaving nothing of it runs any more."""
    said = folder.with_name(f"{folder.name}-{os.urandom(4).hex()}.said")
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "stacks.run", "--folder", str(folder)],
            cwd=ROOT,
            env={**os.environ, LANGUAGE_VARIABLE: language},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            umask=EVERYBODY_MAY_EVERYTHING,
            start_new_session=True,
        )
    command = StackCommand(folder, said, process)
    try:
        yield command
    finally:
        process.kill()
        process.wait()
        eventually(command.children, [], within=ENDS_WITHIN)


def _running() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def _belongs(pid: int, supervisor: int) -> bool:
    try:
        environment = (Path("/proc") / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:  # it has ended, or is not ours to look at
        return False
    return f"{SUPERVISOR}={supervisor}".encode() in environment
