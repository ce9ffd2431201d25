"""Runs the programs that are for one service and end: what makes its tables, as its Job does, and the like."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.checkout import ROOT

NOTHING: Mapping[str, str] = {}


def told(service: str, url: str, folder: Path) -> dict[str, str]:
    """What a process of a service is told of it, with the place of the checkout; its secret is put into the folder."""
    (folder / "secret").write_bytes(bytes(32))
    said = {"DATABASE_URL": url, "SECRET_FILE": str(folder / "secret")}
    said |= dict.fromkeys(("CATALOGUE_ADDRESS", "AUTHORITY_FILE", "CERTIFICATE_FILE", "KEY_FILE"), "not-read")
    own = {f"SOMICIS_{service.upper()}_{name}": value for name, value in said.items()}
    return {**own, "PYTHONPATH": f"{ROOT}:{ROOT / 'contracts'}", "PATH": os.environ["PATH"]}


def migrated(
    service: str, url: str, folder: Path, more: Mapping[str, str] = NOTHING
) -> subprocess.CompletedProcess[str]:
    """How it ended."""
    return ended("stacks.migrate", service, url, folder, more)


def ended(
    program: str, service: str, url: str, folder: Path, more: Mapping[str, str] = NOTHING
) -> subprocess.CompletedProcess[str]:
    """How a program for one service ended."""
    words = [sys.executable, "-m", program, service]
    environment = {**told(service, url, folder), **more}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
