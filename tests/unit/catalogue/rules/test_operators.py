"""What each operator says on both sides of its limit, of what is known in part, and of what is not there."""

from datetime import date
from typing import Any

import pytest

from tests.support.rules import NOT_ASKED, truth

NUMBER, BORN, DID = "project.amount", "person.birth_date", "person.employment.did_on"
CEASED = "person.business.ceased_on"
STATUS, FORM, USES = "person.employment.status", "enterprise.legal_form", "project.uses"
COMUNE, EXPIRES = "project.comune", "person.permit.expires_on"


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("at_least", "false", "true", "true"),
        ("at_most", "true", "true", "false"),
        ("more_than", "false", "false", "true"),
        ("less_than", "true", "false", "false"),
    ],
)
def test_a_number_at_its_limit(operator: str, below: str, at: str, above: str) -> None:
    """At least and at most include it, more and less do not."""
    assert [truth({"fact": NUMBER, operator: 5000}, {NUMBER: n}) for n in (4999, 5000, 5001)] == [below, at, above]
    assert [truth({"fact": NUMBER, operator: "$it"}, {NUMBER: n}, it=5000) for n in (4999, 5000, 5001)] == [
        below,
        at,
        above,
    ]


@pytest.mark.parametrize(
    ("operator", "told", "expected"),
    [
        ("at_least", [5000, 9000], "true"),
        ("at_least", [4999, 9000], "unknown"),
        ("at_least", [1, 4999], "false"),
        ("at_most", [1, 5000], "true"),
        ("at_most", [1, 5001], "unknown"),
        ("at_most", [5001, 9000], "false"),
        ("more_than", [5000, 5001], "unknown"),
        ("less_than", [4999, 5000], "unknown"),
        ("more_than", [5001, 5002], "true"),
        ("less_than", [5000, 5001], "false"),
        ("at_least", NOT_ASKED, "unknown"),
        ("at_most", NOT_ASKED, "unknown"),
        ("at_least", "refused", "unknown"),
        ("at_most", "expired", "unknown"),
        ("at_most", "none", "true"),
        ("at_least", "none", "false"),
    ],
)
def test_a_range_decides_when_both_its_ends_agree(operator: str, told: Any, expected: str) -> None:
    """A range on one side of the limit is as good as a number; none of a number is 0."""
    assert truth({"fact": NUMBER, operator: 5000}, {NUMBER: told}) == expected


def test_a_percentage_and_a_number_that_is_not_known_still_have_ends() -> None:
    """Nobody has less than 0 of anything, and no share is more than all of it."""
    assert truth({"fact": NUMBER, "at_least": 0}, {}) == "true"
    assert truth({"fact": NUMBER, "less_than": 0}, {}) == "false"
    assert truth({"fact": "enterprise.women_pct", "at_most": 100}, {}) == "true"
    assert truth({"fact": "enterprise.women_pct", "more_than": 100}, {}) == "false"


def test_a_limit_nobody_found_leaves_it_open() -> None:
    """Written as unknown, or a parameter without a value on the day."""
    assert truth({"fact": NUMBER, "at_most": "unknown"}, {NUMBER: 1}) == "unknown"
    assert truth({"fact": NUMBER, "at_most": "$it"}, {NUMBER: 1}, it=None) == "unknown"
    assert truth({"fact": BORN, "age_at_least": "$it"}, {BORN: "1990-01-01"}, it=None) == "unknown"
    assert truth({"fact": STATUS, "in": "unknown"}, {STATUS: "employed"}) == "unknown"
    assert truth({"fact": DID, "on_or_after": "unknown"}, {DID: "2024-01-01"}) == "unknown"


@pytest.mark.parametrize(
    ("operator", "years", "told", "expected"),
    [
        ("age_at_least", 18, "2006-09-10", "true"),
        ("age_at_least", 18, "2006-09-11", "false"),
        ("age_at_most", 65, "1958-09-11", "true"),
        ("age_at_most", 65, "1958-09-10", "false"),
        ("age_at_most", 35, ["1988-09-11", "1989-01-01"], "true"),
        ("age_at_most", 35, ["1988-09-10", "1989-01-01"], "unknown"),
        ("age_at_most", 35, ["1988-01-01", "1988-09-10"], "false"),
        ("age_at_least", 18, ["2006-09-10", "2006-09-11"], "unknown"),
        ("age_at_least", 18, NOT_ASKED, "unknown"),
        ("age_at_most", 65, "refused", "unknown"),
    ],
)
def test_an_age_counts_completed_years(operator: str, years: int, told: Any, expected: str) -> None:
    """On 10 September 2024: who is 65 may still apply on the eve of being 66."""
    assert truth({"fact": BORN, operator: years}, {BORN: told}) == expected


