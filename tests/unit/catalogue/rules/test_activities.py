"""An activity in two versions of ATECO: what is said of it holds in every version of which its code may be."""

from typing import Any

import pytest

from tests.support.rules import NOT_ASKED, truth

CODE, VERSION = "project.ateco", "project.ateco_version"
IN_BOTH, IN_2007, IN_2025 = "14.2", "14.11.00", "14.10.10"


@pytest.mark.parametrize(
    ("sector", "code", "version", "expected"),
    [
        ("agricoltura_primaria", "01.6", "2007", "unknown"),
        ("agricoltura", "55.20.52", "2007", "unknown"),
        ("agricoltura", "55.20.52", "2025", "false"),
        ("agricoltura", "55.20.52", NOT_ASKED, "unknown"),
        ("agricoltura", "55.20.52", ["2007", "2025"], "unknown"),
        ("pesca", "46.32", NOT_ASKED, "unknown"),
        ("agricoltura_primaria", "01.1", NOT_ASKED, "true"),
        ("agricoltura_primaria", IN_BOTH, NOT_ASKED, "false"),
    ],
)
def test_a_code_the_table_cannot_place_is_unknown(sector: str, code: str, version: Any, expected: str) -> None:
    """Neither in nor out, where a sector speaks of products; and of no version, where the two say otherwise."""
    told = {CODE: code, VERSION: version}

    assert truth({"fact": CODE, "in_sectors": [sector]}, told) == expected
    assert truth({"fact": CODE, "not_in_sectors": [sector]}, told) == {"true": "false", "false": "true"}.get(
        expected, "unknown"
    )


@pytest.mark.parametrize(
    ("code", "version", "codes", "expected"),
    [
        (IN_BOTH, "2007", ["14"], "true"),
        (IN_BOTH, "2007", ["15"], "false"),
        (IN_BOTH, "2025", ["14"], "unknown"),
        (IN_BOTH, "2025", ["15"], "unknown"),
        (IN_BOTH, NOT_ASKED, ["14"], "unknown"),
        (IN_BOTH, ["2007", "2025"], ["14"], "unknown"),
        (IN_2007, NOT_ASKED, ["14"], "true"),
        (IN_2007, NOT_ASKED, ["15"], "false"),
        (IN_2025, NOT_ASKED, ["14"], "unknown"),
        (IN_2025, NOT_ASKED, ["15"], "unknown"),
    ],
)
def test_a_list_of_one_version_says_nothing_of_a_code_of_another(
    code: str, version: Any, codes: list[str], expected: str
) -> None:
    """The same digits may mean something else; a code that is in one version only is of that."""
    rule = {"fact": CODE, "in_divisions": {"version": "2007", "codes": codes}}

    assert truth(rule, {CODE: code, VERSION: version}) == expected
