"""The checkout as tests see it: where it stands, what we wrote in it, and a copy that may be spoiled."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services", "chassis", "stacks", "apps")
"""What we wrote and what runs; contracts/ is generated, tests/ does not run in service."""


def sources(*folders: str) -> Iterator[Path]:
    """Every Python file below the given folders of the checkout, in order."""
    for folder in folders or PACKAGES:
        yield from sorted((ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    """The dotted name under which a file of the checkout is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tool(name: str) -> str:
    """The path of a program of the environment the tests run in, whatever PATH says."""
    return str(Path(sys.executable).parent / name)


@dataclass(frozen=True)
class Copy:
    """A copy of the checkout's sources in which a test may break a rule to see it noticed."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Put a file into the copy, or replace it."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def write_module(self, path: str, text: str) -> None:
        """Put a Python module into the copy; the folders it stands in become packages."""
        self.write(path, text)
        for folder in (self.root / path).relative_to(self.root).parents[:-1]:
            (self.root / folder / "__init__.py").touch()

    def append(self, path: str, text: str) -> None:
        """Add text at the end of a file of the copy."""
        with (self.root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment inside the copy; both its outputs come back as `stdout`."""
        places = os.pathsep.join([str(self.root), str(self.root / "contracts")])
        return subprocess.run(
            [tool(command[0]), *command[1:]],
            cwd=self.root,
            env={"PYTHONPATH": places, "HOME": str(self.root), "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def copied_to(folder: Path) -> Copy:
    """Copy what we wrote, what was generated from it, and the configuration of the tools into `folder`."""
    for name in (*PACKAGES, "contracts", "proto"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "buf.yaml"):
        shutil.copy(ROOT / name, folder / name)
    return Copy(folder)
