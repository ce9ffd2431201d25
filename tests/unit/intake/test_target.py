"""Whom the Fund serves."""

from importlib.resources import files

import pytest

from services.intake.domain.citizenship import ISO_3166_1, STATELESS, UNKNOWN, is_citizenship
from services.intake.domain.target import FREE_MOVEMENT, UNION, Target, citizenship_kept, target_of


@pytest.mark.parametrize("citizenship", ["SN", "AL", "UA", "MD", "GB", "XK"])
def test_the_fund_serves_citizens_of_third_countries(citizenship: str) -> None:
    """The United Kingdom has been a third country since 1 February 2020."""
    assert target_of(citizenship) is Target.TCN
    assert citizenship_kept(citizenship) == citizenship


@pytest.mark.parametrize("citizenship", ["RO", "IT", "HR", "NO", "IS", "LI", "CH"])
def test_of_citizens_of_the_union_and_its_neighbours_nothing_is_kept(citizenship: str) -> None:
    """They are told, counted as a contact, and otherwise left alone."""
    assert target_of(citizenship) is Target.OUT_OF_TARGET
    assert citizenship_kept(citizenship) == UNKNOWN


def test_the_stateless_are_served() -> None:
    """Both Regulations name them."""
    assert target_of(STATELESS) is Target.TCN


def test_not_knowing_is_not_a_no() -> None:
    """Nobody is turned away because a fact is missing."""
    assert target_of(UNKNOWN) is Target.UNKNOWN


def test_every_country_of_the_world_can_be_written_down() -> None:
    """The list of codes agrees with the one the time-zone database keeps."""
    listed = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text().splitlines()
    assert {line.split("\t")[0] for line in listed if not line.startswith("#")} == ISO_3166_1


def test_every_state_out_of_target_has_a_code_that_can_be_written() -> None:
    """A rule about a code nobody can enter protects nothing."""
    assert len(UNION) == 27
    assert UNION | FREE_MOVEMENT <= ISO_3166_1


@pytest.mark.parametrize("code", ["EL", "UK", "ZZ", "sn", "", "SEN"])
def test_a_code_that_is_nobodys_is_not_taken_for_a_third_country(code: str) -> None:
    """A Greek under EL, the Union's own code, would else be counted as a third-country national."""
    assert not is_citizenship(code)
