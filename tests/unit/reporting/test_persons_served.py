"""S19: third-country nationals served, each once in the whole project."""

from datetime import date

import pytest

from tests.support.facts import Q1, Q2, Told, cells, noon

JANUARY = date(2023, 1, 9)
LATER_IN_JANUARY = date(2023, 1, 26)
APRIL = date(2023, 4, 3)


def test_a_person_is_counted_once_however_often_they_come_to_the_desk() -> None:
    """The Fund counts persons; contacts are another number."""
    told = Told()
    first = told.came("maria", JANUARY)
    told.came("maria", LATER_IN_JANUARY)

    assert told.count("S19").amount == 1
    assert told.count("S19").evidence == (first,)


def test_a_person_seen_in_two_quarters_counts_in_the_first_only() -> None:
    """So the quarters add up to the project."""
    told = Told()
    told.came("maria", JANUARY)
    told.came("maria", APRIL)
    told.came("olena", APRIL, citizenship="UA")

    assert told.count("S19", Q1).amount == 1
    assert told.count("S19", Q2).amount == 1


@pytest.mark.parametrize("day", [Q1.first, Q1.last])
def test_a_person_first_served_on_the_first_or_last_day_counts(day: date) -> None:
    """The boundaries belong to the period."""
    told = Told()
    told.came("maria", day)

    assert told.count("S19").amount == 1


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 4, 1)])
def test_a_person_first_served_a_day_outside_does_not(day: date) -> None:
    """Nor does coming again within the period help the one who came the day before it."""
    told = Told()
    told.came("maria", day)
    if day < Q1.first:
        told.came("maria", JANUARY)

    assert told.count("S19").amount == 0


@pytest.mark.parametrize("target", ["out_of_target", "unknown"])
def test_who_is_not_known_to_be_in_target_is_not_counted(target: str) -> None:
    """Union citizens never enter the Fund's counts, and not knowing is not knowing they belong."""
    told = Told()
    told.came("ioana", JANUARY, target=target)

    assert told.count("S19").amount == 0


def test_a_person_counts_from_the_first_contact_as_a_third_country_national() -> None:
    """An earlier call, when nothing was known of them, was no service to the Fund's target."""
    told = Told()
    told.came("maria", JANUARY, target="unknown", citizenship="unknown")
    told.came("maria", APRIL)

    assert told.count("S19", Q1).amount == 0
    assert told.count("S19", Q2).amount == 1


def test_who_did_not_say_their_citizenship_at_the_contact_counts_from_their_case() -> None:
    """The desk may ask later; a woman with a case and an orientation is in the Fund's count like the others."""
    told = Told()
    told.came("maria", JANUARY, target="unknown", citizenship="unknown", channel="phone")
    opening = told.opened("case", "maria", LATER_IN_JANUARY)
    served = told.count("S19")

    assert served.amount == 1
    assert cells(served, "sex", "age_bracket", "citizenship") == {("f", "from_18_to_60", "SN"): 1}
    assert served.evidence == (opening,)


def test_a_case_that_does_not_know_the_citizenship_either_is_not_counted() -> None:
    """Nobody says that she belongs to the target."""
    told = Told()
    told.came("maria", JANUARY, target="unknown", citizenship="unknown")
    told.opened("case", "maria", JANUARY, citizenship="unknown")

    assert told.count("S19").amount == 0


def test_a_person_naturalised_later_stays_counted() -> None:
    """Citizenship is that at first service."""
    told = Told()
    told.came("maria", JANUARY)
    told.came("maria", LATER_IN_JANUARY, target="out_of_target", citizenship="unknown")

    assert cells(told.count("S19"), "citizenship") == {("SN",): 1}


def test_contacts_without_a_persons_id_are_no_persons() -> None:
    """They cannot be told apart, so they cannot be counted once."""
    told = Told()
    told.came("", JANUARY)
    told.came("", LATER_IN_JANUARY)

    assert told.count("S19").amount == 0


def test_the_profile_is_that_of_the_persons_case() -> None:
    """Scenario A01: one woman, 18 to 60, from Senegal."""
    told = Told()
    contact = told.came("maria", JANUARY)
    opening = told.opened("case", "maria", JANUARY)
    served = told.count("S19")

    assert cells(served, "sex", "age_bracket", "citizenship") == {("f", "from_18_to_60", "SN"): 1}
    assert cells(served, "permit_group") == {("work",): 1}
    assert cells(served, "comune") == {("109034",): 1}
    assert served.evidence == (contact, opening)


def test_a_person_without_a_case_is_counted_with_an_unknown_profile() -> None:
    """Informed and gone is served; what was not asked is unknown, but the citizenship was said at the desk."""
    told = Told()
    told.came("youssef", JANUARY, citizenship="TN")
    served = told.count("S19")

    assert cells(served, "sex") == {("unknown",): 1}
    assert cells(served, "sex", "age_bracket", "citizenship") == {("unknown", "unknown", "TN"): 1}


def test_a_citizenship_not_said_at_first_contact_is_the_one_of_the_case() -> None:
    """The contact says it when it can; else the earliest case does."""
    told = Told()
    told.came("maria", JANUARY, citizenship="unknown")
    told.opened("case", "maria", JANUARY)

    assert cells(told.count("S19"), "citizenship") == {("SN",): 1}


def test_the_earliest_case_gives_the_profile() -> None:
    """The age bracket is that at first service: a later case may say another, and does not move the number."""
    told = Told()
    told.came("maria", JANUARY)
    told.opened("second", "maria", APRIL, age_bracket="over_60")
    told.opened("first", "maria", JANUARY)

    assert cells(told.count("S19"), "age_bracket") == {("from_18_to_60",): 1}


def test_a_late_fact_is_in_the_next_answer_and_not_in_what_was_known() -> None:
    """Scenario A21: fourteen on the day of the sheet, fifteen as known now."""
    told = Told()
    for person in range(14):
        told.came(f"person-{person}", date(2023, 2, 6))
    told.came("late", date(2023, 2, 27), recorded=date(2023, 4, 12))

    assert told.count("S19", known_at=noon(date(2023, 4, 11))).amount == 14
    assert told.count("S19").amount == 15


def test_an_earlier_contact_learnt_later_moves_the_person_to_its_period() -> None:
    """Nothing is frozen here: the period of first service is as known when asked."""
    told = Told()
    told.came("maria", APRIL)
    told.came("maria", JANUARY, recorded=date(2023, 5, 2))

    assert told.count("S19", Q2, known_at=noon(date(2023, 4, 30))).amount == 1
    assert told.count("S19", Q2).amount == 0
    assert told.count("S19", Q1).amount == 1


def test_what_was_recorded_at_the_very_instant_was_known_then() -> None:
    """Known at an instant includes the instant."""
    told = Told()
    contact = told.came("maria", JANUARY)

    assert told.count("S19", known_at=contact.recorded_at).amount == 1
