"""Facts as they are typed: read strictly, nothing guessed, every mistake told at once."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.knowledge import Missing
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY


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
        ({"person": {"birth_date": "14.03.1988"}}, "person.birth_date", "such as"),
        ({"person": {"birth_date": "31/2/1988"}}, "person.birth_date", "no day of the calendar"),
        ({"person": {"birth_date": "02/16/1988"}}, "person.birth_date", '"02/16/1988" is no day of the calendar: '),
        ({"person": {"birth_date": "02/16/1988"}}, "person.birth_date", "day 2 of month 16 of 1988"),
        ({"person": {"birth_date": ["1/2/1988", "2/13/1988"]}}, "person.birth_date", "is written 2021-03-14"),
        ({"person": {"birth_date": 1988}}, "person.birth_date", "such as"),
        ({"person": {"birth_year": 88}}, "person.birth_year", "such as 1988"),
        ({"person": {"permit": {"expires_on": "9999-12-31"}}}, "person.permit.expires_on", "write none"),
        ({"person": {"citizenship": "XX"}}, "person.citizenship", "XX"),
        ({"person": {"residence": {"comune": 109034}}}, "person.residence.comune", 'with quotes, "109034"'),
        ({"person": {"residence": {"comune": True}}}, "person.residence.comune", "one code in quotes"),
        ({"project": {"ateco": 56.10}}, "project.ateco", 'with quotes, as "56.10"'),
        ({"project": {"ateco_version": 2007}}, "project.ateco_version", 'with quotes, "2007"'),
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
        ({"project": {"ateco": "99.99", "ateco_version": "2007"}}, "project.ateco", 'no ATECO code "99.99".'),
        ({"project": {"ateco": "5610"}}, "project.ateco", 'no ATECO code "5610": perhaps 56.10'),
        ({"person": {"birth_date": "1988-03-14", "birth_year": 1988}}, "person.birth_year", "twice"),
        ({"project": {"uses": [["rent"]]}}, "project.uses", "is none of"),
        ({"project": {"uses": [{}]}}, "project.uses", "is none of"),
        ({"project": {"uses": {}}}, "project.uses", "is none of"),
        ({"enterprise": {"qualifications": [["onlus"]]}}, "enterprise.qualifications", "is none of"),
        ({"person": {"sex": [["F"]]}}, "person.sex", "is none of"),
        ({"person": {"citizenship": {}}}, "person.citizenship", "one code in quotes"),
        ({"person": {"citizenship": ["SN", "MA"]}}, "person.citizenship", "the one that counts"),
        ({"project": {"amount": [[1], [2]]}}, "project.amount", "must be a number"),
        ({"person": {"birth_date": [{}, {}]}}, "person.birth_date", "such as"),
        ({"project": {"amount": float("nan")}}, "project.amount", "ends"),
        ({"project": {"amount": float("inf")}}, "project.amount", "ends"),
        ({"project": {"amount": [0, float("inf")]}}, "project.amount", "ends"),
        ({"enterprise": {"members": 2.5}}, "enterprise.members", "whole"),
        ({"person": {"permit": "none"}}, "person.permit", "cannot be none, since it holds facts"),
        ({"enterprise": "none"}, "enterprise", "cannot be none, since it holds facts"),
        ({"project": {"ateco": "none", "ateco_version": "2007"}}, "project.ateco", "leave out the version"),
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
        (
            {"enterprise": {"stage": "idea", "constituted_on": ["2024-01-01", "2024-02-01"]}},
            "enterprise.constituted_on",
        ),
        (
            {"person": {"permit": {"issued_on": "2024-01-02", "renewal_receipt_on": "2024-01-01"}}},
            "person.permit.renewal_receipt_on",
        ),
        ({"person": {"household": {"adi": False, "adi_since": "2024-01-01"}}}, "person.household.adi_since"),
        ({"enterprise": {"workers": {"total": 3, "l381_art4": 4}}}, "enterprise.workers.l381_art4"),
        ({"enterprise": {"workers": {"total": [1, 3], "dlgs112_art2": [4, 5]}}}, "enterprise.workers.dlgs112_art2"),
        ({"enterprise": {"members": 3, "applicants": 4}}, "enterprise.applicants"),
        ({"enterprise": {"members": 0, "women_pct": 60}}, "enterprise.women_pct"),
        (
            {"person": {"residence": {"since": "2015-06-01"}, "in_italy_since": "2020-01-01"}},
            "person.residence.since",
        ),
        ({"enterprise": {"stage": "idea", "active": True}}, "enterprise.active"),
        (
            {"enterprise": {"stage": "constituted", "legal_form": "srl", "constituted_on": "none"}},
            "enterprise.constituted_on",
        ),
        (
            {"person": {"sex": "M"}, "enterprise": {"legal_form": "ditta_individuale", "women_led": True}},
            "enterprise.women_led",
        ),
        ({"project": {"purpose": "primary_needs", "uses": ["training", "wages"]}}, "project.uses"),
        ({"project": {"amount": 0}}, "project.amount"),
    ],
)
def test_what_contradicts_itself_is_refused(document: Any, field: str) -> None:
    """Nobody knows which of the two is meant."""
    assert list(problems(document)) == [field]


@pytest.mark.parametrize(
    "document",
    [
        {"enterprise": {"members": [1, 5], "applicants": [4, 6]}},
        {"enterprise": {"members": "none", "applicants": 1, "women_pct": "none"}},
        {"enterprise": {"workers": {"total": 3, "l381_art4": 3}}},
        {"person": {"household": {"adi": False, "adi_since": "none"}}},
        {"person": {"permit": {"issued_on": "2024-01-01", "renewal_receipt_on": "2024-01-01"}}},
        {"project": {"ateco": "none"}},
        {"project": {"amount": "none"}},
        {"project": {"amount": [0, 5000]}},
        {"project": {"purpose": "primary_needs", "uses": ["rent", "training"]}},
        {"enterprise": {"stage": "constituted", "legal_form": "lavoro_autonomo", "constituted_on": "none"}},
        {"enterprise": {"stage": "constituted", "legal_form": "refused", "constituted_on": "none"}},
        {"person": {"sex": "F"}, "enterprise": {"legal_form": "ditta_individuale", "women_led": True}},
        {"enterprise": {"members": 3.0, "employees": 2.5}},
    ],
)
def test_what_may_be_so_is_no_contradiction(document: Any) -> None:
    """Who is alone applies without members, and what is known in part may fit."""
    assert read_profile(document).told


@pytest.mark.parametrize("name", sorted(name for name, fact in VOCABULARY.items() if fact.never_none))
def test_of_what_everybody_has_none_is_refused(name: str) -> None:
    """Not known is written otherwise; a stateless person has a code of their own."""
    assert "always is one" in problems({name: "none"})[name]
    assert not read_profile({name: "refused"})[name].may_be_none
    assert not read_profile({})[name].may_be_none


def test_there_may_be_no_birth_year_as_little_as_a_birth_date() -> None:
    """It says less of the same fact."""
    assert "always is one" in problems({"person.birth_year": "none"})["person.birth_year"]
    assert read_profile({"person.citizenship": "stateless"})["person.citizenship"].known


@pytest.mark.parametrize("word", ["expired", "refused", None])
def test_an_idea_is_not_constituted_whatever_else_is_not_known(word: str | None) -> None:
    """That there is only an idea was said."""
    told = read_profile({"enterprise": {"stage": "idea", "constituted_on": word, "vat_opened_on": word}})

    assert told["enterprise.constituted_on"].is_none
    assert told["enterprise.vat_opened_on"].is_none


def test_an_idea_has_a_day_of_constitution_that_is_a_plan_and_no_enterprise_has_one() -> None:
    """On the day itself it is none any more; who asks about no day may have had any in mind."""
    planned = {"enterprise": {"constituted_on": "2024-10-01"}}
    idea, enterprise = ({"enterprise": {**planned["enterprise"], "stage": it}} for it in ("idea", "constituted"))
    before, then = date(2024, 9, 30), date(2024, 10, 1)

    assert read_profile(idea, before).idea
    assert not read_profile(enterprise, then).idea
    for facts, on in ((idea, then), (idea, None), (enterprise, before)):
        with pytest.raises(FactsInvalid, match=r"enterprise\.constituted_on"):
            read_profile(facts, on)


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
    told = read_profile({"person": {"in_italy_since": word}})["person.in_italy_since"]

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


def test_the_ends_of_a_day_known_in_part_may_be_written_by_hand_too() -> None:
    """16/2/2023 is the sixteenth of February, alone or as an end."""
    by_hand, as_ever = (read_profile({"person.in_italy_since": days}) for days in (
        ["16/2/2023", "1/3/2023"], ["2023-02-16", "2023-03-01"],
    ))  # fmt: skip

    assert by_hand["person.in_italy_since"] == as_ever["person.in_italy_since"]
