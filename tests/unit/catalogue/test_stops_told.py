"""Whoever looks at a measure is told when it takes no applications, and why."""

from datetime import date

import pytest

from services.catalogue.domain.measure import Measure
from services.catalogue.domain.measure_on_day import on_day
from tests.unit.catalogue.test_stopping_editions import ENDED, JULY, JUNE, SHORT, closed, suspended


@pytest.mark.parametrize(
    ("measure", "day", "told"),
    [
        (suspended(), "2023-05-31", [(JUNE, None, SHORT)]),
        (suspended(), "2023-06-01", [(JUNE, None, SHORT)]),
        (suspended(resumed=JULY), "2023-06-30", [(JUNE, date(2023, 6, 30), SHORT)]),
        (suspended(resumed=JULY), "2023-07-01", [(JUNE, date(2023, 6, 30), SHORT)]),
        (suspended(resumed=JUNE), "2023-07-01", []),
        (suspended(resumed=JULY), "2024-02-01", []),
        (closed(), "2023-06-01", [(JUNE, None, ENDED)]),
    ],
)
def test_why_no_applications_are_taken_is_said_of_the_window(
    measure: Measure, day: str, told: list[tuple[date, date | None, str]]
) -> None:
    """From when until when and why: while it is so, before, and of a gap in the window that is open since."""
    known = measure.known()
    assert known is not None
    window = on_day(known, date.fromisoformat(day)).chosen.window

    assert [(stop.from_day, stop.last_stopped, stop.reason) for stop in window.stops] == told
    assert window.is_suspended == (told == [(JUNE, None, SHORT)] and day >= "2023-06-01")
