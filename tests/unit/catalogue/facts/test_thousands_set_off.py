"""A sum with its thousands set off is not taken for a thousandth of it."""

from typing import Any

import pytest

from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.set_off import ThreeDecimals, figure

AMOUNT = "project.amount"


def said(name: str, written: Any) -> str:
    """What is said of it."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile({name: written})
    [problem] = refused.value.problems
    return problem.problem


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (figure("25.000"), "25000"),
        ("25.000", "25000"),
        ("25,000", "25000"),
        (" 1.250.000 ", "1250000"),
        ("1 250 000", "1250000"),
        ("25.000,50 €", "25000.50"),
        ("25.000 euro", "25000"),
        ([10, figure("25.500")], "25500"),
        ((10, "25.500"), "25500"),
    ],
)
def test_of_thousands_that_are_set_off_it_is_said_how_to_write_them(written: Any, meant: str) -> None:
    """25.000 is twenty-five thousand to who writes it in Italian, and 25 to a computer."""
    assert said(AMOUNT, written).endswith(f"has its thousands set off: write {meant}")


def test_three_decimals_that_set_off_nothing_are_refused_too() -> None:
    """A sum has cents, and nobody knows what else was meant."""
    assert "1250.500" in said(AMOUNT, figure("1250.500"))
    assert "two at most" in said(AMOUNT, figure("1250.500"))


@pytest.mark.parametrize(("written", "number"), [("25.5", 25.5), ("25.50", 25.5), ("25000.25", 25000.25), ("1e5", 1e5)])
def test_any_other_number_is_read_as_it_stands(written: str, number: float) -> None:
    """Cents are cents."""
    assert figure(written) == number
    assert not isinstance(figure(written), ThreeDecimals)
    assert read_profile({AMOUNT: figure(written)})[AMOUNT].given == number


def test_a_number_with_three_decimals_is_that_number_and_remembers_how_it_was_written() -> None:
    """Of a share of 100 three are as good as any."""
    third = figure("33.333")

    assert isinstance(third, ThreeDecimals)
    assert (third, third.written) == (33.333, "33.333")
    assert read_profile({"enterprise.women_pct": third})["enterprise.women_pct"].given == 33.333


def test_a_whole_number_and_a_word_are_none_of_it() -> None:
    """25000 is what it is; much is told as no number."""
    assert read_profile({AMOUNT: 25000})[AMOUNT].given == 25000
    assert "must be a number" in said(AMOUNT, "2500")
