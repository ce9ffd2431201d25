"""What a service finds wrong in a field or in a measure file reaches a person in Italian, none of it in English."""

import json
import re

import pytest
import yaml
from somicis.shared.v1.field_pb2 import (
    FIELD_CLASS_OPERATIONAL,
    FORMAT_CODE,
    FORMAT_DATE,
    FORMAT_INSTANT,
    FORMAT_OPAQUE,
    FORMAT_UUID,
    FieldRule,
)

from apps.cli.texts import Texts
from chassis.serving.judging import judge_of_text
from services.catalogue.application.measure_files import read_text
from services.catalogue.domain.document_problems import DocumentInvalid
from tests.support.checkout import ROOT
from tests.support.measures import an_edition, written

ITALIAN, ENGLISH = Texts("it"), Texts("en")
WRONG_MEASURES = {
    "site": ("", "site: 5", "site: []"),
    "read_from": ("read_from: somewhere",),
    "kinds": ("kinds: loan", "kinds: []", "kinds: [debt]"),
    "name": ("name: Prestito", "name: {it: Prestito}"),
    "amounts": (
        "amounts: [{of: loan, max: many}]",
        "amounts: [{of: loan, max: -1}]",
        "amounts: [{of: loan, min: 9, max: 5}]",
    ),
    "windows": ("windows: [{opens: tomorrow}]", "windows: [{opens: 2021-01-01, closes: 2020-01-01}]"),
    "sources": ("sources: [{url: here, checked_on: '2024-13-01'}]", "unheard_of: 1"),
    "repayment_months_max": ("repayment_months_max: 0.5", "repayment_months_max: 0"),
}
"""What an editor gets wrong: the lines in the place of that of a field."""


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        (FieldRule(format=FORMAT_UUID), "x"),
        (FieldRule(format=FORMAT_DATE), "2023-02-30"),
        (FieldRule(format=FORMAT_CODE), "fermo"),
        (FieldRule(format=FORMAT_INSTANT), "noon"),
        (FieldRule(format=FORMAT_OPAQUE), "a b"),
        (FieldRule(pattern="[a-z]{2}"), "ita"),
        (FieldRule(max_length=3), "four"),
        (FieldRule(field_class=FIELD_CLASS_OPERATIONAL), " "),
        (FieldRule(), "\x07"),
    ],
    ids=str,
)
def test_no_judge_of_the_services_speaks_only_english(rule: FieldRule, wrong: str) -> None:
    """A sentence changed in the chassis is noticed before an operator reads it."""
    problem = judge_of_text(rule)(wrong)

    assert problem is not None
    assert ITALIAN.field_problem(problem) != problem


def test_what_a_service_finds_wrong_in_a_field_is_translated() -> None:
    """The sentences of the services' own judges, with their numbers."""
    for said, ours in {
        "must be given": "va indicato",
        "is 201 characters long, 200 are the most": "è lungo 201 caratteri, al massimo 200",
        "must be 60 or less": "deve essere 60 o meno",
        "is no value of Channel": "non è un valore di Channel",
        'There is no ATECO 2007 code "62.10.00": perhaps 62.10.00 of ATECO 2025.': (
            'Il codice ATECO 2007 "62.10.00" non esiste: forse 62.10.00 di ATECO 2025.'
        ),
        'There is no ATECO code "99.99".': 'Il codice ATECO "99.99" non esiste, né nella versione 2007 né nella 2025.',
        "is a sentence of tomorrow": "is a sentence of tomorrow",
        "person.sex: must be given": "person.sex: va indicato",
        'the test "A" does not hold: a.b: there is no such fact\nc: must be true or false, not "si"': (
            "la prova «A» non regge: a.b: questo fatto non esiste: i nomi sono in docs/facts.md\n"
            'c: deve essere true o false, non "si"'
        ),
    }.items():
        assert ITALIAN.field_problem(said) == ours


def test_every_pattern_of_the_published_language_has_its_words() -> None:
    """An operator is told what is expected, with an example, and never a regular expression."""
    written = "".join(path.read_text("utf-8") for path in (ROOT / "proto").rglob("*.proto"))
    patterns = {one.replace("\\\\", "\\") for one in re.findall(r'pattern: "(.*)"', written)}

    assert len(patterns) > 5
    assert set(ITALIAN.entries("patterns")) == set(ENGLISH.entries("patterns")) == patterns


@pytest.mark.parametrize(
    ("field", "line"), [(field, line) for field, lines in WRONG_MEASURES.items() for line in lines]
)
def test_an_editor_is_told_in_italian_what_is_wrong_in_a_file(field: str, line: str) -> None:
    """The library that reads measure files speaks English; when it words a sentence anew, this notices."""
    edition = {name: value for name, value in an_edition().items() if name != field}
    edition |= yaml.safe_load(line) if line else {}

    with pytest.raises(DocumentInvalid) as wrong:
        read_text(json.dumps(written(edition), default=str))

    found = [each.problem for each in wrong.value.problems]
    assert [each for each in found if ITALIAN.field_problem(each) == each] == []


@pytest.mark.parametrize(
    "text", ["a: [1", "a: b: c", "a: 1\n\tb: 2", 'a: "', "a: 1\na: 2", "a: &x 1\nb: *x", "- 1\na: 2", "a\nb: 1"]
)
def test_an_editor_is_told_in_italian_what_is_no_yaml(text: str) -> None:
    """With the line, and what is expected there."""
    with pytest.raises(DocumentInvalid) as wrong:
        read_text(text)

    [problem] = wrong.value.problems
    told = ITALIAN.field_problem(problem.problem)
    assert told.startswith("riga ")
    assert told.partition(": ")[2] != problem.problem.partition(": ")[2]
