"""The tables of a service are made before its processes start, by a program that ends."""

import sqlite3
from pathlib import Path

import pytest

from stacks.layout import SERVICES
from tests.support.migration import migrated


def schema(folder: Path) -> set[str]:
    """How every table and index was made."""
    with sqlite3.connect(folder / "tables.db") as tx:
        found = {str(row[0]) for row in tx.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    tx.close()
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_a_migration_makes_the_tables_and_may_be_made_again(service: str, tmp_path: Path) -> None:
    """A Job that is tried again, or run before a roll-out that changes nothing, changes nothing."""
    first = migrated(service, f"sqlite:///{tmp_path}/tables.db", tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    made = schema(tmp_path)
    assert len(made) > 5

    second = migrated(service, f"sqlite:///{tmp_path}/tables.db", tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    assert schema(tmp_path) == made


def test_a_migration_of_nothing_is_refused(tmp_path: Path) -> None:
    """A Job without a service, or with a misspelt one, would look as if it had been done."""
    answer = migrated("referrals", f"sqlite:///{tmp_path}/tables.db", tmp_path)
    assert answer.returncode == 2
    assert "referrals" in answer.stderr
