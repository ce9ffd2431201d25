"""What was told comes back as it was told, and what was told of several facts is put together without a guess."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.knowledge import NOTHING, Span
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from tests.support.rules import truth

DID, CLAIM = "person.employment.did_on", "person.employment.naspi_from"
TOTAL, TYPE_B = "enterprise.workers.total", "enterprise.social_type_b"
ATECO, VERSION, STAGE = "project.ateco", "project.ateco_version", "enterprise.stage"


@pytest.mark.parametrize(
    ("did", "claim", "said"),
    [
        ("2024-01-01", "2024-08-01", "2024-01-01"),
        ("2024-08-01", "2024-01-01", "2024-01-01"),
        (["2024-01-01", "2024-08-01"], "2024-03-01", "2024-01-01..2024-03-01"),
        (None, "2024-08-01", "..2024-08-01"),
        ("none", None, "unknown"),
    ],
)
def test_of_a_did_and_a_claim_the_earlier_is_shown_as_it_was_told(did: Any, claim: Any, said: str) -> None:
    """A day that nobody told stands nowhere; where both say a part, what they say together."""
    assert str(read_profile({DID: did, CLAIM: claim})[DID].given) == said


def test_who_is_alone_applies_alone() -> None:
    """Without members one may apply; two of one member may not."""
    assert read_profile({"enterprise.members": 0, "enterprise.applicants": 1}).told
    for members in (0, 1):
        with pytest.raises(FactsInvalid, match=r"enterprise\.applicants"):
            read_profile({"enterprise.members": members, "enterprise.applicants": 2})


@pytest.mark.parametrize("told", [{TOTAL: 3, TYPE_B: False}, {"enterprise.workers.l381_art4": 1, TYPE_B: True}])
def test_numbers_nobody_told_contradict_nothing(told: dict[str, Any]) -> None:
    """Of three workers none may be disadvantaged."""
    assert read_profile(told).told


def test_nobody_has_less_than_nothing_and_may_have_nothing() -> None:
    """Of a number nobody told 0 is the least, and none of it is 0."""
    assert truth({"fact": "project.amount", "at_least": 1}, {}) == "unknown"
    assert truth({"fact": "project.amount", "at_most": 0}, {"project.amount": "none"}) == "true"


def test_of_an_idea_it_is_known_that_nothing_is_constituted() -> None:
    """As if it had been told."""
    told = read_profile({STAGE: "idea"})

    assert (told["enterprise.constituted_on"], told["enterprise.vat_opened_on"]) == (NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("told", "fact", "behind"),
    [
        ({}, "enterprise.members", ["enterprise.members", STAGE]),
        ({STAGE: "constituted"}, "enterprise.members", ["enterprise.members"]),
        ({"enterprise.members": 3}, "enterprise.members", []),
        ({"enterprise.employees": 3}, "enterprise.employees", [STAGE]),
        ({}, "person.sex", ["person.sex"]),
        ({ATECO: "56.10.11"}, ATECO, [VERSION]),
        ({ATECO: "56.10.11", VERSION: "2007"}, ATECO, []),
        ({VERSION: "2007"}, ATECO, [ATECO]),
    ],
)
def test_behind_a_fact_stands_what_nobody_told_and_what_it_is_read_with(
    told: dict[str, Any], fact: str, behind: list[str]
) -> None:
    """The stage says whether founders may still choose; the version says what a code of an activity means."""
    assert list(read_profile(told).unknown_behind(fact)) == behind


def test_a_list_in_the_place_of_a_code_is_told_otherwise_than_a_number() -> None:
    """Who wrote several is told to say the one that counts, who forgot the quotes what was written."""
    for written, said in ((["SN", "MA"], "not a list: say the one that counts"), (109034, 'with quotes, "109034"')):
        with pytest.raises(FactsInvalid) as refused:
            read_profile({"person.citizenship": written})
        assert said in refused.value.problems[0].problem


def test_none_of_several_words_and_none_of_a_number_are_shown_as_none() -> None:
    """And not as an empty list, or as a 0 that nobody wrote."""
    told = read_profile({"project.uses": "none", "project.amount": "none"})

    assert [told[name].given for name in ("project.uses", "project.amount")] == ["none", "none"]


def test_a_year_of_birth_is_every_day_of_it() -> None:
    """From the first of January to the last of December."""
    assert read_profile({"person.birth_year": 1988})["person.birth_date"].possible == Span(
        date(1988, 1, 1), date(1988, 12, 31)
    )


@pytest.mark.parametrize("year", [None, "refused"])
def test_a_year_nobody_tells_takes_nothing_from_the_day_that_was_told(year: Any) -> None:
    """And leaves a day nobody told as it was."""
    assert read_profile({"person.birth_date": "1988-03-14", "person.birth_year": year}).day("person.birth_date")
    assert not read_profile({"person.birth_year": year})["person.birth_date"].known


@pytest.mark.parametrize(
    ("document", "field", "said"),
    [
        ({"person": 3}, "person", "holds facts: write each by its name below it"),
        ({"qqqq": "none"}, "qqqq", "there is no such fact"),
        ({"qqqq": 1}, "qqqq", "there is no such fact"),
        ({"person": {"seks": "F"}}, "person.seks", "there is no such fact; do you mean person.sex?"),
    ],
)
def test_a_name_that_is_no_fact_is_told_from_a_group_of_facts(document: Any, field: str, said: str) -> None:
    """With the name perhaps meant, where there is one that is near."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile(document)

    [problem] = refused.value.problems
    assert problem.field == field
    assert problem.problem.startswith(said)
    assert ("do you mean" in problem.problem) == ("do you mean" in said)


@pytest.mark.parametrize(
    ("total", "some", "type_b", "by_workers"),
    [
        (3, 1, True, True),
        (97, 29, True, False),
        (10, [2, 3], "unknown", "unknown"),
        ([3, 4], 1, True, "unknown"),
    ],
)
def test_thirty_of_every_hundred_workers_and_not_one_less_are_enough(
    total: Any, some: Any, type_b: Any, by_workers: Any
) -> None:
    """29 of 97 are 29.9 %; of two or three nobody knows."""
    told = read_profile(
        {
            STAGE: "constituted",
            TOTAL: total,
            "enterprise.workers.l381_art4": some,
            "enterprise.workers.dlgs112_art2": some,
        }
    )

    assert (told[TYPE_B].given, told["enterprise.social_by_workers"].given) == (type_b, by_workers)
