"""What is not met may be mended as long as the window takes applications, and not once it has closed."""

from datetime import date
from typing import Any

import pytest

from tests.support.judged_measures import measure, project_measure, rule, stands

BORN = "person.birth_date"
NEVER_ASKED = date(2023, 1, 16)
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    BORN: "1990-01-01",
    "person.employment.did_on": "2023-12-01",
    "person.employment.naspi_from": "none",
    "person.employment.status": "employed",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
LONG = rule("did", {"fact": "person.employment.did_on", "elapsed_at_least": {"days": 180}}, "by_time")
JOBLESS = rule("status", {"fact": "person.employment.status", "is": "unemployed"}, "by_service")


@pytest.mark.parametrize(
    ("on", "waits", "does"),
    [(date(2023, 12, 31), "not_eligible", "conditional"), (date(2024, 1, 1), "not_eligible", "conditional")],
)
def test_a_verdict_does_not_improve_when_the_window_closes(on: date, waits: str, does: str) -> None:
    """The window closes on 31 December 2023: what is waited for comes too late the day before and the day after."""
    assert stands(measure("LONG", LONG), KNOWN, on).verdict.value == waits
    assert stands(measure("JOBLESS", JOBLESS), KNOWN, on).verdict.value == does


@pytest.mark.parametrize(
    ("born", "verdict", "outcome"), [("1989-03-01", "not_eligible", "false"), ("2007-03-01", None, "true")]
)
def test_before_an_edition_is_public_ages_count_when_its_window_opens(
    born: str, verdict: str | None, outcome: str
) -> None:
    """In January 2023 nobody knew of the window that opens on 15 October 2025: from 18 to 34 counts on that day."""
    judged = stands(project_measure("AUTOIMPIEGO_CENTRO_NORD"), {"person": {"birth_date": born}}, NEVER_ASKED)
    [age] = [reason for reason in judged.reasons if reason.condition == "age"]

    assert (judged.chosen.window.state.value, judged.judged_on) == ("not_published", date(2025, 10, 15))
    assert age.outcome.value == outcome
    assert verdict in (None, judged.verdict.value)
