"""A code of a register that nobody told is in no list and out of none."""

from typing import Any

import pytest

from tests.support.rules import truth

COMUNE, ATECO = "person.residence.comune", "project.ateco"


@pytest.mark.parametrize(
    "asks",
    [
        {"fact": COMUNE, "in_area": "italy", "not_in_area": "marche"},
        {"fact": COMUNE, "in_area": "italy", "is": "109034"},
        {"fact": ATECO, "in_sectors": ["pesca"], "not_in_sectors": ["agricoltura"]},
    ],
)
@pytest.mark.parametrize("if_none", [True, False])
def test_of_a_code_nobody_told_nothing_is_said(asks: dict[str, Any], *, if_none: bool) -> None:
    """However it counts that there is none: it may be any of them."""
    assert truth({**asks, "if_none": if_none}, {}) == "unknown"
