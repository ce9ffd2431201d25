"""deploy/compose.yaml as docker-compose itself reads it, without an engine, and what a container of it is told."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.checkout import ROOT, tool
from tests.support.told import Told

FILE = ROOT / "deploy" / "compose.yaml"

Container = Mapping[str, Any]
"""A service of the file; it has one container."""


def read(stack: Path, file: Path = FILE) -> subprocess.CompletedProcess[str]:
    """What docker-compose makes of the file, for a stack prepared in a folder."""
    told = {"PATH": os.environ["PATH"], "HOME": str(stack), "SOMICIS_STACK": str(stack), "SOMICIS_USER": "10001:10001"}
    words = [tool("docker-compose"), "--file", str(file), "config", "--format", "json"]
    return subprocess.run(words, env=told, capture_output=True, text=True, check=False)


def containers(stack: Path) -> Mapping[str, Container]:
    """Every container, by its name, with all that is told it in files."""
    answer = read(stack)
    assert answer.returncode == 0, answer.stderr
    found: Mapping[str, Container] = json.loads(answer.stdout)["services"]
    return found


def told(container: Container) -> Told:
    """What one of ours is told and shown; a file that is shown is there."""
    flag, module, *services = container["command"]
    assert flag == "-m"
    shown = {str(each["target"]): Path(each["source"]) for each in container.get("volumes", [])}
    assert [path for path in shown.values() if not path.is_file()] == []
    return Told(module, services, container["environment"], shown)
