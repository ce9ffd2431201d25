"""What cannot be meant is refused when a rule is read, and what is read is judged alike however it is put together."""

from typing import Any

import pytest

from tests.support.rules import rule, truth

EMPLOYEES = {"fact": "enterprise.employees", "at_most": 5}
OWES = {"fact": "enterprise.debt", "at_most": 1000}


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ({"fact": "project.comune", "in_area": "fermoo"}, "area"),
        ({"fact": "project.comune", "not_in_area": "fermoo"}, "area"),
        ({"fact": "project.ateco", "in_sectors": ["pesca", "pescca"]}, "sector"),
        ({"fact": "project.ateco", "not_in_sectors": ["pescca"]}, "sector"),
    ],
)
def test_an_area_or_a_sector_that_is_not_there_is_refused_before_anybody_is_judged(
    test: dict[str, Any], said: str
) -> None:
    """Whoever writes a measure is told, and not whoever asks for it."""
    with pytest.raises(ValueError, match=said):
        rule(test)


@pytest.mark.parametrize("together", ["all", "any"])
def test_what_an_idea_has_nothing_of_stands_in_no_ones_way(together: str) -> None:
    """Nobody has employees or debts before there is an enterprise; what must not be so is not so."""
    idea = {"enterprise.stage": "idea"}

    assert truth({together: [EMPLOYEES, OWES]}, idea) == "true"
    assert truth({"not": {together: [EMPLOYEES, OWES]}}, idea) == "true"
