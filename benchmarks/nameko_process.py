"""Speaks to nameko in its own process: it and grpc cannot share one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from chassis.postgresql import WAIT_FUNCTION


class NamekoProcess:
    """What is asked of it, and what it answers."""

    def __init__(self, asks: IO[str], answers: IO[str]) -> None:
        self._asks = asks
        self._answers = answers

    def ask(self, what: str, number: int) -> float:
        """How many a second it did of so many."""
        print(what, number, file=self._asks, flush=True)
        return float(self._answers.readline())


@contextmanager
def nameko_process(broker_url: str, database_url: str) -> Iterator[NamekoProcess]:
    """The process, ready, until the end of the block."""
    command = [sys.executable, "-m", "benchmarks.nameko_peer", broker_url, database_url]
    environment = {**os.environ, **WAIT_FUNCTION}
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("It was started with both.")
        process.stdout.readline()
        yield NamekoProcess(process.stdin, process.stdout)
        process.stdin.close()
