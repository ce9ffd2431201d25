"""What keeps a process from beginning is told in words; what is a mistake ends it at once."""

import sqlite3
from pathlib import Path

import pytest
from pydantic import ValidationError

from stacks.beginning import CannotBegin, _begun, composed_in_time


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where referral is told that its database is."""
    (tmp_path / "secret").write_bytes(bytes(32))
    monkeypatch.setenv("SOMICIS_REFERRAL_DATABASE_URL", f"sqlite:///{tmp_path}/referral.db")
    monkeypatch.setenv("SOMICIS_REFERRAL_SECRET_FILE", str(tmp_path / "secret"))
    return tmp_path / "referral.db"


def test_a_service_whose_database_lets_it_begins_at_once(told: Path) -> None:
    """Nobody listens at the probe's address for that."""
    [service] = composed_in_time(["referral"], "no address").values()
    service.foundations.close()


def test_tables_of_a_version_that_is_too_old_are_named(told: Path) -> None:
    """The process waits for somebody to do something about it, and says so where its keepers look."""
    with sqlite3.connect(told) as tx:
        tx.execute("CREATE TABLE events (position INTEGER PRIMARY KEY)")
    tx.close()

    with pytest.raises(CannotBegin, match=r"referral: Table 'events' .* was made by an older version"):
        _begun("referral")


def test_a_setting_that_is_missing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not come by itself."""
    with pytest.raises(ValidationError, match="database_url"):
        composed_in_time(["referral"], "no address")
