"""A day that is still to come is not yet: nothing has happened on it, and nobody was born."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.rules.act import DONE
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.turning_days import turning_days
from tests.support.completions import profile
from tests.support.judged_measures import measure, rule, stands
from tests.support.rules import ON, judging, truth
from tests.support.rules import rule as rule_of

DID, FOUNDED, BORN = "person.employment.did_on", "enterprise.constituted_on", "person.birth_date"
CONSTITUTED = {"enterprise.stage": "constituted"}


@pytest.mark.parametrize(
    ("told", "exists"),
    [
        ("2024-09-09", "true"),
        ("2024-09-10", "true"),
        ("2024-09-11", "false"),
        (["2024-09-01", "2024-09-10"], "true"),
        (["2024-09-01", "2024-09-11"], "unknown"),
        (["2024-09-10", "2024-09-11"], "unknown"),
        (["2024-09-11", "2024-09-12"], "false"),
    ],
)
def test_what_is_to_happen_after_the_day_has_not_happened(told: Any, exists: str) -> None:
    """An enterprise that is to be constituted next week is not constituted."""
    opposite = {"true": "false", "false": "true", "unknown": "unknown"}
    facts = {**CONSTITUTED, FOUNDED: told}

    assert truth({"fact": FOUNDED, "exists": True}, facts) == exists
    assert truth({"fact": FOUNDED, "exists": False}, facts) == opposite[exists]


def test_of_what_was_constituted_on_a_day_nobody_told_the_day_is_past() -> None:
    """That it is constituted was said."""
    assert truth({"fact": FOUNDED, "exists": True}, CONSTITUTED) == "true"


def test_a_claim_that_is_to_come_may_have_a_did_before_it() -> None:
    """The DID is of some day up to that of the claim; without one of its own there is none yet."""
    claim = {"person.employment.naspi_from": "2024-10-01"}

    assert truth({"fact": DID, "exists": True}, claim) == "unknown"
    assert truth({"fact": DID, "exists": True}, {**claim, DID: "none"}) == "false"


@pytest.mark.parametrize("act", ["constitute", "open_vat", "declare_did"])
def test_an_act_planned_for_another_day_is_not_done(act: str) -> None:
    """On its day it is."""
    done = DONE[act]
    told = {done.fact: "2024-10-01", **CONSTITUTED, "person.employment.naspi_from": "none"}
    days = (date(2024, 9, 30), date(2024, 10, 1))

    assert [done.judge(judging(told, day)).truth.value for day in days] == ["false", "true"]


def test_a_title_may_end_on_a_day_to_come() -> None:
    """It is there all the same."""
    ahead = [name for name, fact in VOCABULARY.items() if fact.may_lie_ahead]

    assert ahead == ["person.permit.expires_on", "person.employment.naspi_until", "project.starts_on"]
    assert all(truth({"fact": name, "exists": True}, {name: "2030-01-01"}) == "true" for name in ahead)


def test_a_receipt_of_tomorrow_renews_no_title_today() -> None:
    """And does tomorrow."""
    title = {
        "person.citizenship": "SN",
        "person.permit.kind": "LAV_SUB",
        "person.permit.expires_on": "2024-09-01",
        "person.permit.renewal_receipt_on": "2024-09-11",
    }
    today, tomorrow = (stands(measure("M"), title, on) for on in (ON, date(2024, 9, 11)))

    assert [permit_valid(today), permit_valid(tomorrow)] == ["false", "true"]


def permit_valid(answer: Judged) -> str:
    """What is said of the title."""
    return next(reason.outcome.value for reason in answer.reasons if reason.condition == "permit_valid")


@pytest.mark.parametrize("test", [{"age_at_least": 18}, {"age_at_most": 35}])
def test_who_is_not_born_has_no_age(test: dict[str, int]) -> None:
    """Neither enough years nor few enough."""
    assert truth({"fact": BORN, **test}, {BORN: "2024-09-11"}) == "false"
    assert truth({"fact": BORN, **test}, {BORN: ["2024-09-11", "2025-09-11"]}) == "false"


def test_the_answer_is_looked_at_again_on_the_day_itself() -> None:
    """What is not yet, is then."""
    told = {FOUNDED: "2024-12-01", **CONSTITUTED}
    answer = stands(measure("M", rule("founded", {"fact": FOUNDED, "exists": True})), told, ON)

    assert date(2024, 12, 1) in turning_days(answer, profile(told), ON)


def test_that_something_has_expired_is_said_with_not() -> None:
    """`not_expired: false` would read as its opposite and ask for nothing."""
    with pytest.raises(ValueError, match="not_expired: can only be true"):
        rule_of({"fact": "person.permit.expires_on", "not_expired": False})
