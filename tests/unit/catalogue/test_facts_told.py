"""How facts are told to the catalogue: what is no fact is refused, and where it stands is said."""

from datetime import date
from typing import Any

import pytest
from somicis.catalogue.v1 import match_pb2

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
        return facts_in(text, date(2023, 1, 9))[0]
    except FactsInvalid as invalid:
        return [each.field for each in invalid.problems]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("project: {amount: 25.000}", "write 25000"),
        ('{"project": {"amount": 25.000}}', "write 25000"),
        ('project: {amount: "25.000"}', "write 25000"),
        ('project: {amount: "25.000,50 €"}', "write 25000.50"),
        ("project: {amount: 1 250 000}", "write 1250000"),
        ("project: {amount: [10, 25.500]}", "write 25500"),
        ("project: {amount_range: [10, 25.500]}", "write 25500"),
        ("project: {amount: 1250.500}", "two at most"),
        ("enterprise: {workers: {total: 1.000}}", "write 1000"),
    ],
)
def test_a_sum_with_its_thousands_set_off_is_not_a_thousandth_of_it(
    service: CatalogueService, facts: str, said: str
) -> None:
    """25.000 is twenty-five thousand to who writes it in Italian, and 25 to a computer."""
    with pytest.raises(InvalidFields) as told:
        service.matched(facts=facts)

    [violation] = told.value.violations
    assert said in violation.problem


def test_cents_and_thirds_may_be_written(service: CatalogueService) -> None:
    """Two decimals are cents; of a share of 100 three are as good as any, and its record is read again."""
    service.stock(written())
    facts = "project: {amount: 25000.50}\nenterprise: {women_pct: 33.333}"

    record = service.matched(facts=facts, record=True).record_json

    assert "33.333" in record
    assert service.servicer().Rerun(match_pb2.RerunRequest(record_json=record), service.call()).record_json == record


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ("person: {birth_date: 2030-01-01}", "facts.person.birth_date"),
        ("person: {birth_year: 2030}", "facts.person.birth_date"),
        ("person: {permit: {issued_on: 2023-01-10}}", "facts.person.permit.issued_on"),
    ],
)
def test_who_is_asked_about_is_there_on_the_day(service: CatalogueService, facts: str, field: str) -> None:
    """Nobody is advised before being born, nor holds a title before it is issued."""
    service.stock(written())
    with pytest.raises(InvalidFields) as told:
        service.matched(facts=facts, as_of="2023-01-09")

    assert [each.field for each in told.value.violations] == [field]
    assert service.matched(facts=facts, as_of="2031-01-09").matches
