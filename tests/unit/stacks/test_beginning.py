"""What keeps a process from beginning is told in words; what is a mistake ends it at once."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import ValidationError

from stacks.beginning import composed_in_time
from stacks.ports import HOST
from stacks.process_settings import WorkerSettings
from tests.support.beginning import MODULES, started
from tests.support.eventually import eventually

NOBODY = "postgresql+psycopg://nobody:hunter2@{host}:{port}/nobody"


def test_a_service_whose_database_lets_it_begins_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens at the probe's address for that."""
    (tmp_path / "secret").write_bytes(bytes(32))
    monkeypatch.setenv("SOMICIS_REFERRAL_DATABASE_URL", f"sqlite:///{tmp_path}/referral.db")
    monkeypatch.setenv("SOMICIS_REFERRAL_SECRET_FILE", str(tmp_path / "secret"))

    [service] = composed_in_time(["referral"], "no address").values()
    service.foundations.close()


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_tables_of_a_version_that_is_too_old_are_named(module: str, tmp_path: Path) -> None:
    """The process waits for somebody to do something about it, and says so where its keepers look."""
    with closing(sqlite3.connect(tmp_path / "referral.db")) as tx:
        tx.execute("CREATE TABLE events (position INTEGER PRIMARY KEY)")
        with started(module, f"sqlite:///{tmp_path}/referral.db", tmp_path) as process:
            eventually(lambda: "Table 'events'" in str(process.problems()), True, within=30)  # noqa: FBT003
            tx.execute("DROP TABLE events")
            eventually(process.problems, [], within=30)
            assert process.told_to_stop() == 0


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_who_is_told_to_stop_before_the_first_attempt_is_over_stops(module: str, tmp_path: Path) -> None:
    """The database takes the call and says nothing; a container's first process is not ended by a signal it ignores."""
    with socket.create_server((HOST, 0)) as silent:
        silent.settimeout(30)
        with started(module, NOBODY.format(host=HOST, port=silent.getsockname()[1]), tmp_path) as process:
            call, _ = silent.accept()
            with call:
                assert process.told_to_stop() == 0


def test_a_setting_that_is_missing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not come by itself; and what was set beside it is not told, since it may be a password."""
    monkeypatch.setenv("SOMICIS_REFERRAL_DATABASE_URL", NOBODY.format(host=HOST, port=1))
    with pytest.raises(ValidationError, match="secret_file") as told:
        composed_in_time(["referral"], "no address")

    assert "hunter2" not in str(told.value)


def test_what_a_process_is_told_is_not_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of the broker has a password, too."""
    monkeypatch.setenv("SOMICIS_BROKER_URL", "amqp://nobody:hunter2@broker/")
    with pytest.raises(ValidationError, match="probe_address") as told:
        WorkerSettings()

    assert "hunter2" not in str(told.value)
