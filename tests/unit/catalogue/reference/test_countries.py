"""Citizenships: their codes, and of which a person is a third-country national on a day."""

from datetime import date

import pytest

from services.catalogue.domain.reference.countries import COUNTRIES, country, is_third_country
from services.catalogue.domain.reference.unknown_code import UnknownCode
from services.intake.domain.citizenship import ISO_3166_1, KOSOVO, STATELESS
from services.intake.domain.target import Target, target_of

DESK_OPEN = date(2023, 1, 16)


def test_the_catalogue_and_the_desk_know_the_same_citizenships_and_say_the_same_of_each() -> None:
    """Whoever is out of target at the desk is so in the answers, and nobody falls between the two lists."""
    assert COUNTRIES.keys() == ISO_3166_1 | {KOSOVO, STATELESS}
    assert {code for code in COUNTRIES if is_third_country(code, DESK_OPEN)} == {
        code for code in COUNTRIES if target_of(code) is Target.TCN
    }


@pytest.mark.parametrize(
    ("code", "day", "third"),
    [
        ("GB", date(2020, 1, 31), False),
        ("GB", date(2020, 12, 31), False),
        ("GB", date(2021, 1, 1), True),
        ("HR", date(2013, 6, 30), True),
        ("HR", date(2013, 7, 1), False),
        ("IT", DESK_OPEN, False),
        ("RO", DESK_OPEN, False),
        ("SN", DESK_OPEN, True),
        ("MD", DESK_OPEN, True),
        ("XK", DESK_OPEN, True),
        ("stateless", DESK_OPEN, True),
    ],
)
def test_a_third_country_is_one_on_a_day(code: str, day: date, third: bool) -> None:  # noqa: FBT001 - a table
    """Croatia joined on 1 July 2013; the United Kingdom counts as a third country since 1 January 2021."""
    assert is_third_country(code, day) is third


@pytest.mark.parametrize("code", ["IS", "LI", "NO", "CH"])
def test_the_area_of_free_movement_is_left_out_and_marked(code: str) -> None:
    """The Regulations name the Union alone: an operator must see that nobody has confirmed it."""
    assert not is_third_country(code, DESK_OPEN)
    assert country(code).unverified


def test_a_country_has_a_name_in_both_languages() -> None:
    """What is read aloud to the person."""
    assert country("CI").name.it == "Costa d’Avorio"
    assert country("UA").name.en == "Ukraine"
    assert {one.code for one in COUNTRIES.values() if one.unverified} == {"IS", "LI", "NO", "CH"}


@pytest.mark.parametrize(
    ("code", "meant"),
    [("UK", ("GB",)), ("EL", ("GR",)), ("sn", ("SN",)), ("Marocco", ("MA",)), ("ZZ", ()), ("unknown", ())],
)
def test_another_code_is_refused_and_not_guessed(code: str, meant: tuple[str, ...]) -> None:
    """What was perhaps meant is said, and not taken."""
    with pytest.raises(UnknownCode) as refused:
        is_third_country(code, DESK_OPEN)

    assert refused.value.near == meant
