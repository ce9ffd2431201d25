"""The program `somicis` as people start it: a process of its own, words in, words and an exit status out."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.checkout import ROOT, tool

LIMIT_S = 90


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it said, on one line, so that the width of a terminal breaks no sentence."""
        return " ".join(f"{self.out} {self.err}".split())

    @property
    def data(self) -> Any:
        """What it answered a machine."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """What it complained of to a machine."""
        return json.loads(self.err)["error"]


@dataclass(frozen=True)
class Somicis:
    """The program, for one stack; run in the checkout."""

    stack_file: Path
    language: str = ""

    def __call__(self, *words: str, **environment: str) -> Ended:
        """Run a command."""
        chosen = {"SOMICIS_STACK_FILE": str(self.stack_file), "SOMICIS_LANG": self.language}
        done = subprocess.run(
            [tool("somicis"), *words],
            cwd=ROOT,
            env=_inherited() | chosen | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def json(self, *words: str) -> Any:
        """What a command that must succeed answers a machine."""
        ended = self(*words, "--output", "json")
        assert ended.status == 0, f"somicis {' '.join(words)}: {ended.said}"
        assert ended.err == "", f"somicis {' '.join(words)}: {ended.err}"
        return ended.data


def _inherited() -> dict[str, str]:
    kept = ("PATH", "HOME", "PYTHONPATH", "LANG", "LC_ALL")
    return {name: os.environ[name] for name in kept if name in os.environ}
