"""An edition's own tests tell each thing that is answered otherwise than they expect."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.verdicts.own_tests import disagreements, facts_of, laid_over
from services.catalogue.domain.verdicts.tests_that_hold import broken_tests, check_own_tests
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
        ({"missing": []}, {"missing": ["person.sex"]}, "missing is [], not [person.sex]"),
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


def test_that_there_is_no_day_is_told_as_an_editor_writes_it() -> None:
    """Where nothing is waited for, none is expected."""
    signed = {"person": {"employment": {"psp_signed": True}}}

    assert told(facts=signed, from_day="2023-07-01") == ["from_day is null, not 2023-07-01"]
    assert told(from_day="2023-07-01") == ["from_day is 2023-06-01, not 2023-07-01"]


def carrying(**expect: Any) -> Any:
    """The measure with one test that holds and one that expects this."""
    holds = {"name": "Holds", "on": "2023-06-01", "facts": {}, "expect": {"verdict": "conditional"}}
    return measure("TRIAL", WOMEN, PACT, test_facts=TOLD, tests=[holds, {**holds, "name": "Other", "expect": expect}])


def test_a_measure_whose_own_tests_hold_is_taken() -> None:
    """Nothing is said of them."""
    check_own_tests(carrying(verdict="conditional"))


def test_each_thing_that_does_not_hold_is_told_with_the_place_and_the_name_of_the_test() -> None:
    """And the measure is refused."""
    broken = carrying(verdict="eligible", window="closed")

    assert [(each.field, each.problem) for each in broken_tests(broken)] == [
        ("editions.V1.tests.1", f'the test "Other" does not hold: {said}')
        for said in ("verdict is conditional, not eligible", "window is open, not closed")
    ]
    with pytest.raises(DocumentInvalid, match="verdict is conditional"):
        check_own_tests(broken)


def test_a_test_of_facts_that_cannot_be_does_not_hold() -> None:
    """It says what is wrong with them."""
    idle = {"name": "Idle", "on": "2023-06-01", "facts": {"enterprise": {"stage": "idea", "active": True}},
            "expect": {"verdict": "conditional"}}  # fmt: skip

    [problem] = broken_tests(measure("TRIAL", WOMEN, PACT, test_facts=TOLD, tests=[idle]))

    assert problem.problem.startswith('the test "Idle" does not hold: enterprise.active: is true')
