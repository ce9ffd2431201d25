"""Whoever restores a service's database gives its log a new id, with a program that ends."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.leasing import Lease
from chassis.refusals import LeaseLost
from chassis.store import log
from tests.support.migration import ended, migrated


def renewed(folder: Path, service: str = "referral") -> subprocess.CompletedProcess[str]:
    """How the program ended."""
    return ended("stacks.renew_log", service, f"sqlite:///{folder}/restored.db", folder)


def restored(folder: Path) -> Database:
    """The database of a service, as a copy brings it."""
    url = f"sqlite:///{folder}/restored.db"
    assert migrated("referral", url, folder).returncode == 0
    return Database(url)


def log_of(database: Database) -> str:
    """The id of the log."""
    with database.reading() as tx:
        return log.head(tx).log


def test_a_restored_log_gets_an_id_of_its_own(tmp_path: Path) -> None:
    """Those who have heard the log it is a copy of notice by that alone."""
    database = restored(tmp_path)
    copied = log_of(database)

    program = renewed(tmp_path)

    assert (program.returncode, program.stderr) == (0, "")
    assert log_of(database) != copied
    assert log_of(database) in program.stdout


def test_whoever_hangs_and_believes_to_hold_the_lease_writes_no_more(tmp_path: Path) -> None:
    """Its time was over, so it was not in the way; but it would save that it said what it had read of the old log."""
    database = restored(tmp_path)
    hanging = Lease(database, "a worker", taken_over_after=timedelta(microseconds=1))
    assert hanging.hold()

    assert renewed(tmp_path).returncode == 0
    with pytest.raises(LeaseLost), database.writing() as tx:
        hanging.check(tx)


def test_the_log_of_a_service_at_work_keeps_its_id(tmp_path: Path) -> None:
    """What its worker says meanwhile would be of the old one: it has to be stopped first."""
    database = restored(tmp_path)
    Lease(database, "a worker", taken_over_after=timedelta(minutes=5)).hold()
    copied = log_of(database)

    program = renewed(tmp_path)

    assert program.returncode == 1
    assert "the worker a worker works on this database" in program.stderr
    assert log_of(database) == copied