@pytest.mark.parametrize(("year", "expected"), [(1988, "unknown"), (1989, "true"), (1987, "false")])
def test_a_year_of_birth_may_be_enough(year: int, expected: str) -> None:
    """At most 35 on 10 September 2024: who was born in 1989 is, in 1987 is not, in 1988 nobody knows."""
    assert truth({"fact": BORN, "age_at_most": 35}, {"person.birth_year": year}) == expected


def test_who_was_born_on_29_february_is_of_age_on_1_march() -> None:
    """In a year without that day, the years are completed when February is over."""
    born, test = {BORN: "2008-02-29"}, {"fact": BORN, "age_at_least": 18}

    assert [truth(test, born, on) for on in (date(2026, 2, 28), date(2026, 3, 1))] == ["false", "true"]
    assert [truth({"fact": BORN, "age_at_least": 16}, born, date(2024, 2, d)) for d in (28, 29)] == ["false", "true"]


@pytest.mark.parametrize(
    ("operator", "stretch", "day", "expected"),
    [
        ("elapsed_at_least", {"days": 180}, "2024-03-14", "true"),
        ("elapsed_at_least", {"days": 180}, "2024-03-15", "false"),
        ("elapsed_at_most", {"days": 30}, "2024-08-11", "true"),
        ("elapsed_at_most", {"days": 30}, "2024-08-10", "false"),
        ("elapsed_at_least", {"months": 12}, "2023-09-10", "true"),
        ("elapsed_at_least", {"months": 12}, "2023-09-11", "false"),
        ("elapsed_at_most", {"years": 5}, "2019-09-10", "true"),
        ("elapsed_at_most", {"years": 5}, "2019-09-09", "false"),
        ("elapsed_at_least", {"days": 180}, ["2024-03-14", "2024-03-15"], "unknown"),
        ("elapsed_at_most", {"days": 30}, ["2024-08-10", "2024-08-11"], "unknown"),
        ("elapsed_at_least", {"days": 180}, "none", "false"),
        ("elapsed_at_most", {"days": 30}, "none", "false"),
        ("elapsed_at_least", {"days": 180}, NOT_ASKED, "unknown"),
        ("elapsed_at_most", "unknown", "2024-08-10", "unknown"),
    ],
)
def test_a_stretch_counts_both_its_ends(operator: str, stretch: Any, day: Any, expected: str) -> None:
    """On 10 September 2024."""
    assert truth({"fact": DID, operator: stretch}, {DID: day, "person.employment.naspi_from": "none"}) == expected


def test_a_day_stands_on_its_side_of_a_limit() -> None:
    """The day itself belongs to both sides; who needs a title that lasts has it on its last day."""
    days, limit = ("2024-01-30", "2024-01-31", "2024-02-01"), "2024-01-31"
    assert [truth({"fact": CEASED, "on_or_after": limit}, {CEASED: d}) for d in days] == ["false", "true", "true"]
    assert [truth({"fact": CEASED, "on_or_before": limit}, {CEASED: d}) for d in days] == ["true", "true", "false"]
    lasts = {"fact": EXPIRES, "not_expired": True}
    assert [truth(lasts, {EXPIRES: d}) for d in ("2024-09-09", "2024-09-10", "none")] == ["false", "true", "false"]
    assert truth({**lasts, "if_none": True}, {EXPIRES: "none"}) == "true"


@pytest.mark.parametrize(
    ("test", "told", "expected"),
    [
        ({"fact": STATUS, "is": "employed"}, "employed", "true"),
        ({"fact": STATUS, "is": "employed"}, "student", "false"),
        ({"fact": STATUS, "in": ["employed", "student"]}, ["employed", "student"], "true"),
        ({"fact": STATUS, "in": ["employed"]}, ["employed", "student"], "unknown"),
        ({"fact": STATUS, "not_in": ["employed"]}, ["employed", "student"], "unknown"),
        ({"fact": STATUS, "not_in": ["inactive"]}, ["employed", "student"], "true"),
        ({"fact": STATUS, "in": ["inactive"]}, ["employed", "student"], "false"),
        ({"fact": FORM, "not_in": ["srl"]}, "none", "true"),
        ({"fact": FORM, "in": ["srl"]}, "none", "false"),
        ({"fact": FORM, "in": ["srl"], "if_none": True}, "none", "true"),
        ({"fact": STATUS, "in": ["employed"]}, NOT_ASKED, "unknown"),
        ({"fact": STATUS, "not_in": ["employed"]}, "refused", "unknown"),
        ({"fact": FORM, "in": ["cooperativa"]}, "sociale_a", "true"),
        ({"fact": FORM, "in": ["cooperativa"]}, "cooperativa", "true"),
        ({"fact": FORM, "in": ["sociale_a"]}, "cooperativa", "unknown"),
        ({"fact": FORM, "in": ["societa_persone"]}, "cooperativa", "false"),
        ({"fact": FORM, "not_in": ["sociale_a"]}, "cooperativa", "unknown"),
        ({"fact": USES, "in": ["rent", "wages"]}, ["wages", "training"], "true"),
        ({"fact": USES, "in": ["rent"]}, ["wages"], "false"),
        ({"fact": USES, "in": ["rent"]}, [], "false"),
        ({"fact": USES, "not_in": ["rent"]}, [], "true"),
        ({"fact": USES, "not_in": ["rent"]}, ["rent", "wages"], "false"),
        ({"fact": USES, "in": ["rent"]}, NOT_ASKED, "unknown"),
        ({"fact": USES, "not_in": ["rent"]}, NOT_ASKED, "unknown"),
        ({"fact": "person.household.adi", "is": True}, True, "true"),
        ({"fact": "person.household.adi", "is": True}, False, "false"),
        ({"fact": "person.household.adi", "is": False}, NOT_ASKED, "unknown"),
        ({"fact": "person.citizenship", "is": "SN"}, "SN", "true"),
        ({"fact": "person.citizenship", "in": ["MA", "TN"]}, "SN", "false"),
        ({"fact": "person.citizenship", "in": ["MA", "TN"]}, NOT_ASKED, "unknown"),
    ],
)
def test_words_of_a_list_and_of_a_tree(test: dict[str, Any], told: Any, expected: str) -> None:
    """A form admits what stands under it, and told at the parent leaves a rule on a child open."""
    assert truth(test, {test["fact"]: told}) == expected


