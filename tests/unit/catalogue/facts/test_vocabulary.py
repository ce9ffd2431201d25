"""What the vocabulary promises of its facts: which are asked with care, which may lie ahead, which there always are."""

import pytest

from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY

REVEALING = {
    "person.permit.kind",
    "person.household.isee_band",
    "person.household.adi",
    "person.household.adi_since",
    "person.vulnerable",
    "person.assisted_by_shelter",
    "enterprise.workers.l381_art4",
    "enterprise.workers.dlgs112_art2",
}
AHEAD = {"person.permit.expires_on", "person.employment.naspi_until", "project.starts_on"}
ALWAYS_THERE = {
    "person.citizenship",
    "person.born_in",
    "person.sex",
    "person.birth_date",
    "person.employment.status",
    "enterprise.stage",
    "project.purpose",
    "project.ateco_version",
}
HEADS = {
    "enterprise.members",
    "enterprise.applicants",
    "enterprise.workers.total",
    "enterprise.workers.l381_art4",
    "enterprise.workers.dlgs112_art2",
}


def test_what_tells_of_protection_violence_or_poverty_is_asked_with_care() -> None:
    """A fact comes to this list, or leaves it, because somebody has thought of who is asked."""
    assert {name for name, fact in VOCABULARY.items() if fact.reveals} == REVEALING


def test_only_what_is_agreed_or_planned_may_lie_ahead() -> None:
    """Every other day is of something that has happened, or has not yet."""
    assert {name for name, fact in VOCABULARY.items() if fact.may_lie_ahead} == AHEAD


def test_there_always_is_one_of_these() -> None:
    """Everybody has a citizenship, a sex, an age; a project has a purpose."""
    assert {name for name, fact in VOCABULARY.items() if fact.never_none} == ALWAYS_THERE


@pytest.mark.parametrize("name", sorted(HEADS))
def test_people_are_counted_by_their_heads(name: str) -> None:
    """Nobody is half a member; employees are counted in full-time years, and may be."""
    with pytest.raises(ValueError, match="whole number"):
        VOCABULARY[name].read(2.5)
    assert VOCABULARY["enterprise.employees"].read(2.5).known


@pytest.mark.parametrize(
    ("name", "may_be_none"),
    [
        ("person.household.adi", False),
        ("project.uses", False),
        ("project.amount", False),
        ("person.sex", False),
        ("person.residence.comune", True),
        ("enterprise.legal_form", True),
        ("person.in_italy_since", True),
    ],
)
def test_of_what_nobody_told_there_may_be_none_only_where_none_can_be_said(name: str, *, may_be_none: bool) -> None:
    """A flag is true or false and of a number none is 0; there may be no comune, no form and no day."""
    assert read_profile({})[name].may_be_none is may_be_none


def test_a_fact_may_be_told_for_every_stage_but_what_there_is_nothing_of() -> None:
    """How large it is, what it owes and whether it pays is asked of an enterprise, and not of an idea."""
    of_no_idea = {name for name, fact in VOCABULARY.items() if fact.while_idea is WhileIdea.NOT_APPLICABLE}

    assert {name.rpartition(".")[2] for name in of_no_idea} == {
        "size", "active", "employees", "assets", "turnover", "debt", "durc_regular",
    }  # fmt: skip


@pytest.mark.parametrize("year", [1900, 2100])
def test_years_are_of_this_century_or_the_last(year: int) -> None:
    """1900 to 2100, both included."""
    assert read_profile({"person.in_italy_since": f"{year}-06-01"}).day("person.in_italy_since")
    assert read_profile({"person.birth_year": year})["person.birth_date"].given == str(year)


@pytest.mark.parametrize("year", [1899, 2101])
def test_another_year_is_a_slip_of_the_keyboard(year: int) -> None:
    """And is refused with the years there are."""
    with pytest.raises(FactsInvalid) as refused:
        read_profile({"person": {"in_italy_since": f"{year}-06-01", "birth_year": year}})

    assert ["not within 1900 and 2100" in refused.value.problems[0].problem, len(refused.value.problems)] == [True, 2]


@pytest.mark.parametrize("name", sorted(name for name in VOCABULARY if name.endswith("_pct")))
def test_a_share_is_of_a_hundred(name: str) -> None:
    """All of it is 100, and more there is not."""
    assert VOCABULARY[name].read(100).known
    with pytest.raises(ValueError, match="from 0 to 100"):
        VOCABULARY[name].read(101)
