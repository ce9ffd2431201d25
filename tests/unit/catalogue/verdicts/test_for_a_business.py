"""Who runs a business has to be of age and of a form that may trade; for a service or primary needs, not."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from tests.support.judged_measures import measure, stands

ON = date(2023, 6, 1)
SEX = "person.sex"
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
    SEX: "F",
    "project.amount": 9000,
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
}
BORN = "person.birth_date"
NEEDS = {"id": "purpose", "about": "project", "text": {"it": "Bisogni", "en": "Needs"}, "fixable": "by_choice",
         "require": {"fact": "project.purpose", "is": "primary_needs"}}  # fmt: skip
OWN = {"id": "age", "about": "person", "text": {"it": "Anni", "en": "Years"}, "fixable": "by_time",
       "require": {"fact": BORN, "age_at_least": 18, "age_at_most": 35}}  # fmt: skip


def answer(conditions: Any = (), told: dict[str, Any] | None = None, on: date = ON, **edition: Any) -> Judged:
    """How a measure stands whose one window is open from 2020 to 2023, for somebody of whom all is known."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", *conditions, **edition), facts, on)


@pytest.mark.parametrize(
    ("told", "verdict", "missing"),
    [
        ({BORN: "2005-06-01"}, "eligible", False),
        ({BORN: "2005-06-02"}, "conditional", False),
        ({BORN: "2006-01-01"}, "not_eligible", False),
        ({BORN: ["2005-06-01", "2005-06-02"]}, "to_verify", True),
    ],
)
def test_who_is_not_of_age_waits(told: dict[str, Any], verdict: str, missing: Any) -> None:
    """The window closes on 31 December 2023."""
    judged = answer(told=told)

    assert (judged.verdict.value, BORN in judged.missing) == (verdict, missing)


def test_an_edition_that_asks_for_the_age_itself_says_it_once() -> None:
    """Its own rule is at least as strict."""
    judged = answer(conditions=[OWN], told={BORN: "2005-06-02"})

    assert [reason.condition for reason in judged.reasons if reason.outcome.value == "false"] == ["age"]


@pytest.mark.parametrize(("kind", "conditions"), [("service", []), ("loan", [NEEDS])])
def test_a_service_and_a_loan_for_primary_needs_ask_neither(kind: str, conditions: list[Any]) -> None:
    """Nobody runs a business with them."""
    young = {BORN: "2006-01-01", "enterprise.legal_form": "sms", "project.purpose": "primary_needs"}
    amounts: dict[str, Any] = {"amounts": []} if kind == "service" else {}
    found = {reason.condition for reason in answer(conditions, told=young, kind=kind, **amounts).reasons}

    assert not found & {"adult", "can_trade"}


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({}, "eligible"),
        ({"person.permit.kind": "AFFID"}, "to_verify"),
        ({"person.permit.kind": "INTEG_MIN"}, "to_verify"),
        ({"person.permit.kind": "INTEG_MIN", BORN: "2005-06-01"}, "eligible"),
        ({"person.permit.kind": "INTEG_MIN", BORN: "2005-06-02"}, "conditional"),
    ],
)
def test_of_whoever_there_is_no_reason_to_ask_nobody_asks_for_the_age(told: dict[str, Any], verdict: str) -> None:
    """A title that minors are given is one."""
    judged = answer(told=told)

    assert judged.verdict.value == verdict
    assert (BORN in judged.missing) is (verdict == "to_verify")


def of_the_purpose(*conditions: Any, purpose: str | None, **edition: Any) -> list[str]:
    """What is said of it that a measure for a business is for one."""
    judged = answer(list(conditions), told={"project.purpose": purpose}, **edition)
    return [judged.verdict.value, *(r.outcome.value for r in judged.reasons if r.condition == "for_a_business")]


@pytest.mark.parametrize(
    ("purpose", "says"),
    [("primary_needs", ["not_eligible", "false"]), ("business", ["eligible"]), (None, ["eligible"])],
)
def test_money_for_primary_needs_alone_is_not_that_of_a_measure_for_a_business(
    purpose: str | None, says: list[str]
) -> None:
    """Nobody is asked for it who has not told: most are here for a business."""
    assert of_the_purpose(purpose=purpose) == says


def test_a_measure_that_speaks_of_the_purpose_itself_is_left_to_say_it() -> None:
    """In a rule, or in who an amount is for; and one that lends to people without a business may be for them."""
    asked = {"fact": "project.purpose", "in": "unknown"}
    rule = {"id": "purpose", "about": "project", "text": {"it": "Scopo", "en": "Purpose"}, "fixable": "fixed"}
    sums = [{"of": "loan", "max": 40000, "only_if": {"fact": "project.purpose", "is": "primary_needs"}}]

    assert of_the_purpose({**rule, "require": asked}, purpose="primary_needs") == ["to_verify"]
    assert of_the_purpose(purpose="primary_needs", amounts=sums) == ["eligible"]
    people = {"fact": "enterprise.legal_form", "in": ["persona_fisica", "srl"]}
    assert of_the_purpose({**rule, "require": people}, purpose="primary_needs") == ["eligible"]
    assert of_the_purpose(purpose="primary_needs", kind="service", amounts=[]) == ["eligible"]
