"""Which steps of founding a measure forbids before applying and which it needs, and what comes with what."""

from typing import Any

import pytest

from services.catalogue.domain.verdicts.founding import (
    STEPS,
    Founding,
    forbidden_before_applying,
    needed_for_applying,
)
from tests.support.judged_measures import measure, rule

CONDITION = measure("ANY", rule("any", {"fact": "person.sex", "is": "F"})).editions[0].conditions[0]
NO_DAY = {"fact": "enterprise.constituted_on", "exists": False}
NO_VAT = {"fact": "enterprise.vat_opened_on", "exists": False}
IN_TIME = {"fact": "project.starts_on", "elapsed_at_most": {"days": 30}, "if_none": True}
A_VAT = {"fact": "enterprise.vat_opened_on", "exists": True}


def steps(asks: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The steps a rule forbids before applying, and those it needs."""
    edition = measure("TRIAL", rule("asks", asks)).editions[0]
    return [one.step for one in forbidden_before_applying(edition)], [one.step for one in needed_for_applying(edition)]


@pytest.mark.parametrize(
    ("asks", "forbidden", "needed"),
    [
        (NO_DAY, ["constitute"], []),
        (A_VAT, [], ["open_vat"]),
        ({"all": [NO_DAY, NO_VAT]}, ["constitute", "open_vat"], []),
        ({"any": [NO_DAY, NO_VAT]}, [], []),
        ({"fact": "enterprise.stage", "is": "idea"}, ["constitute"], []),
        ({"fact": "enterprise.stage", "is": "constituted"}, [], ["constitute"]),
        ({"fact": "person.business.vat_active", "is": False}, ["open_vat"], []),
        ({"fact": "person.business.vat_active", "is": True}, [], ["open_vat"]),
        ({"any": [IN_TIME, NO_VAT]}, [], ["start"]),
        ({"fact": "project.starts_on", "elapsed_at_most": "unknown"}, [], []),
        ({"fact": "person.sex", "is": "F"}, [], []),
        ({"fact": "enterprise.members", "at_least": 3}, [], []),
    ],
)
def test_a_rule_that_looks_at_a_step_wants_it_taken_or_not(
    asks: dict[str, Any], forbidden: list[str], needed: list[str]
) -> None:
    """Alone or in a part of a rule that has to hold."""
    assert steps(asks) == (forbidden, needed)


def test_whoever_takes_a_step_has_taken_those_before_it() -> None:
    """To constitute and to subscribe come together, then the VAT number, then the start."""
    with_it = {
        forbidden: {step for step in STEPS if Founding(CONDITION, step).comes_with(Founding(CONDITION, forbidden))}
        for forbidden in STEPS
    }

    assert with_it == {
        "constitute": {"constitute", "subscribe_share", "open_vat", "start"},
        "subscribe_share": {"constitute", "subscribe_share", "open_vat", "start"},
        "open_vat": {"open_vat", "start"},
        "start": {"start"},
    }
