"""What cannot be on the day asked about is refused: a title of others, something that is only to happen."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.facts.reading import FactsInvalid, read_kept, read_profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY

ON = date(2023, 1, 16)


@pytest.mark.parametrize("title", ["UE_LP", "CARTA_FAM_UE", ["LAV_SUB", "FAMIGLIA"]])
@pytest.mark.parametrize("citizenship", ["RO", "IT", "NO", "CH"])
def test_a_citizen_who_moves_freely_has_no_title_of_others(citizenship: str, title: Any) -> None:
    """One of the two was written by mistake: a relative who is of a third country has a title, and another passport."""
    facts = {"person": {"citizenship": citizenship, "permit": {"kind": title}}}

    with pytest.raises(FactsInvalid) as refused:
        read_profile(facts, ON)

    [problem] = refused.value.problems
    assert problem.field == "person.permit.kind"
    assert f"person.citizenship {citizenship} is not one on 2023-01-16: mend that, or leave this out" in problem.problem
    assert read_kept(facts).told


@pytest.mark.parametrize(
    ("citizenship", "title", "on"),
    [
        ("RO", "none", ON),
        ("RO", "refused", ON),
        ("RO", None, ON),
        ("UA", "CARTA_FAM_UE", ON),
        ("stateless", "ASILO", ON),
        ("GB", "UE_LP", ON),
        ("HR", "LAV_SUB", date(2013, 6, 30)),
        ("refused", "LAV_SUB", ON),
    ],
)
def test_who_may_have_a_title_is_told_so(citizenship: str, title: Any, on: date) -> None:
    """Relatives of a citizen of the Union, and whose state has left the Union, or had not come to it yet."""
    assert read_profile({"person": {"citizenship": citizenship, "permit": {"kind": title}}}, on).told


HAPPENED = [
    "person.in_italy_since",
    "person.residence.since",
    "person.permit.renewal_receipt_on",
    "person.permit.applied_on",
    "person.employment.since",
    "person.employment.did_on",
    "person.business.started_on",
    "person.aids.self_employment_on",
]


@pytest.mark.parametrize("name", HAPPENED)
@pytest.mark.parametrize("told", ["2023-01-17", ["2023-01-17", "2023-03-01"]])
def test_nothing_has_happened_after_the_day_asked_about(name: str, told: Any) -> None:
    """What was so on that day nobody has said, so nothing is answered."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile({name: told}, ON)

    [problem] = refused.value.problems
    assert problem.field == name
    assert problem.problem.startswith("2023-01-17 is after 2023-01-16, the day asked about: ask about a later day")
    assert read_kept({name: told}).told


@pytest.mark.parametrize("name", HAPPENED)
@pytest.mark.parametrize("told", ["2023-01-16", ["2023-01-16", "2023-03-01"], "none", "refused", None])
def test_what_may_have_happened_by_then_is_told(name: str, told: Any) -> None:
    """On the day itself, or on a day of which one does not know whether it is later."""
    assert read_profile({name: told}, ON).told is not None


@pytest.mark.parametrize(
    "name",
    [
        "person.employment.naspi_from",
        "person.employment.naspi_until",
        "person.household.adi_since",
        "person.business.ceased_on",
        "person.permit.expires_on",
        "enterprise.vat_opened_on",
        "project.starts_on",
    ],
)
def test_what_is_granted_or_planned_may_begin_later(name: str) -> None:
    """NASpI is granted from a coming day, an idea is to have its VAT number."""
    assert read_profile({name: "2023-02-01", "enterprise.stage": "idea"}, ON).told


def test_every_day_either_has_happened_or_may_be_to_come() -> None:
    """Of a day that is new to the vocabulary somebody thinks whether it can lie after the day asked about."""
    days = {name for name, fact in VOCABULARY.items() if isinstance(fact.kind, Day)}
    ahead = {"naspi_from", "naspi_until", "adi_since", "ceased_on", "expires_on", "starts_on"}
    planned = {"enterprise.constituted_on", "enterprise.vat_opened_on"}

    assert {name for name in days - planned if name.rpartition(".")[2] not in ahead} == {
        *HAPPENED,
        "person.birth_date",
        "person.permit.issued_on",
    }


def test_facts_taken_in_before_are_read_though_they_are_a_contradiction_now() -> None:
    """What was answered is looked at again as it was answered; what is no fact is refused all the same."""
    idle = {"enterprise": {"stage": "idea", "active": True}}

    assert read_kept(idle)["enterprise.active"].given is True
    with pytest.raises(FactsInvalid):
        read_profile(idle)
    with pytest.raises(FactsInvalid, match="no such fact"):
        read_kept({"persn": 3, **idle})


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"person": {"birth_date": "2023-01-10"}}, "person.birth_date"),
        ({"person": {"birth_date": ["2023-01-10", "2024-01-10"]}}, "person.birth_date"),
        ({"person": {"permit": {"issued_on": "2023-01-10"}}}, "person.permit.issued_on"),
    ],
)
def test_who_is_asked_about_is_there_on_the_day(document: Any, field: str) -> None:
    """Nobody is advised before being born, nor holds a title before it is issued; on the day itself one does."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile(document, date(2023, 1, 9))

    assert [problem.field for problem in refused.value.problems] == [field]
    assert read_profile(document, date(2023, 1, 10)).told
    assert read_profile(document).told
