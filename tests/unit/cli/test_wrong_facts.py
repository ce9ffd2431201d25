"""Facts that are wrong, contradict each other or cannot be read: who typed them is told what and where, in Italian."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Somicis

EVERYTHING_WRONG = """
perosn.sex: F
nothing_like_it: 1
person.sex: Z
person.birth_date: 1988-02-30
person.permit.applied_on: yesterday
person.residence.since: 02/16/1988
person.residence.comune: "999999"
person.citizenship: EL
person.born_in: "11"
person.employment.psp_signed: si
person.employment.gol: none
person.in_italy_since: [2020-01-01, 2019-01-01]
person.permit.expires_on: [2020-01-01]
person.permit.issued_on: 1066-10-14
project.amount: 30k
project.ateco: 14.13
enterprise.members: -3
enterprise.women_pct: 120
enterprise.workers: 3
"""
CONTRADICTING = """
person: {sex: M, birth_date: 2030-01-01, in_italy_since: 2022-01-01, residence: {since: 2021-01-01}}
enterprise: {stage: constituted, legal_form: ditta_individuale, women_led: true, workers: {total: 1.000}}
person.employment.did_on: 2026-10-01
project: {amount: 0, purpose: primary_needs, uses: [wages]}
"""


def test_a_file_that_is_not_there_is_a_mistake_of_the_caller(somicis: Somicis) -> None:
    """Nothing is asked."""
    ran = somicis("catalogue", "match", "--facts", "/nowhere/facts.yaml")

    assert (ran.status, "FILE_UNREADABLE" in ran.err) == (2, True)
    assert "il file non c'è" in ran.err


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("person: {sex: F, sex: M}", 'riga 1: "sex" è scritto due volte'),
        ("person: {sex: F", "riga 1: qui va"),
        ('{"person": {"sex": "F"', "riga 1: qui va"),
        ("person:\n\tsex: F", "tabulazioni"),
        ("person: sex: F", "due punti"),
        ('person: "', "non è chiusa"),
        ("person: &a {sex: F}\nproject: *a", "alias"),
        ("person: {in_italy_since: 2020-01-01, residence: {since: 2019-01-01}}", "01/01/2019 è prima di 01/01/2020"),
    ],
)
def test_what_cannot_be_read_is_told_in_italian(at_stack: Somicis, tmp_path: Path, facts: str, said: str) -> None:
    """An operator learns where a bracket is missing, in the language of the desk."""
    file = tmp_path / "wrong.yaml"
    file.write_text(facts, "utf-8")

    assert said in at_stack("catalogue", "match", "--facts", str(file)).err


@pytest.mark.usefixtures("service")
def test_wrong_facts_are_told_one_by_one(at_stack: Somicis, tmp_path: Path) -> None:
    """Each by its name, with the exit status of what is refused, and nothing is answered."""
    file = tmp_path / "wrong.yaml"
    file.write_text("person: {brith_date: 1988-03-14, residence: {comune: '999999'}, citizenship: ZZ}", "utf-8")

    ran = at_stack("catalogue", "match", "--facts", str(file), "--output", "json")

    assert (ran.status, ran.out, ran.error["reason"]) == (1, "", "INVALID_FIELD")
    assert [each["field"] for each in ran.error["fields"]] == [
        "facts.person.brith_date",
        "facts.person.residence.comune",
        "facts.person.citizenship",
    ]
    assert "person.birth_date" in at_stack("catalogue", "match", "--facts", str(file)).err


@pytest.mark.usefixtures("service")
def test_an_operator_is_told_in_italian_what_is_wrong_with_facts(at_stack: Somicis, tmp_path: Path) -> None:
    """A sentence changed in the vocabulary is noticed before an operator reads it in English."""
    file = tmp_path / "wrong.yaml"
    file.write_text(EVERYTHING_WRONG, "utf-8")
    asked = ("catalogue", "match", "--facts", str(file))
    italian, english = (at_stack(*asked, "--lang", language).err.splitlines()[1:] for language in ("it", "en"))

    assert len(italian) == len(english) == len(EVERYTHING_WRONG.strip().splitlines())
    assert [ours for ours, theirs in zip(italian, english, strict=True) if told(ours) == told(theirs)] == []


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    "facts",
    [
        CONTRADICTING,
        "enterprise: {stage: idea, active: true}",
        "person: {citizenship: RO, permit: {kind: LAV_SUB}}",
        "enterprise: {stage: constituted, constituted_on: none}",
        "project: {amount: 1250.500}",
    ],
)
def test_an_operator_is_told_in_italian_what_contradicts_what(at_stack: Somicis, tmp_path: Path, facts: str) -> None:
    """And what to write instead."""
    file = tmp_path / "wrong.yaml"
    file.write_text(facts, "utf-8")
    asked = ("catalogue", "match", "--facts", str(file), "--on", "2026-09-01")
    italian, english = (at_stack(*asked, "--lang", language).err.splitlines()[1:] for language in ("it", "en"))

    assert len(italian) == len(english) > 0
    assert [ours for ours, theirs in zip(italian, english, strict=True) if told(ours) == told(theirs)] == []


def told(line: str) -> str:
    """What is said after the name of the field."""
    return line.partition(": ")[2]
