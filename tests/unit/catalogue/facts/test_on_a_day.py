"""What follows from facts on one day need not follow on another."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.verdicts.change import changes
from tests.support.judged_measures import measure, rule, stands

FOUNDED, STAGE, KIND = "enterprise.constituted_on", "enterprise.stage", "person.permit.kind"
KNOWN: dict[str, Any] = {"person.citizenship": "IT", "project.amount": 9000}
EXISTS = rule("founded", {"fact": STAGE, "is": "constituted"}, "by_choice")
SMALL = rule("small", {"fact": "enterprise.employees", "at_most": 9})


@pytest.mark.parametrize(
    ("on", "outcome", "verdict"),
    [(date(2023, 5, 31), "false", "conditional"), (date(2023, 6, 1), "true", "eligible")],
)
def test_a_day_of_constitution_that_is_still_to_come_is_a_plan(on: date, outcome: str, verdict: str) -> None:
    """Whose stage nobody told: on the day itself the enterprise is there."""
    judged = stands(measure("TRIAL", EXISTS), {**KNOWN, FOUNDED: "2023-06-01"}, on)

    assert (judged.reasons[-1].outcome.value, judged.verdict.value) == (outcome, verdict)


def test_until_it_is_constituted_nothing_is_asked_of_its_size() -> None:
    """From the day on it is; and the answer says from when on it is otherwise."""
    planned = {**KNOWN, FOUNDED: "2023-06-01"}
    before, after = (stands(measure("TRIAL", SMALL), planned, date(2023, month, 15)) for month in (5, 6))

    assert (before.verdict.value, before.missing) == ("eligible", ())
    assert (after.verdict.value, after.missing) == ("to_verify", ("enterprise.employees",))
    [change, *_] = changes(measure("TRIAL", SMALL), read_profile(planned), date(2023, 5, 15))
    assert change.on == date(2023, 6, 1)


def test_a_stage_that_was_told_stands() -> None:
    """Nobody concludes otherwise."""
    told = read_profile({STAGE: "constituted", FOUNDED: "2023-06-01"})

    assert told.on(date(2023, 5, 31))[STAGE].given == "constituted"


@pytest.mark.parametrize(
    ("citizenship", "on", "needs_none"),
    [
        ("IT", date(2023, 1, 1), True),
        ("SN", date(2023, 1, 1), False),
        ("HR", date(2013, 6, 30), False),
        ("HR", date(2013, 7, 1), True),
        *((code, date(2023, 1, 1), True) for code in ("NO", "IS", "LI", "CH")),
    ],
)
def test_who_moves_freely_on_the_day_needs_no_title(citizenship: str, on: date, needs_none: Any) -> None:
    """The Union, the EEA and Switzerland. And on another day may."""
    assert read_profile({"person.citizenship": citizenship}).on(on)[KIND].is_none is needs_none
