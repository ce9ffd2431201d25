"""The answer for a day: every measure, its window, and what a person still has to verify."""

from datetime import date

import pytest

from services.catalogue.domain.matching import Verdict, answer_for, look_up
from services.catalogue.domain.window import WindowOn, WindowState
from tests.support.measures import A_TEXT, a_document, an_edition, the_next_edition

LAST_DAY = date(2023, 12, 31)


@pytest.mark.parametrize("closes", [None, "unknown"])
def test_a_window_does_not_outlive_its_edition(closes: str | None) -> None:
    """“Until the funds end” ends, at the latest, with the rules it was opened under."""
    measure = a_document(an_edition(windows=[{"opens": "2020-01-01", "closes": closes}]))

    assert answer_for(measure, date(2024, 1, 1)).window == WindowOn(WindowState.CLOSED, closes_on=LAST_DAY)


def test_a_measure_that_has_not_begun_says_when_it_opens() -> None:
    """Who comes too early is told when to come back."""
    found = answer_for(a_document(), date(2019, 6, 1))

    assert (found.in_force, found.window.state, found.window.opens_on) == (
        False,
        WindowState.UPCOMING,
        date(2020, 1, 1),
    )


def test_the_answer_follows_the_edition_of_the_day() -> None:
    """One measure, two regimes: the day decides."""
    measure = a_document(an_edition(), the_next_edition())

    assert [answer_for(measure, day).edition_id for day in (LAST_DAY, date(2024, 1, 1))] == ["V1", "V2"]


def test_a_condition_is_to_be_verified_and_says_whether_its_rule_is_itself_in_doubt() -> None:
    """An operator asks a person about a sure rule, and a partner about a doubtful one."""
    conditions = [
        {"id": name, "about": "person", "text": A_TEXT, "values": {"age_min": 18}} for name in ("sure", "doubtful")
    ]
    measure = a_document(an_edition(conditions=conditions, unverified=["conditions.doubtful.values.age_min"]))

    found = answer_for(measure, LAST_DAY)

    assert [(c.condition_id, c.unverified) for c in found.to_verify] == [("sure", False), ("doubtful", True)]
    assert found.verdict is Verdict.TO_VERIFY


def test_measures_are_answered_in_the_order_given_and_none_is_dropped() -> None:
    """A measure that is over may still be asked about."""
    over, present = a_document(id="OVER"), a_document(the_next_edition(), id="PRESENT")

    assert [a.measure_id for a in look_up([present, over], date(2025, 1, 1))] == ["PRESENT", "OVER"]
