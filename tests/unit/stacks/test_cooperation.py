"""A worker whose database driver would stop all its green threads does not start."""

import subprocess
import sys
from pathlib import Path

import pytest

from chassis.database import Database
from stacks.cooperation import WAIT_FUNCTION, DriverBlocks, refuse_a_driver_that_blocks
from tests.support.checkout import ROOT

ON_POSTGRESQL = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
CHECK = f"""
from chassis.database import Database
from stacks.cooperation import refuse_a_driver_that_blocks
refuse_a_driver_that_blocks([Database("{ON_POSTGRESQL}")])
"""


def test_postgresql_is_refused_where_psycopg_waits_in_its_own_way() -> None:
    """As it does in this process, which nobody has told otherwise; the message says what to set."""
    with pytest.raises(DriverBlocks, match="PSYCOPG_WAIT_FUNC=wait_selector"):
        refuse_a_driver_that_blocks([Database(ON_POSTGRESQL)])


def test_sqlite_is_not_meant(tmp_path: Path) -> None:
    """It has no socket to wait at."""
    refuse_a_driver_that_blocks([Database(f"sqlite:///{tmp_path / 'any.db'}")])


def test_the_environment_of_a_worker_is_accepted() -> None:
    """The variable is read when psycopg is imported, so it must be there when the process starts."""
    subprocess.run([sys.executable, "-c", CHECK], cwd=ROOT, env=dict(WAIT_FUNCTION), check=True)
