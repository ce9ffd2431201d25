"""The tables of a service are made before its processes start, by a program that ends."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from stacks.layout import SERVICES
from tests.support.checkout import ROOT


def migrated(service: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as its Job does."""
    (folder / "secret").write_bytes(bytes(32))
    told = {"DATABASE_URL": f"sqlite:///{folder}/tables.db", "SECRET_FILE": str(folder / "secret")}
    if service == "intake":
        told |= dict.fromkeys(("CATALOGUE_ADDRESS", "AUTHORITY_FILE", "CERTIFICATE_FILE", "KEY_FILE"), "not-read")
    environment = {f"SOMICIS_{service.upper()}_{name}": value for name, value in told.items()}
    words = [sys.executable, "-m", "stacks.migrate", service]
    environment["PYTHONPATH"] = f"{ROOT}:{ROOT / 'contracts'}"
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def schema(folder: Path) -> set[str]:
    """How every table and index was made."""
    with sqlite3.connect(folder / "tables.db") as tx:
        found = {str(row[0]) for row in tx.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    tx.close()
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_a_migration_makes_the_tables_and_may_be_made_again(service: str, tmp_path: Path) -> None:
    """A Job that is tried again, or run before a roll-out that changes nothing, changes nothing."""
    first = migrated(service, tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    made = schema(tmp_path)
    assert len(made) > 5

    second = migrated(service, tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    assert schema(tmp_path) == made


def test_a_migration_of_nothing_is_refused(tmp_path: Path) -> None:
    """A Job without a service, or with a misspelt one, would look as if it had been done."""
    answer = migrated("referrals", tmp_path)
    assert answer.returncode == 2
    assert "referrals" in answer.stderr
