"""S18: contacts with the desk, everybody's."""

from datetime import date

from services.reporting.projections.indicators.contacts import week_of
from tests.support.facts import Q1, Told, cells


def test_every_contact_counts_however_often_the_same_person_comes() -> None:
    """Contacts are another number than persons."""
    told = Told()
    told.came("maria", date(2023, 1, 9))
    told.came("maria", date(2023, 1, 12), channel="phone")

    assert told.count("S18").amount == 2
    assert cells(told.count("S18"), "channel") == {("phone",): 1, ("walk_in",): 1}


def test_a_union_citizens_contact_counts_out_of_target() -> None:
    """Scenario A04: in S18 and not in S19; the Fund's view is the contacts less the Union's citizens."""
    told = Told()
    told.came("maria", date(2023, 1, 9))
    told.came("ioana", date(2023, 1, 23), target="out_of_target", citizenship="unknown")

    assert told.count("S18").amount == 2
    assert cells(told.count("S18"), "target") == {("out_of_target",): 1, ("tcn",): 1}


def test_a_contact_without_a_persons_id_counts() -> None:
    """Somebody called, and that is all that is known."""
    told = Told()
    told.came("", date(2023, 1, 9), channel="phone", target="unknown")

    assert told.count("S18").amount == 1


def test_the_first_and_the_last_day_are_in_the_period() -> None:
    """And the days around them are not."""
    told = Told()
    for day in (date(2022, 12, 31), Q1.first, Q1.last, date(2023, 4, 1)):
        told.came("maria", day)

    assert [fact.occurred_on for fact in told.count("S18").evidence] == [Q1.first, Q1.last]


def test_weeks_run_from_monday_as_iso_8601_has_them() -> None:
    """The first of January 2023 was a Sunday and belongs to the last week of 2022."""
    weeks = {day: week_of(day) for day in (date(2023, 1, 1), date(2023, 1, 2), date(2023, 1, 9))}

    assert list(weeks.values()) == ["2022-W52", "2023-W01", "2023-W02"]


def test_contacts_are_told_apart_by_week() -> None:
    """The desk plans its openings by week."""
    told = Told()
    told.came("maria", date(2023, 1, 9))
    told.came("olena", date(2023, 1, 12))
    told.came("maria", date(2023, 1, 16))

    assert cells(told.count("S18"), "week") == {("2023-W02",): 2, ("2023-W03",): 1}


def test_nobody_came_is_nought() -> None:
    """A count of nothing is defined."""
    assert Told().count("S18").amount == 0
