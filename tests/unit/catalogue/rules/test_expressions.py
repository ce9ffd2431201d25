"""What tests put together say, and what they say while there is only an idea."""

from typing import Any

import pytest

from tests.support.rules import found, truth

STATUS = "person.employment.status"


T, F, U = ({"fact": "person.sex", "is": "F"}, {"fact": "person.sex", "is": "M"}, {"fact": STATUS, "is": "employed"})


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"all": [T, T]}, "true"),
        ({"all": [T, U]}, "unknown"),
        ({"all": [U, F]}, "false"),
        ({"any": [F, F]}, "false"),
        ({"any": [F, U]}, "unknown"),
        ({"any": [U, T]}, "true"),
        ({"not": T}, "false"),
        ({"not": F}, "true"),
        ({"not": U}, "unknown"),
        ({"not": {"any": [F, {"not": T}]}}, "true"),
    ],
)
def test_strong_kleene_logic(rule: dict[str, Any], expected: str) -> None:
    """Unknown only where another answer would make it otherwise."""
    assert truth(rule, {"person.sex": "F"}) == expected


IDEA = {"enterprise.stage": "idea"}
THREE, FOUR = {"fact": "enterprise.members", "at_least": 3}, {"fact": "enterprise.members", "less_than": 4}
SMALL = {"fact": "enterprise.employees", "at_most": 10}


@pytest.mark.parametrize(
    ("rule", "told", "expected"),
    [
        (THREE, IDEA, ("true", "to_choose")),
        ({"not": THREE}, IDEA, ("true", "judged")),
        ({"not": {"any": [THREE, T]}}, {**IDEA, "person.sex": "F"}, ("false", "judged")),
        ({"not": {"any": [THREE, U]}}, IDEA, ("unknown", "judged")),
        ({"all": [THREE, U]}, IDEA, ("unknown", "judged")),
        (THREE, {**IDEA, "enterprise.members": 2}, ("false", "judged")),
        (THREE, {**IDEA, "enterprise.members": "refused"}, ("unknown", "judged")),
        (THREE, {"enterprise.stage": "constituted"}, ("unknown", "judged")),
        (SMALL, {**IDEA, "enterprise.employees": 300}, ("true", "not_applicable")),
        ({"not": SMALL}, IDEA, ("true", "judged")),
        (SMALL, {"enterprise.employees": 300}, ("unknown", "judged")),
        (SMALL, {"enterprise.stage": "constituted", "enterprise.employees": 300}, ("false", "judged")),
        ({"fact": "enterprise.constituted_on", "exists": True}, IDEA, ("false", "judged")),
        (
            {"fact": "enterprise.constituted_on", "exists": True},
            {"enterprise.stage": "constituted"},
            ("true", "judged"),
        ),
        (
            {"fact": "enterprise.stage", "is": "constituted"},
            {"enterprise.constituted_on": "2024-01-01"},
            ("true", "judged"),
        ),
    ],
)
def test_while_there_is_only_an_idea(rule: dict[str, Any], told: dict[str, Any], expected: tuple[str, str]) -> None:
    """What founders can still choose stands in nobody's way, size is not measured yet, and nothing is constituted."""
    finding = found(rule, told)

    assert (finding.truth.value, finding.standing.value) == expected
