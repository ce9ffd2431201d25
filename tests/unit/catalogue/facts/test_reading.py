"""Facts as they are typed: read strictly, nothing guessed, every mistake told at once."""

from typing import Any

import pytest

from services.catalogue.domain.facts.knowledge import Missing
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile


def problems(document: Any) -> dict[str, str]:
    """What is said of each field."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile(document)
    return {problem.field: problem.problem for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("document", "field", "said"),
    [
        ({"person": {"citizenshp": "SN"}}, "person.citizenshp", "person.citizenship"),
        ({"persn": {"sex": "F"}}, "persn.sex", "no such fact"),
        ({"person": {"birth_date": "2023-02-29"}}, "person.birth_date", "no day of the calendar"),
        ({"person": {"birth_date": "14/03/1988"}}, "person.birth_date", "such as"),
        ({"person": {"birth_date": 1988}}, "person.birth_date", "such as"),
        ({"person": {"birth_year": 88}}, "person.birth_year", "such as 1988"),
        ({"person": {"permit": {"expires_on": "9999-12-31"}}}, "person.permit.expires_on", "write none"),
        ({"person": {"citizenship": "XX"}}, "person.citizenship", "XX"),
        ({"person": {"residence": {"comune": 109034}}}, "person.residence.comune", "quotes"),
        ({"person": {"residence": {"comune": "109099"}}}, "person.residence.comune", "109099"),
        ({"person": {"sex": "W"}}, "person.sex", "none of F, M, X"),
        ({"person": {"permit": {"kind": "LAVORO"}}}, "person.permit.kind", "none of"),
        ({"person": {"household": {"adi": "yes"}}}, "person.household.adi", "true or false"),
        ({"person": {"household": {"adi": "none"}}}, "person.household.adi", "true or false"),
        ({"enterprise": {"women_pct": 101}}, "enterprise.women_pct", "from 0 to 100"),
        ({"enterprise": {"members": -1}}, "enterprise.members", "negative"),
        ({"enterprise": {"members": True}}, "enterprise.members", "must be a number"),
        ({"project": {"amount": "much"}}, "project.amount", "must be a number"),
        ({"project": {"amount": [1, 2, 3]}}, "project.amount", "two ends"),
        ({"project": {"amount_range": [9, 1]}}, "project.amount_range", "first comes first"),
        ({"project": {"uses": ["rent", "cars"]}}, "project.uses", "cars"),
        ({"project": {"ateco": "99.99", "ateco_version": "2007"}}, "project.ateco", "99.99"),
        ({"person": {"birth_date": "1988-03-14", "birth_year": 1988}}, "person.birth_year", "twice"),
        ("nothing", "facts", "holds facts"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(document: Any, field: str, said: str) -> None:
    """With the name perhaps meant, and what to write."""
    assert said in problems(document)[field]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"person": {"birth_date": "1988-03-14", "in_italy_since": "1988-03-13"}}, "person.in_italy_since"),
        ({"person": {"permit": {"issued_on": "2024-01-02", "expires_on": "2024-01-01"}}}, "person.permit.expires_on"),
        ({"enterprise": {"stage": "idea", "constituted_on": "2024-01-01"}}, "enterprise.constituted_on"),
        ({"enterprise": {"stage": "constituted", "constituted_on": "none"}}, "enterprise.constituted_on"),
    ],
)
def test_what_contradicts_itself_is_refused(document: Any, field: str) -> None:
    """Nobody knows which of the two is meant."""
    assert list(problems(document)) == [field]


def test_every_mistake_is_told_at_once() -> None:
    """Who typed a page of facts does not want to hear of them one by one."""
    assert len(problems({"person": {"sex": "W", "age": 3}, "project": {"amount": -1}})) == 3


def test_nothing_told_is_known_and_nobody_asked() -> None:
    """Null and a missing group say the same: nothing."""
    for document in ({}, {"person": None}, {"person": {"sex": None, "birth_year": None}}):
        sex = read_profile(document)["person.sex"]
        assert (sex.missing, sex.known, sex.given) == (Missing.NOT_ASKED, False, "unknown")


@pytest.mark.parametrize("word", ["refused", "expired"])
def test_refused_and_expired_are_told_and_not_known(word: str) -> None:
    """They are asked for no more, and decide nothing."""
    told = read_profile({"person": {"birth_date": word}})["person.birth_date"]

    assert told.missing == word
    assert not told.known
    assert told.may_be_none


def test_none_is_known() -> None:
    """There is no DID; of a number none is 0; of several words none is an empty set."""
    told = read_profile(
        {"person": {"employment": {"did_on": "none", "naspi_from": "none"}}, "project": {"uses": "none"}}
    )

    assert told["person.employment.did_on"].is_none
    assert told["person.employment.did_on"].known
    assert told["project.uses"].known


def test_a_citizen_of_the_union_needs_no_title() -> None:
    """And is asked for none; one of a third country is."""
    romanian, moldovan = (read_profile({"person": {"citizenship": code}}) for code in ("RO", "MD"))

    assert romanian["person.permit.kind"].is_none
    assert moldovan["person.permit.kind"].missing is Missing.NOT_ASKED
    assert read_profile({"person": {"citizenship": "RO", "permit": {"kind": "UE_LP"}}})["person.permit.kind"].known


def test_a_fact_one_range_says_is_known_in_part() -> None:
    """And known, when both ends are one."""
    part, whole = (read_profile({"project": {"amount_range": ends}})["project.amount"] for ends in ([1, 2], [2, 2]))

    assert (part.known, part.missing, whole.known) == (False, None, True)
