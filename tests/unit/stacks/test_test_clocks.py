"""A test clock is for stacks that are thrown away, and is refused by every process of any other."""

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from chassis.clock import TestClock
from stacks import run
from stacks.layout import Layout
from stacks.process_settings import ClockSettings
from tests.support.running_stack import NOON


def test_a_process_refuses_a_test_clock_unless_its_stack_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a deployment records would be dated by a file; who reads the refusal is told what to change."""
    monkeypatch.setenv("SOMICIS_TEST_CLOCK_FILE", "clock.json")
    with pytest.raises(ValidationError, match="SOMICIS_THROWAWAY"):
        ClockSettings()

    monkeypatch.setenv("SOMICIS_THROWAWAY", "true")
    assert ClockSettings().test_clock_file == Path("clock.json")


def test_a_production_stack_that_stays_up_has_no_test_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither one asked for nor one that a demonstration has left in its folder."""
    words = ["run", "--stack", "production", "--folder", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", [*words, "--test-clock", NOON.isoformat()])
    assert run.main() == 1
    TestClock(Layout(tmp_path).clock_file).set(NOON)
    monkeypatch.setattr(sys, "argv", words)
    assert run.main() == 1

    assert capsys.readouterr().out.count("--test-clock") == 2
    assert not Layout(tmp_path).stack_file.exists()