@pytest.mark.parametrize(
    ("test", "told", "expected"),
    [
        ({"in_area": "fermo"}, "109034", "true"),
        ({"in_area": "fermo"}, "058091", "false"),
        ({"not_in_area": "fermo"}, "058091", "true"),
        ({"not_in_area": "fermo"}, "109034", "false"),
        ({"in_area": "crater_2016"}, "109002", "true"),
        ({"in_area": "gal_fermano"}, "109034", "unknown"),
        ({"not_in_area": "gal_fermano"}, "109034", "unknown"),
        ({"in_area": "gal_fermano"}, "058091", "false"),
        ({"in_area": "fermo"}, NOT_ASKED, "unknown"),
        ({"in_area": "fermo"}, "none", "false"),
        ({"not_in_area": "fermo"}, "none", "true"),
    ],
)
def test_a_comune_lies_in_an_area_or_not(test: dict[str, Any], told: Any, expected: str) -> None:
    """Where the list of an area was not found, a comune in the land around it leaves it open."""
    assert truth({"fact": COMUNE, **test}, {COMUNE: told}) == expected


@pytest.mark.parametrize(
    ("test", "code", "version", "expected"),
    [
        ({"in_divisions": {"version": "2007", "codes": ["14"]}}, "14.13", "2007", "true"),
        ({"in_divisions": {"version": "2007", "codes": ["15"]}}, "14.13", "2007", "false"),
        ({"in_divisions": {"version": "2007", "codes": ["15"], "complete": False}}, "14.13", "2007", "unknown"),
        ({"in_sectors": ["agricoltura_primaria"]}, "01.11", "2007", "true"),
        ({"in_sectors": ["agricoltura_primaria"]}, "14.13", "2007", "false"),
        ({"not_in_sectors": ["agricoltura_primaria"]}, "01.11", "2007", "false"),
        ({"not_in_sectors": ["agricoltura_primaria"]}, "14.13", "2007", "true"),
        ({"not_in_sectors": ["agricoltura_primaria"]}, NOT_ASKED, NOT_ASKED, "unknown"),
    ],
)
def test_an_activity_lies_in_a_sector_or_division(test: dict[str, Any], code: Any, version: Any, expected: str) -> None:
    """Of a list that is not complete, what is missing is unknown."""
    told = {"project.ateco": code, "project.ateco_version": version}
    assert truth({"fact": "project.ateco", **test}, told) == expected


@pytest.mark.parametrize(
    ("exists", "told", "expected"),
    [
        (True, "2024-01-01", "true"),
        (True, "none", "false"),
        (False, "none", "true"),
        (False, "2024-01-01", "false"),
        (True, ["2024-01-01", "2024-02-01"], "true"),
        (True, NOT_ASKED, "unknown"),
        (False, "refused", "unknown"),
    ],
)
def test_what_exists(exists: object, told: Any, expected: str) -> None:
    """A day of which only bounds are known is there all the same."""
    assert truth({"fact": DID, "exists": exists}, {DID: told, "person.employment.naspi_from": "none"}) == expected


def test_all_operators_of_a_test_have_to_hold() -> None:
    """Two limits are a range."""
    test = {"fact": BORN, "age_at_least": 18, "age_at_most": 65}

    assert [truth(test, {BORN: d}) for d in ("1990-01-01", "2010-01-01", "1950-01-01")] == ["true", "false", "false"]
