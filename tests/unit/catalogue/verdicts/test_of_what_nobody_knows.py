"""What is asked of the need where the amounts hang on what nobody knows, and of a step founders may still take."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reason import Reason
from tests.support.judged_measures import act, measure, stands

NEED, SEX = "project.amount", "person.sex"
WOMEN = {"fact": SEX, "is": "F"}
KNOWN: dict[str, Any] = {"person.citizenship": "IT", NEED: 9000, "enterprise.stage": "constituted"}
NOT_STARTED = act(
    "late",
    what="start",
    due="after_applying",
    forbidden_before=True,
    done={"fact": "project.starts_on", "exists": True},
)


def answer(*conditions: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> Judged:
    """How a measure stands."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", *conditions, **edition), facts, date(2023, 6, 1))


def largest(*amounts: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> Reason:
    """What is said of the largest amount there is."""
    judged = answer(told=told, amounts=list(amounts), **edition)
    return next(reason for reason in judged.reasons if reason.condition == "amount_max")


@pytest.mark.parametrize(
    ("amounts", "told", "edition", "asks"),
    [
        ([{"of": "loan", "max": 5000}], {NEED: None}, {}, 5000),
        ([{"of": "loan", "max": None}], {}, {"unverified": ["amounts.0.max"]}, "unknown"),
    ],
)
def test_a_need_nobody_told_is_asked_for_beside_the_largest_amount(
    amounts: Any, told: dict[str, Any], edition: dict[str, Any], asks: Any
) -> None:
    """As far as somebody has found it."""
    assert largest(*amounts, told=told, **edition).deciding.rule.at_most == asks


def test_of_amounts_that_hang_on_who_one_is_the_person_is_asked_and_not_the_need() -> None:
    """Where the need is known."""
    open_end = {"of": "loan", "max": None, "only_if": WOMEN}
    small = {"of": "loan", "max": 5000, "only_if": {"not": WOMEN}}

    assert (largest(open_end, small).fact, largest(open_end, small).missing) == (SEX, (SEX,))
    assert largest(open_end, small, told={NEED: None}).missing == (NEED, SEX)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"enterprise.stage": "idea"}, "eligible"),
        ({"project.starts_on": "none"}, "eligible"),
        ({"project.starts_on": "2023-05-01"}, "not_eligible"),
    ],
)
def test_who_may_still_begin_has_not_begun(told: dict[str, Any], verdict: str) -> None:
    """What must not have happened before applying is not held against founders who can still choose the day."""
    assert answer(NOT_STARTED, told=told).verdict.value == verdict
