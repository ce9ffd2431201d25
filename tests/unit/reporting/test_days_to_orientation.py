"""S25: how long people wait."""

from datetime import date, timedelta

import pytest

from services.reporting.domain.decimals import as_text
from tests.support.facts import Q1, Q2, Told, noon

CAME = date(2023, 1, 9)


def waited(told: Told, person: str, days: int, came: date = CAME) -> None:
    """A person who came on a day and was oriented some days after."""
    told.came(person, came)
    told.opened(f"case of {person}", person, came)
    told.oriented(f"case of {person}", came + timedelta(days=days))


def test_the_time_runs_from_first_contact_to_first_orientation() -> None:
    """The issue's story: 9 to 16 January. Contact, orientation and the opening between them are the evidence."""
    told = Told()
    waited(told, "maria", 7)

    assert as_text(told.count("S25").amount) == "7"
    assert told.count("S25").evidence == tuple(told.facts)


@pytest.mark.parametrize(
    ("days", "expected"),
    [([3], "3"), ([3, 4], "3.5"), ([3, 5], "4"), ([1, 30, 2], "2"), ([0, 0, 40, 10], "5"), ([10, 20], "15")],
)
def test_the_median_of_an_even_count_is_the_mean_of_the_two_in_the_middle(days: list[int], expected: str) -> None:
    """Exact: half a day is .5, and a whole number has no point."""
    told = Told()
    for number, wait in enumerate(days):
        waited(told, f"person-{number}", wait)

    assert as_text(told.count("S25").amount) == expected


def test_the_median_of_nobody_is_not_defined() -> None:
    """Empty, not 0: nobody was served at once."""
    told = Told()
    told.came("maria", CAME)

    assert as_text(told.count("S25").amount) == ""
    assert told.count("S25").evidence == ()


def test_the_cohort_are_those_first_oriented_in_the_period() -> None:
    """Who came in March and was oriented in April belongs to April, with the whole wait."""
    told = Told()
    waited(told, "maria", 31, came=date(2023, 3, 6))

    assert told.count("S25", Q1).amount is None
    assert told.count("S25", Q2).amount == 31


@pytest.mark.parametrize(
    ("day", "expected"), [(Q1.first, 7), (Q1.last, 7), (date(2022, 12, 31), None), (Q2.first, None)]
)
def test_the_boundaries_belong_to_the_period(day: date, expected: int | None) -> None:
    """The first and the last day count, the days around them do not."""
    told = Told()
    waited(told, "maria", 7, came=day - timedelta(days=7))

    assert told.count("S25").amount == expected


def test_the_first_of_several_contacts_starts_the_time() -> None:
    """Even if the case was opened at a later one."""
    told = Told()
    told.came("maria", CAME - timedelta(days=10))
    waited(told, "maria", 7)

    assert told.count("S25").amount == 17


def test_a_later_case_of_the_same_person_is_no_second_wait() -> None:
    """The second orientation, in the same quarter or in another, adds nothing."""
    told = Told()
    waited(told, "maria", 7)
    told.opened("second", "maria", date(2023, 3, 1))
    told.oriented("second", date(2023, 3, 20))
    told.oriented("second", Q2.first)

    assert told.count("S25", Q1).amount == 7
    assert told.count("S25", Q2).amount is None


def test_an_orientation_recorded_later_was_not_known_then() -> None:
    """Known at a time, nobody had been oriented yet."""
    told = Told()
    told.came("maria", CAME)
    told.opened("case", "maria", CAME)
    told.oriented("case", date(2023, 1, 16), recorded=date(2023, 1, 20))

    assert told.count("S25", known_at=noon(date(2023, 1, 19))).amount is None
    assert told.count("S25").amount == 7
