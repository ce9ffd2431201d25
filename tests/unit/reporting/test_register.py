"""The register names every indicator once and promises no number it does not compute."""

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError

from services.reporting.application.register_file import register
from services.reporting.domain.refusals import IndicatorNotComputedYet, IndicatorNotInRegister
from services.reporting.domain.register import Definition, Register
from services.reporting.projections.indicators import RULES

CODES_OF_THE_ACTS_AND_THE_PROJECT = [
    *("SO2-C1", "SO2-C2", "SO2-C2.1", "SO2-C2.2", "SO2-C2.3", "SO2-C2.4", "SO2-C3", "SO2-C4", "SO2-C5"),
    *("R207-b-i", "R207-b-ii", "R207-b-iii", "R207-b-iv", "R207-b-v", "R207-b-vi", "R207-b-vii"),
    *("R207-d-i", "R207-d-ii", "R207-d-iii"),
    *("O.2.1", "O.2.2", "O.2.3", "O.2.3.1", "O.2.3.2", "O.2.3.3", "O.2.4", "O.2.5", "O.2.6", "O.2.7"),
    *("R.2.8", "R.2.9", "R.2.10", "R.2.11", "R.1.5", "R.1.6"),
    *(f"ON3-O{number}" for number in range(1, 8)),
    *(f"ON3-R{number}" for number in range(1, 5)),
    *(f"S{number:02}" for number in range(1, 37)),
]
SPLIT = {"S07": 2, "S14": 2, "S17": 3, "S29": 3, "S31": 2}
"""Codes that meant several numbers: one row each now."""


def a_row(**changes: Any) -> dict[str, Any]:
    """A row that is right, changed."""
    right = {
        "code": "S01",
        "text": {"it": "Incontri", "en": "Meetings"},
        "source": "project",
        "unit": "meetings",
        "formula": "meetings held",
        "verified": "source",
        "applies_to_project": "yes",
        "computed": "not_yet",
    }
    return {**right, **changes}


def test_every_code_stands_in_the_register_once() -> None:
    """Split codes are found by the code they were split from; nothing else was added or lost."""
    added = {"S10b"}
    rows = [row for row in register().rows() if row.code not in added]

    assert Counter(row.split_from or row.code for row in rows) == Counter(CODES_OF_THE_ACTS_AND_THE_PROJECT) + Counter(
        {code: parts - 1 for code, parts in SPLIT.items()}
    )


def test_what_is_computed_has_a_rule_and_what_has_a_rule_is_computed() -> None:
    """Nobody pretends."""
    assert [row.code for row in register().computed()] == sorted(RULES)
    assert sorted(RULES) == ["S16", "S18", "S19", "S20", "S21", "S23", "S24", "S25"]


def test_a_row_that_claims_to_be_computed_without_a_rule_is_refused() -> None:
    """And so is a rule whose row denies it, and a number without a word on how it is counted."""
    note = {"it": "nota", "en": "note"}

    for wrong in (a_row(computed="yes", note=note), a_row(code="S18"), a_row(code="S18", computed="yes")):
        with pytest.raises(ValidationError):
            Definition.model_validate(wrong)


@pytest.mark.parametrize("wrong", [{"applies_to_project": True}, {"verified": "yes"}, {"surprise": 1}, {"exact": "it"}])
def test_a_row_with_an_unknown_word_is_refused(wrong: dict[str, Any]) -> None:
    """The enums of the register are closed."""
    with pytest.raises(ValidationError):
        Definition.model_validate(a_row(**wrong))


def test_a_code_that_stands_twice_is_refused() -> None:
    """Two rows of one code would be two truths."""
    rows = [*register().rows(), register().rows()[0]]

    with pytest.raises(ValueError, match="twice"):
        Register(rows)


def test_a_rule_without_a_row_is_refused() -> None:
    """A number nobody has described is not shown."""
    with pytest.raises(ValueError, match="S16"):
        Register(row for row in register().rows() if row.code != "S16")


def test_aliases_name_a_row() -> None:
    """What is the same number is counted in one place."""
    aliases = {row.code: row.same_as for row in register().rows() if row.same_as}

    assert aliases == {"ON3-O3": "S19", "ON3-O5": "S32", "ON3-O6": "S01"}


def test_only_the_acts_are_quoted() -> None:
    """A text of the project is nobody's exact wording."""
    assert {row.source for row in register().rows() if row.exact} == {
        "reg_516_2014",
        "reg_2017_207",
        "reg_2021_1147",
        "reg_2021_1147_a",
    }


def test_a_2021_indicator_never_enters_the_projects_sheet_by_itself() -> None:
    """The project is of 2014-2020; the later codes wait for a Convenzione that names them."""
    later = [row for row in register().rows() if row.source.startswith("reg_2021")]

    assert later
    assert "yes" not in {row.applies_to_project.value for row in later}


def test_targets_are_the_numbers_the_project_gives_and_no_others() -> None:
    """Where nobody promised a number, none is invented."""
    targets = {row.code: int(row.target) for row in register().rows() if row.target is not None}

    assert targets == {"S01": 3, "S05": 1, "S06": 1, "S07a": 1, "S08": 2, "S09": 3, "S16": 1, "S33": 5}


def test_asking_for_a_code_nobody_knows_is_refused() -> None:
    """The refusal names it."""
    with pytest.raises(IndicatorNotInRegister, match="S99"):
        register().counted("S99")


def test_asking_for_what_is_not_computed_yet_is_refused_with_what_is() -> None:
    """No zero stands in for a rule that is not there."""
    with pytest.raises(IndicatorNotComputedYet, match=r"S01 .* S16, S18"):
        register().counted("S01")
