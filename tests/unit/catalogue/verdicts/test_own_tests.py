"""An edition's own tests tell each thing that is answered otherwise than they expect."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.verdicts.own_tests import disagreements, facts_of, laid_over
from tests.support.judged_measures import measure, rule

WOMEN = rule("women", {"fact": "person.sex", "is": "F"})
PACT = rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service")
TOLD = {"person": {"citizenship": "IT", "sex": "F", "employment": {"psp_signed": False}}, "project": {"amount": 9000}}
TRIAL = measure("TRIAL", WOMEN, PACT, test_facts=TOLD)


def told(on: str = "2023-06-01", facts: dict[str, Any] | None = None, **expect: Any) -> list[str]:
    """What is told of a test that expects this."""
    test = EditionTest.model_validate({"name": "A test", "on": on, "facts": facts or {}, "expect": expect})
    return list(disagreements(TRIAL, TRIAL.editions[0], test))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ({"verdict": "conditional"}, {"verdict": "eligible"}, "verdict is conditional, not eligible"),
        ({"window": "open"}, {"window": "closed"}, "window is open, not closed"),
        ({"coverage": "full"}, {"coverage": "partial"}, "coverage is full, not partial"),
        ({"reasons": {"women": "true"}}, {"reasons": {"women": "false"}}, "women is true, not false"),
        ({"reasons": {"pact": "false"}}, {"reasons": {"men": "true"}}, "men is no reason, not true"),
        ({"todo": ["pact"]}, {"todo": ["women"]}, "nothing is to be done for women"),
        ({"missing": []}, {"missing": ["person.sex"]}, "missing is (), not ('person.sex',)"),
    ],
)
def test_what_is_answered_otherwise_is_told(right: dict[str, Any], wrong: dict[str, Any], said: str) -> None:
    """A sentence each, and nothing of what is as expected."""
    assert told(**right) == []
    assert told(**wrong) == [said]


def test_facts_of_a_test_are_laid_over_those_of_its_edition() -> None:
    """But for a test of somebody of whom nothing is known."""
    assert told(facts={"person": {"sex": "M"}}, verdict="not_eligible") == []
    assert laid_over(TOLD, {"person": {"sex": "M"}})["person"]["citizenship"] == "IT"
    nothing = {"name": "N", "on": "2023-06-01", "nothing_known": True, "facts": {"person": {"sex": "M"}}, "expect": {}}
    assert facts_of(TRIAL.editions[0], EditionTest.model_validate(nothing)) == {"person": {"sex": "M"}}


def test_that_another_edition_answers_is_told() -> None:
    """A test belongs to the edition it stands in."""
    one, other = TRIAL.editions[0], measure("TRIAL", id="OTHER").editions[0]
    test = EditionTest.model_validate({"name": "A test", "on": date(2023, 6, 1), "expect": {}})

    assert list(disagreements(TRIAL, one, test)) == []
    assert list(disagreements(TRIAL, other, test)) == ["the edition that answers on 2023-06-01 is V1, not OTHER"]
