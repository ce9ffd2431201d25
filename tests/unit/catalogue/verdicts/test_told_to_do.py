"""What somebody is told to do about what is not met: wait, mend, choose or an act; and nothing about what is."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.todo import Todo
from tests.support.judged_measures import act, measure, rule, stands

ON, DID, STATUS = date(2023, 6, 1), "person.employment.did_on", "person.employment.status"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    "person.employment.naspi_from": "none",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
LONG = rule("long", {"fact": DID, "elapsed_at_least": {"days": 180}}, "by_time")
JOBLESS = rule("jobless", {"fact": STATUS, "is": "unemployed"}, "by_service")
HELPED = {**JOBLESS, "mend": {"it": "Andare al CPI", "en": "Go to the job centre"}}
PACT = act("pact", what="sign_psp", due="before_applying")
THREE = rule("three", {"fact": "enterprise.members", "at_least": 3}, "by_choice")


def to_do(*conditions: dict[str, Any], **told: Any) -> list[Todo]:
    """What is to be done for a measure whose window closes on 31 December 2023."""
    facts = {**KNOWN, **{name.replace("__", "."): value for name, value in told.items()}}
    return list(stands(measure("TRIAL", *conditions), facts, ON).todo)


@pytest.mark.parametrize(
    ("condition", "told", "code", "it", "en"),
    [
        (LONG, {DID: "2023-05-01"}, "wait", "Aspettare: Qualcosa", "Wait: Something"),
        (JOBLESS, {STATUS: "employed"}, "mend", "Fare in modo che sia così: Qualcosa", "Bring it about: Something"),
        (HELPED, {STATUS: "employed"}, "mend", "Andare al CPI", "Go to the job centre"),
        (PACT, {"person.employment.psp_signed": False}, "sign_psp", "Qualcosa", "Something"),
        (THREE, {"enterprise.stage": "idea"}, "choose", "Scegliere (soci): Qualcosa", "Choose (members): Something"),
    ],
)
def test_what_is_not_met_is_waited_for_mended_chosen_or_done(
    condition: dict[str, Any], told: dict[str, Any], code: str, it: str, en: str
) -> None:
    """In the words of the notice where it has some, else in our own."""
    [todo] = [each for each in to_do(condition, **told) if each.condition == condition["id"]]

    assert (todo.code, todo.what.it, todo.what.en) == (code, it, en)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (LONG, {DID: "2022-05-01"}),
        (JOBLESS, {STATUS: "unemployed"}),
        (JOBLESS, {}),
        (PACT, {"person.employment.psp_signed": True}),
        (rule("men", {"fact": "person.sex", "is": "M"}), {"person.sex": "F"}),
    ],
)
def test_of_what_is_met_or_never_can_be_nothing_is_to_be_done(condition: dict[str, Any], told: dict[str, Any]) -> None:
    """Nor of what nobody knows: that is asked."""
    assert [each for each in to_do(condition, **told) if each.condition == condition["id"]] == []


def test_who_waits_is_told_the_first_day_and_who_acts_the_last() -> None:
    """180 days from 1 May 2023 are over on 28 October; a pact is signed before the window closes."""
    [waits] = [each for each in to_do(LONG, **{DID: "2023-05-01"}) if each.condition == "long"]
    [signs] = [each for each in to_do(PACT, **{"person.employment.psp_signed": False}) if each.condition == "pact"]

    assert (waits.by, waits.not_before) == (None, date(2023, 10, 28))
    assert (signs.by, signs.not_before) == (date(2023, 12, 31), None)
