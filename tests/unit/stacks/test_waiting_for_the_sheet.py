"""The story's sheet is the one in which every source has said all."""

from datetime import datetime

import pytest
from somicis.reporting.v1.reporting_service_pb2 import GetSheetResponse, SourceMark

from stacks.demo.partner_watch import NothingArrived
from stacks.demo.waiting_for_the_sheet import complete_sheet

UNTIL = datetime.fromisoformat("2023-04-03T09:00:00+02:00")
DONE, LATE = "2023-04-03T07:00:00+00:00", "2023-04-03T06:59:59+00:00"


def sheet(*marks: str) -> GetSheetResponse:
    """A sheet whose sources are complete up to these instants."""
    return GetSheetResponse(sources=[SourceMark(source=f"s{i}", complete_until=mark) for i, mark in enumerate(marks)])


def test_the_sheet_is_asked_for_until_every_source_is_complete() -> None:
    """A source that has said nothing, or not yet all, is waited for."""
    answers = iter([sheet(DONE, ""), sheet(LATE, DONE), sheet(DONE, DONE)])

    assert complete_sheet(lambda: next(answers), UNTIL) == sheet(DONE, DONE)


def test_a_source_that_stays_behind_is_named() -> None:
    """The wait has an end, and the end says whom it was for."""
    with pytest.raises(NothingArrived, match="s1 up to 2023-04-03T06:59:59"):
        complete_sheet(lambda: sheet(DONE, LATE), UNTIL, within_s=0)
