"""A limit that changes on a day is waited for like anything else that time brings."""

from datetime import date
from typing import Any

import pytest

from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 1, 16)
BORN = "person.birth_date"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    BORN: "1985-01-16",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
OLDEST = {
    "oldest": {"unit": "years", "values": [{"from": "2020-01-01", "value": 35}, {"from": "2023-07-01", "value": 40}]}
}
YOUNGEST = {
    "oldest": {"unit": "years", "values": [{"from": "2020-01-01", "value": 39}, {"from": "2023-07-01", "value": 40}]}
}


@pytest.mark.parametrize(
    ("operator", "numbers", "fixable", "from_day"),
    [
        ("age_at_most", OLDEST, "by_time", date(2023, 7, 1)),
        ("age_at_most", OLDEST, "fixed", None),
        ("age_at_least", YOUNGEST, "by_time", date(2025, 1, 16)),
    ],
)
def test_the_day_is_that_of_the_number_that_then_holds(
    operator: str, numbers: dict[str, Any], fixable: str, from_day: date | None
) -> None:
    """38 years old on 16 January 2023: at most 35 until June, at most 40 from July; 39 would do in June, not 40."""
    aged = rule("aged", {"fact": BORN, operator: "$oldest"}, fixable)
    judged = stands(measure("AGED", aged, parameters=numbers), KNOWN, ON)

    assert [reason.mended_on for reason in judged.reasons if reason.condition == "aged"] == [from_day]


def test_a_number_that_changes_on_the_very_day_counts_on_that_day() -> None:
    """Who turns 39 on the first day on which it takes 40 waits another year."""
    aged = rule("aged", {"fact": BORN, "age_at_least": "$oldest"}, "by_time")
    judged = stands(measure("AGED", aged, parameters=YOUNGEST), {**KNOWN, BORN: "1984-07-01"}, ON)

    assert [reason.mended_on for reason in judged.reasons if reason.condition == "aged"] == [date(2024, 7, 1)]
