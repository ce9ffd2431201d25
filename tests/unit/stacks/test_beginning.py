"""What keeps a process from beginning is told in words; what is a mistake ends it at once."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stacks.beginning import composed_in_time
from stacks.ports import HOST
from stacks.process_settings import EdgeSettings, WorkerSettings
from stacks.servers.programs import POSTGRES_URL
from stacks.told import ToldWrongly, told
from tests.support.beginning import MODULES, started
from tests.support.checkout import ROOT
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
    with pytest.raises(ToldWrongly, match="does not say SOMICIS_REFERRAL_SECRET_FILE") as wrong:
        composed_in_time(["referral"], "no address")

    assert "hunter2" not in str(wrong.value)


def test_what_a_process_is_told_is_not_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of the broker has a password, too."""
    monkeypatch.setenv("SOMICIS_BROKER_URL", "amqp://nobody:hunter2@broker/")
    with pytest.raises(ToldWrongly, match="SOMICIS_PROCESS, SOMICIS_PROBE_ADDRESS") as wrong:
        told(WorkerSettings)

    assert "hunter2" not in str(wrong.value)


def test_what_cannot_be_meant_is_told_by_the_variable_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is none, a clock that is no deployment's: never with the value."""
    for field in EdgeSettings.model_fields:
        monkeypatch.setenv(f"SOMICIS_{field.upper()}", "hunter2")
    with pytest.raises(ToldWrongly, match="services") as unreadable:
        told(EdgeSettings)
    monkeypatch.setenv("SOMICIS_SERVICES", '["A"]')
    monkeypatch.setenv("SOMICIS_AUDITORS", '["A"]')
    with pytest.raises(ToldWrongly, match=r"^SOMICIS_THROWAWAY: Input should be a valid boolean") as wrong:
        told(EdgeSettings)
    monkeypatch.setenv("SOMICIS_THROWAWAY", "false")
    with pytest.raises(ToldWrongly, match=r"^A test clock is only for") as refused:
        told(EdgeSettings)

    assert "hunter2" not in f"{unreadable.value}{wrong.value}{refused.value}"


@pytest.mark.parametrize("program", ["migrate", "renew_log", "provide", "worker", "edge"])
def test_a_program_that_is_told_too_little_says_which_variables_are_missing(program: str) -> None:
    """In one line, whichever it is, and not as a program that broke."""
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'contracts'}", "PATH": os.environ["PATH"], POSTGRES_URL: "not read"}
    words = [sys.executable, "-m", f"stacks.{program}", "referral"]
    ran = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    of_the_service = program not in ("worker", "edge")
    missing = "SOMICIS_REFERRAL_DATABASE_URL, SOMICIS_REFERRAL_SECRET_FILE" if of_the_service else "SOMICIS_PROCESS, "
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1), ran.stderr
    assert f"The environment does not say {missing}" in ran.stderr
