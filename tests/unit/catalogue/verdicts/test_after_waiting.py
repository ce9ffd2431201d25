"""What is waited for has to be met together with all the rest."""

from datetime import date
from typing import Any

import pytest

from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 1, 16)
BORN, DID, SEX = "person.birth_date", "person.employment.did_on", "person.sex"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    "person.employment.naspi_from": "none",
    DID: "2023-01-16",
    SEX: "F",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
LONG = rule("did", {"fact": DID, "elapsed_at_least": {"days": 180}}, "by_time")
WOMAN = rule("woman", {"fact": SEX, "is": "F"})


@pytest.mark.parametrize("fixable", ["fixed", "by_time"])
@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({BORN: "1987-07-16"}, "conditional"),
        ({BORN: "1987-07-15"}, "not_eligible"),
        ({BORN: "1987-07-15", SEX: None}, "not_eligible"),
        ({BORN: "1987-07-15", DID: "2022-01-01"}, "eligible"),
        ({BORN: "1987-04-01", DID: ["2022-10-01", "2023-01-16"]}, "to_verify"),
        ({BORN: "1987-01-18", DID: ["2022-10-01", "2023-01-16"]}, "not_eligible"),
    ],
)
def test_who_is_too_old_when_the_waiting_is_over_is_not_eligible(
    told: dict[str, Any], verdict: str, fixable: str
) -> None:
    """180 days from 16 January 2023 are over on 15 July: whoever turns 36 by then waits in vain."""
    young = rule("young", {"fact": BORN, "age_at_most": 35}, fixable)

    judged = stands(measure("BOTH", WOMAN, young, LONG), {**KNOWN, **told}, ON)

    assert judged.verdict.value == verdict


def test_the_reason_says_on_which_day_it_is_lost() -> None:
    """Whoever reads it today is still 35."""
    young = rule("young", {"fact": BORN, "age_at_most": 35})
    judged = stands(measure("BOTH", young, LONG), {**KNOWN, BORN: "1987-07-15"}, ON)
    [lost] = [reason for reason in judged.reasons if reason.condition == "young"]

    assert (lost.outcome.value, lost.mended_on) == ("false", None)
    assert "Il 15/07/2023, quando si è aspettato il resto: No" in lost.text.it


def test_who_will_have_constituted_by_then_does_not_wait_for_what_asks_an_idea() -> None:
    """A day of constitution that is planned makes an enterprise of the idea before the waiting is over."""
    idea = rule("idea", {"fact": "enterprise.stage", "is": "idea"})
    open_long = [{"opens": "2022-01-01", "closes": "2024-12-31"}]
    asks = measure("IDEAS", LONG, idea, windows=open_long, valid_to=None)
    planned = {**KNOWN, "enterprise.stage": None, "enterprise.constituted_on": "2023-03-01"}

    assert stands(asks, planned, ON).verdict == "not_eligible"
    assert stands(asks, {**planned, "enterprise.constituted_on": "2023-07-16"}, ON).verdict == "conditional"
