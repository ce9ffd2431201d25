"""Comuni and areas: forty comuni of Fermo with their districts and crater, and every other comune of Italy."""

import pytest

from services.catalogue.domain.reference.comuni import COMUNI, REGIONS, comune, comuni_of, maybe_comuni_of
from services.catalogue.domain.reference.unknown_code import UnknownCode


def test_the_province_of_fermo_has_forty_comuni_in_three_districts() -> None:
    """31 of ATS XIX, three of XX, six of XXIV; only the first is a project partner."""
    districts = [comuni_of(area) for area in ("ats_xix", "ats_xx", "ats_xxiv")]

    assert [len(district) for district in districts] == [31, 3, 6]
    assert frozenset().union(*districts) == comuni_of("fermo")
    assert len(comuni_of("fermo")) == 40


def test_seventeen_comuni_of_fermo_are_in_the_crater() -> None:
    """Two of annex 1 of DL 189/2016, Amandola and Montefortino, and fifteen of annex 2."""
    crater = comuni_of("crater_2016") & comuni_of("fermo")

    assert len(crater) == 17
    assert {"109002", "109015"} <= crater
    assert not {"109006", "109034"} & crater


def test_the_crater_has_the_comuni_the_commissioner_counts() -> None:
    """138 in four regions, which is what is left of 62 + 69 + 9 after the fusions of 2017."""
    regions = [comune(code).region for code in comuni_of("crater_2016")]

    assert {region: regions.count(region) for region in set(regions)} == {
        "abruzzo": 23,
        "lazio": 15,
        "marche": 85,
        "umbria": 15,
    }
    assert maybe_comuni_of("crater_2016") == frozenset()


def test_the_crater_outside_fermo_is_shown_as_unverified() -> None:
    """Its list was read in secondary pages: an operator must see the mark."""
    assert comune("057002").unverified
    assert not comune("109002").unverified


def test_a_comune_is_told_with_all_that_is_known_of_it() -> None:
    """What a rule on territory reads."""
    elpidio = comune("109034")

    assert (elpidio.name, elpidio.province, elpidio.region) == ("Porto Sant'Elpidio", "109", "marche")
    assert (elpidio.ats, elpidio.crater_2016, elpidio.unverified) == ("XX", False, False)
    assert comune("058091").ats is None


def test_every_comune_lies_in_the_north_or_in_the_south() -> None:
    """The Mezzogiorno and the Centre-North share out the twenty regions; Resto al Sud and its sister hang on it."""
    assert comuni_of("mezzogiorno") | comuni_of("centro_nord") == COMUNI.keys()
    assert not comuni_of("mezzogiorno") & comuni_of("centro_nord")
    assert len(REGIONS) == 20
    assert {comune(code).region for code in comuni_of("mezzogiorno")} == {
        *("abruzzo", "molise", "campania", "puglia", "basilicata", "calabria", "sicilia", "sardegna"),
    }


def test_the_regions_share_out_the_list() -> None:
    """7,896 comuni in Istat's edition of 2024, each in one region."""
    assert sum(len(comuni_of(region)) for region in REGIONS) == len(COMUNI) == 7896
    assert len(comuni_of("marche")) == 225


def test_of_an_area_without_a_list_nothing_is_claimed() -> None:
    """The GAL takes in 33 of the 40 comuni and nobody found which: each may be one of them."""
    assert comuni_of("gal_fermano") == frozenset()
    assert maybe_comuni_of("gal_fermano") == comuni_of("fermo")
    assert maybe_comuni_of("marche") == frozenset()


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("190034", "109034 (Porto Sant'Elpidio)"),
        ("044019", "109006 (Fermo)"),
        ("Fermo", "109006 (Fermo)"),
        ("109999", None),
        ("10900", None),
        ("", None),
    ],
)
def test_an_unknown_code_is_refused_and_not_guessed(code: str, meant: str | None) -> None:
    """Two digits the wrong way round, the code from before 2009, a name: what was perhaps meant is said, not taken."""
    with pytest.raises(UnknownCode) as refused:
        comune(code)

    assert refused.value.near == (() if meant is None else (meant,))
    assert f'"{code}"' in str(refused.value)


def test_a_misspelt_area_is_refused() -> None:
    """A rule on an area that does not exist would be a rule that nobody fulfils."""
    with pytest.raises(UnknownCode, match='no area "ats_xxx": perhaps ats_xx'):
        comuni_of("ats_xxx")
    with pytest.raises(UnknownCode):
        maybe_comuni_of("atlantis")
