"""What is known of many people has a number, by which what follows is kept; what is one person's own has none."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.knowledge import NONE, NOTHING, Knowledge, Missing, at, between, exactly
from services.catalogue.domain.facts.likeness import likeness
from services.catalogue.domain.facts.reading import read_profile

KIND, ADI, VULNERABLE = "person.permit.kind", "person.household.adi", "person.vulnerable"


def number(name: str, written: Any) -> int | None:
    """The number of what somebody wrote of a fact; None where it has none."""
    return read_profile({name: written}).alike[name]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("person.citizenship", "SN"),
        ("person.sex", "F"),
        ("enterprise.legal_form", ["srl", "srls"]),
        ("project.uses", ["investment", "wages"]),
        ("project.innovative", True),
        ("project.innovative", False),
        ("enterprise.members", 3),
        ("enterprise.members", 100),
        ("enterprise.employees", [1, 9]),
        ("project.amount", 500),
        ("project.amount", 1500),
        ("project.amount", 30000),
        ("project.amount", [25000, 50000]),
        ("project.amount", NONE),
        ("person.in_italy_since", NONE),
        ("person.in_italy_since", "refused"),
    ],
)
def test_what_is_the_same_of_many_has_one_number(name: str, written: Any) -> None:
    """A code, a flag, a few of something, a round sum, nothing at all; told twice it is the same."""
    told = number(name, written)

    assert told is not None
    assert number(name, written) == told
    assert read_profile({}).alike[name] != told


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("person.birth_date", "1988-03-14"),
        ("person.birth_year", 1988),
        ("person.residence.since", ["2015-06-01", "2015-06-30"]),
        ("project.starts_on", "2023-06-01"),
        ("project.amount", 101),
        ("project.amount", 499),
        ("project.amount", 501),
        ("project.amount", 41234),
        ("project.amount", 30000.5),
        ("project.amount", [1001, 2000]),
        ("project.amount", [1000, 2001]),
        ("project.amount", [41234, 41235]),
        ("enterprise.women_pct", 33.3),
    ],
)
def test_a_day_or_a_sum_of_ones_own_has_no_number(name: str, written: Any) -> None:
    """By a day of birth, or by a sum that is not round, somebody could be found again in what is kept."""
    fact = "person.birth_date" if name == "person.birth_year" else name

    assert read_profile({name: written}).alike[fact] is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (KIND, "ASILO"),
        (KIND, "LAV_SUB"),
        (ADI, True),
        (ADI, False),
        (VULNERABLE, False),
        ("person.assisted_by_shelter", True),
        ("person.household.isee_band", "up_to_6000"),
        ("enterprise.workers.l381_art4", 3),
        ("enterprise.workers.dlgs112_art2", 500),
    ],
)
def test_what_would_tell_of_protection_violence_or_poverty_has_no_number(name: str, written: Any) -> None:
    """However many share it."""
    assert number(name, written) is None


@pytest.mark.parametrize("name", [KIND, ADI, "person.birth_date", "project.amount"])
def test_that_nobody_knows_is_the_same_of_many_and_each_reason_another(name: str) -> None:
    """Who has not been asked may be asked, who has refused is not asked again."""
    once, again = ([number(name, written) for written in (None, "refused", "expired")] for _ in range(2))

    assert None not in once
    assert len(set(once)) == len(Missing)
    assert again == once


def test_nothing_is_the_same_of_many_even_of_what_reveals() -> None:
    """Who needs no title is everybody who moves freely."""
    assert read_profile({"person.citizenship": "IT"}).alike[KIND] == likeness(NOTHING, reveals=True) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (exactly("srl"), exactly("spa")),
        (exactly(value=True), exactly(value=False)),
        (at(1), at(2)),
        (between(1, 2, "1..2"), between(1, 3, "1..3")),
        (between(None, None, None), between(0, None, None)),
        (NOTHING, exactly("srl")),
        (Knowledge(NOTHING.possible, may_be_none=True, given=None, missing=Missing.REFUSED), NOTHING),
    ],
)
def test_what_is_known_otherwise_has_another_number(one: Knowledge, other: Knowledge) -> None:
    """What was kept for the one is no answer for the other."""
    assert likeness(one, reveals=False) != likeness(other, reveals=False)
    assert likeness(one, reveals=False) is not None


def test_an_end_nobody_knows_is_nobodys_own() -> None:
    """A day of which nothing is known has none; of one that is bounded on one side alone the bound counts."""
    assert likeness(between(None, None, None), reveals=False) is not None
    assert likeness(between(None, date(2023, 1, 1), None), reveals=False) is None
    assert likeness(between(date(2023, 1, 1), None, None), reveals=False) is None
    assert likeness(between(500, None, None), reveals=False) is not None


def test_what_is_known_in_part_or_supposed_is_that_of_one_day() -> None:
    """From the facts that are left out something else might follow on another day."""
    whole, day = read_profile({"person.citizenship": "HR"}), date(2013, 6, 30)

    for one in (whole.only(["person.citizenship"]), whole.supposing({"person.sex": exactly("F")})):
        with pytest.raises(TypeError, match="of one day"):
            one.on(day)
        with pytest.raises(TypeError, match="of one day"):
            one.only([]).on(day)


def test_what_is_only_supposed_has_no_number() -> None:
    """Nothing was concluded from it."""
    supposed = read_profile({}).supposing({"person.sex": exactly("F")})

    assert supposed.alike["person.sex"] is None
    assert supposed.alike["person.citizenship"] is not None
