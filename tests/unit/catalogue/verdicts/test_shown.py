"""That the title may end before the loan is paid back is said unless it surely does not."""

from typing import Any

import pytest

from tests.support.judged_measures import measure, stands


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, True),
        ({"person.permit.expires_on": "2025-01-15"}, True),
        ({"person.permit.expires_on": "2025-01-16"}, False),
        ({"person.permit.expires_on": ["2025-01-15", "2026-01-01"]}, True),
        ({"person.permit.expires_on": "none"}, False),
        ({"person.citizenship": "RO"}, False),
    ],
)
def test_a_loan_of_two_years_from_january_2023(told: dict[str, Any], shown: bool) -> None:  # noqa: FBT001
    """Who has a title without an end, or needs none, is told nothing; of who does not know the end it may be so."""
    judged = stands(measure("LOAN", repayment_months_max=24), told)

    assert ("permit_shorter" in [each.id for each in judged.shown]) is shown
