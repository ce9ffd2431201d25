"""The one process of a server, found again by the number it left and ended however it must."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stacks.servers.troubles import ServerFailed

LOOK_EVERY_S = 0.05
_PROCESSES = Path("/proc")


@dataclass(frozen=True)
class NodeProcess:
    """The process whose number stands in a file. `is_it` knows it by its command line: numbers are given out again."""

    file: Path
    is_it: Callable[[str], bool]

    @property
    def number(self) -> int | None:
        """Its number while it lives."""
        try:
            number = int(self.file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return number if self.is_it(_command_line(number)) else None

    def end(self, with_signal: signal.Signals, within: float) -> None:
        """Send a signal and return when the process is gone. Raises ServerFailed when it stays."""
        number = self.number
        if number is None:
            return
        os.kill(number, with_signal)
        give_up = time.monotonic() + within
        while self.is_it(_command_line(number)):
            if time.monotonic() >= give_up:
                raise ServerFailed(f"Process {number} still runs {within:.0f} s after {with_signal.name}.")
            time.sleep(LOOK_EVERY_S)


def _command_line(number: int) -> str:
    """What a process was started with; "" when there is no such process, or only its remains."""
    if _PROCESSES.is_dir():
        try:
            return (_PROCESSES / str(number) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    seen = subprocess.run(["ps", "-o", "args=", "-p", str(number)], capture_output=True, text=True, check=False)  # noqa: S607
    return seen.stdout
