"""ATECO codes in two versions, and the sectors that measures admit or leave out."""

import pytest

from services.catalogue.domain.reference.ateco import (
    VERSIONS,
    check,
    division,
    examples,
    maybe_sectors,
    section,
    sector,
    sectors,
)
from services.catalogue.domain.reference.table import rows
from services.catalogue.domain.reference.unknown_code import UnknownCode

UNTOLD = {"artigianato", "turismo_rurale", "esportazione"}


@pytest.mark.parametrize("code", ["14", "14.1", "14.13", "14.13.1", "14.13.10"])
def test_a_code_is_taken_at_every_level(code: str) -> None:
    """A person rarely knows more than the trade; what is known is kept as it is."""
    check(code, "2007")

    assert (division(code), section(code, "2007")) == ("14", "C")


@pytest.mark.parametrize(
    ("code", "version", "meant"),
    [
        ("1413", "2007", ("14.13",)),
        ("14.13", "2025", ("14.13 of ATECO 2007",)),
        ("04", "2025", ()),
        ("14.99", "2007", ()),
        ("14.13", "2022", ("2007", "2025")),
        ("", "2007", ()),
    ],
)
def test_an_unknown_code_is_refused_and_not_guessed(code: str, version: str, meant: tuple[str, ...]) -> None:
    """Without its dot, of the other version, of no version: what was perhaps meant is said, and not taken."""
    with pytest.raises(UnknownCode) as refused:
        check(code, version)

    assert refused.value.near == meant


def test_the_update_of_2022_belongs_to_the_version_of_2007() -> None:
    """A code that came in 2022 and one that went then are both codes of ATECO 2007."""
    check("55.20.53", "2007")
    check("93.21.00", "2007")


def test_the_same_division_may_stand_in_another_section() -> None:
    """Software is in section J in 2007 and K in 2025: the version is part of the fact."""
    assert (section("62", "2007"), section("62", "2025")) == ("J", "K")


@pytest.mark.parametrize("version", ["2007", "2025"])
@pytest.mark.parametrize(
    ("code", "certain", "perhaps"),
    [
        ("01.21", {"agricoltura", "agricoltura_primaria"}, set()),
        ("01.6", set(), {"agricoltura", "agricoltura_primaria"}),
        ("01", set(), {"agricoltura", "agricoltura_primaria"}),
        ("03.11", {"pesca"}, set()),
        ("03.2", {"acquacoltura"}, set()),
        ("03", set(), {"pesca", "acquacoltura"}),
        ("10.20", set(), {"pesca", "acquacoltura"}),
        ("05.10", {"carboniero"}, set()),
        ("05", set(), {"carboniero"}),
        ("62", {"ict"}, set()),
        ("88", {"servizi_sociali"}, set()),
        ("91", {"cultura"}, set()),
        ("15.20", set(), set()),
    ],
)
def test_a_code_tells_the_sectors_it_is_in_and_those_it_leaves_open(
    code: str, version: str, certain: set[str], perhaps: set[str]
) -> None:
    """“Agriculture” alone may be a vineyard or a hunting ground: a rule on primary production stays open."""
    assert sectors(code, version) == certain
    assert maybe_sectors(code, version) == perhaps | UNTOLD


def test_the_same_code_may_be_a_farm_in_one_version_and_none_in_another() -> None:
    """55.20.52 is lodging on a farm in 2007 and lodging of fishermen in 2025."""
    assert "agricoltura" in maybe_sectors("55.20.52", "2007")
    assert "agricoltura" not in maybe_sectors("55.20.52", "2025")


def test_what_no_code_tells_is_always_left_open() -> None:
    """Craft is a way of working and export a use of the aid: of neither a code says yes or no."""
    assert all(sector(word) not in sectors("15.20.10", "2025") for word in UNTOLD)
    assert maybe_sectors("15.20.10", "2025") == UNTOLD


def test_a_misspelt_sector_is_refused() -> None:
    """A rule on a sector that does not exist would leave nobody out."""
    with pytest.raises(UnknownCode, match='no sector "acquacultura": perhaps acquacoltura'):
        sector("acquacultura")


@pytest.mark.parametrize("word", ["agricoltura_primaria", "cultura", "carboniero", "esportazione"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_examples_of_a_sector_show_all_that_a_code_can_be(word: str, version: str) -> None:
    """Whoever tries a rule on them alone sees whatever it can say of any trade."""
    every = [row["code"] for row in rows(f"ateco_{version}.csv") if len(row["code"]) == len("01.11.10")]
    shown = [code for code in examples(word) if code in every]

    assert {place(code, version, word) for code in shown} == {place(code, version, word) for code in every}


def place(code: str, version: str, word: str) -> str:
    """Where a code stands to a sector."""
    if word in sectors(code, version):
        return "inside"
    return "perhaps" if word in maybe_sectors(code, version) else "outside"
