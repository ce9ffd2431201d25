"""Until when a measure stands as it does, for whoever has only some days left."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.verdicts.advice import advice_on
from tests.support.judged_measures import measure, rule, who

ON, BORN = date(2023, 6, 1), "person.birth_date"
YOUNG = rule("young", {"fact": BORN, "age_at_most": 34})
KNOWN: dict[str, Any] = {
    "person": {"citizenship": "IT", "birth_date": "1988-06-02"},
    "project": {"amount": 9000},
    "enterprise": {"stage": "idea"},
}


def last_days(born: str, *, closes: str = "2023-12-31") -> dict[str, date]:
    """Until when a measure for people under 35 stands as it does, where that is soon over."""
    window = {"opens": "2020-01-01", "closes": closes}
    facts = {**KNOWN, "person": {**KNOWN["person"], "birth_date": born}}
    known = [KnownMeasure(measure("YOUNG", YOUNG, windows=[window])), KnownMeasure(measure("ANY"))]
    return dict(advice_on(known, who(facts), ON).last_days)


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ("1988-06-02", "2023-06-01"),
        ("1988-07-01", "2023-06-30"),
        ("1988-07-02", None),
        ("1988-06-01", None),
    ],
)
def test_who_turns_too_old_within_thirty_days_reads_the_last_day(born: str, day: str | None) -> None:
    """The day before the birthday; who has longer, or is too old already, reads none."""
    assert last_days(born) == ({"YOUNG": date.fromisoformat(day)} if day else {})


def test_what_is_closed_has_no_last_day() -> None:
    """Nobody can use it."""
    assert last_days("1988-06-02", closes="2022-12-31") == {}


def test_a_window_that_closes_is_told_by_its_own_day() -> None:
    """The measure is theirs as it was, and everybody is told when it closes."""
    assert last_days("2000-01-01", closes="2023-06-20") == {}
