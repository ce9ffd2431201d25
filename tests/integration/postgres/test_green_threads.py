"""In a worker eventlet runs everything, so its database driver has to give way while it waits."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from chassis.postgresql import WAIT_FUNCTION
from tests.support.checkout import ROOT

pytestmark = pytest.mark.slow


def green_process(url: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The process, when it has ended."""
    without = {name: value for name, value in os.environ.items() if not name.startswith("PSYCOPG_")}
    path = os.pathsep.join((str(ROOT), str(ROOT / "contracts")))
    return subprocess.run(
        [sys.executable, "-m", "tests.support.green_process", url],
        env={**without, "PYTHONPATH": path, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_waits_for_the_server_gives_way(url: str) -> None:
    """Three green threads that wait a second each are done after one; and one that listens for a ring stops nobody."""
    ended = green_process(url, WAIT_FUNCTION)

    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert 1.0 <= told["waited"] < 2.5
    assert told["rested"] < 5.0


@pytest.mark.parametrize("environment", [{}, {"PSYCOPG_WAIT_FUNC": "wait_select"}])
def test_a_driver_that_blocks_is_refused_at_the_start(url: str, environment: Mapping[str, str]) -> None:
    """Before anything is asked of the database, and with what to do."""
    ended = green_process(url, environment)

    assert ended.returncode != 0
    assert "DriverBlocks: A worker on PostgreSQL is started with PSYCOPG_WAIT_FUNC=wait_selector" in ended.stderr
