"""Decisions that were recorded by engines of every version, made again by the present one."""

from pathlib import Path

import pytest

from services.catalogue.domain.decision_record import DecisionRecord
from services.catalogue.domain.verdicts.engine_version import ENGINE_VERSION
from tests.support.saved_records import ASKED, made_again, saved

SAVED = list(saved())


def test_the_present_engine_has_saved_records() -> None:
    """Who raises the version saves what the new one decides: `make saved-records`."""
    present = {path.stem for path, record in SAVED if record.engine_version == ENGINE_VERSION}

    assert present == set(ASKED)


@pytest.mark.parametrize(("path", "record"), SAVED, ids=[f"{path.parent.name}/{path.stem}" for path, _ in SAVED])
def test_a_saved_record_is_made_again(path: Path, record: DecisionRecord) -> None:
    """To the same bytes by the engine that made it; by a later one it is still read and judged.

    When this fails an answer has changed: raise ENGINE_VERSION and save its records. Until a version is released
    its own records may be saved anew.
    """
    again = made_again(path, record)

    if record.engine_version == ENGINE_VERSION:
        assert again.text() == path.read_text("utf-8")
    assert [each["measure"] for each in again.result] == [each["measure"] for each in record.result]
