"""How facts are told to the catalogue: what is no fact is refused, and where it stands is said."""

from typing import Any

import pytest

from chassis.serving import InvalidFields
from services.catalogue.application.facts_text import facts_in
from services.catalogue.domain.facts.reading import FactsInvalid
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import written


def test_every_problem_of_the_facts_is_named(service: CatalogueService) -> None:
    """Nothing is guessed of a misspelt name, an impossible day, an unknown comune."""
    wrong = "person: {brith_date: 1988-03-14, sex: Z, residence: {comune: '999999', since: 2023-02-30}}"

    with pytest.raises(InvalidFields) as told:
        service.stock(written()).matched(facts=wrong)

    assert [each.field for each in told.value.violations] == [
        "facts.person.brith_date",
        "facts.person.sex",
        "facts.person.residence.comune",
        "facts.person.residence.since",
    ]
    assert "person.birth_date" in told.value.violations[0].problem


@pytest.mark.parametrize(
    "facts",
    [
        "person: [",
        "- a",
        "person: {sex: F, sex: M}",
        "perosn: {}",
        "x: &a 1\ny: *a",
        '{"person": {"sex": "\\ud800"}}',
        'person: {sex: "\\ud800"}',
    ],
)
def test_what_are_no_facts_are_refused(service: CatalogueService, facts: str) -> None:
    """The reader is as strict as that of the measure files."""
    with pytest.raises(InvalidFields):
        service.stock(written()).matched(facts=facts)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ("person: [", "facts"),
        ("- a", "facts"),
        ("person: 3", "facts.person"),
        ("project: {amount: {euros: 3}}", "facts.project.amount.euros"),
    ],
)
def test_a_mistake_is_told_where_it_is(service: CatalogueService, facts: str, field: str) -> None:
    """In the text, in a group of facts, in a fact."""
    with pytest.raises(InvalidFields) as told:
        service.matched(facts=facts)

    assert [each.field for each in told.value.violations] == [field]


@pytest.mark.parametrize(
    "written",
    [
        '{"person": {"birth_date": "1988-03-14", "sex": null}, "project": {"amount": 30000.5}}',
        '{"project": {"amount": [1, 2]}, "person": {"employment": {"psp_signed": true}}}',
        '{"person": {"sex": "F", "sex": "M"}}',
        '{"project": {"amount": 1e5}}',
        '{"project": {"amount": NaN}}',
        '{"project": {"amount": 1234567890123456}}',
        '{"project": {"amount": -0.5}}',
        "{person: {sex: F}}",
        '{"person": ',
        '{"a": ' * 3000,
        "{}",
    ],
)
def test_json_is_read_as_yaml_would_read_it(written: str) -> None:
    """By another reader, which is faster, and no less strict."""
    assert what_is_read(written) == what_is_read(f"\n# as YAML\n{written}")


def what_is_read(text: str) -> Any:
    """Facts, or the names of those that cannot be meant."""
    try:
        return facts_in(text)[0]
    except FactsInvalid as invalid:
        return [each.field for each in invalid.problems]
