"""S20: orientations held and put in writing."""

from datetime import date

import pytest

from tests.support.facts import Q1, Q2, Told, noon

HELD = date(2023, 1, 16)


def test_an_orientation_with_its_sheet_is_completed() -> None:
    """Both facts are the evidence; whether the case was ever closed plays no part."""
    told = Told()
    held, issued = told.oriented("case", HELD), told.sheet("case", HELD)

    assert told.count("S20").amount == 1
    assert told.count("S20").evidence == (held, issued)


def test_an_orientation_without_a_sheet_is_not() -> None:
    """What was said is to be in writing."""
    told = Told()
    told.oriented("case", HELD)

    assert told.count("S20").amount == 0


def test_a_sheet_of_another_case_does_not_complete_it() -> None:
    """A sheet belongs to its case."""
    told = Told()
    told.oriented("case", HELD)
    told.sheet("other", HELD)

    assert told.count("S20").amount == 0


def test_the_day_of_the_orientation_decides_the_period() -> None:
    """A sheet given in April completes the orientation of March."""
    told = Told()
    told.oriented("case", Q1.last)
    told.sheet("case", Q2.first)

    assert told.count("S20", Q1).amount == 1
    assert told.count("S20", Q2).amount == 0
    assert told.count("S20", Q1, known_at=noon(Q1.last).replace(hour=23)).amount == 0


@pytest.mark.parametrize(("day", "expected"), [(Q1.first, 1), (Q1.last, 1), (date(2022, 12, 31), 0), (Q2.first, 0)])
def test_the_boundaries_belong_to_the_period(day: date, expected: int) -> None:
    """The first and the last day count, the days around them do not."""
    told = Told()
    told.oriented("case", day)
    told.sheet("case", day)

    assert told.count("S20").amount == expected


def test_a_case_oriented_twice_counts_once_in_the_period_of_the_first() -> None:
    """The path is completed once."""
    told = Told()
    told.oriented("case", HELD)
    told.oriented("case", Q2.first)
    told.sheet("case", HELD)
    told.sheet("case", Q2.first)

    assert [told.count("S20", Q1).amount, told.count("S20", Q2).amount] == [1, 0]


def test_only_completed_orientations_are_evidence() -> None:
    """The one still without its sheet made no number."""
    told = Told()
    completed = [told.oriented("case", HELD), told.sheet("case", HELD)]
    told.oriented("other", HELD)

    assert list(told.count("S20").evidence) == completed
