"""Which of the days to come are told, and in which order."""

from datetime import date

from services.catalogue.domain.verdicts.change import Change, Stand
from services.catalogue.domain.verdicts.to_come import to_come
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState

OPEN = Stand(Verdict.ELIGIBLE, WindowState.OPEN)
CLOSED = Stand(Verdict.ELIGIBLE, WindowState.CLOSED)
LOST = Stand(Verdict.NOT_ELIGIBLE, WindowState.OPEN)
CLOSED_TO_THEM = Stand(Verdict.NOT_ELIGIBLE, WindowState.CLOSED)


def test_the_nearest_day_is_told_first_whosever_it_is() -> None:
    """Of one day, by the code of the measure."""
    later, sooner = Change(date(2024, 2, 1), OPEN, CLOSED), Change(date(2024, 1, 1), CLOSED, OPEN)

    told = to_come({"C": [sooner], "A": [sooner, later], "B": []})

    assert [(each.measure, each.change) for each in told] == [("A", sooner), ("C", sooner), ("A", later)]


def test_no_day_is_told_on_which_what_is_closed_stays_closed() -> None:
    """Nobody waits for the day from which on a measure would no longer be theirs, were it open."""
    assert to_come({"A": [Change(date(2024, 1, 1), CLOSED, CLOSED_TO_THEM)]}) == []


def test_no_day_is_told_on_which_what_nobody_can_have_closes() -> None:
    """It was not theirs while it was open."""
    ends, is_lost = Change(date(2024, 1, 1), LOST, CLOSED), Change(date(2024, 1, 1), OPEN, LOST)

    assert to_come({"A": [ends]}) == []
    assert [each.change for each in to_come({"A": [is_lost]})] == [is_lost]
