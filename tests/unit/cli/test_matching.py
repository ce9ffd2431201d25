"""What fits somebody of whom facts are typed: the answer for a program and for a person, and its record."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from grpc_status import rpc_status
from somicis.catalogue.v1 import match_pb2 as match

from chassis.serving.statuses import Statuses
from services.catalogue.grpc_edge.refusals import STATUS
from tests.support.answering_stack import AnsweringStack
from tests.support.catalogue_service import CatalogueService, catalogue_in
from tests.support.measures import A_TEXT, an_edition, written
from tests.unit.cli.conftest import Somicis

FACTS = """
person: {citizenship: SN, birth_date: 2010-03-14, permit: {kind: LAV_SUB, expires_on: 2024-03-31}}
project: {amount: 50000}
"""
EVERYTHING_WRONG = """
perosn.sex: F
nothing_like_it: 1
person.sex: Z
person.birth_date: 1988-02-30
person.residence.since: yesterday
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
project: {amount: 0, purpose: primary_needs, uses: [wages]}
"""
AFTER = {
    "id": "premises", "about": "project", "text": A_TEXT,
    "act": {"what": "start", "due": "after_applying", "after": "outcome", "within": {"days": 30}},
}  # fmt: skip


@pytest.fixture
def service(stack: AnsweringStack, tmp_path: Path) -> Iterator[CatalogueService]:
    """A catalogue with one measure, behind the stack."""
    (tmp_path / "catalogue").mkdir()
    with catalogue_in(tmp_path / "catalogue") as service:
        conditions = [*an_edition()["conditions"], AFTER]
        service.stock(written(an_edition(conditions=conditions)))
        servicer = service.servicer()
        stack.answers["Match"] = answered(servicer.Match, service)
        stack.answers["Rerun"] = answered(servicer.Rerun, service)
        yield service


def answered(method: Callable[..., Any], service: CatalogueService) -> Callable[[Any, Any], Any]:
    """Answers as the server does."""

    def answer(request: Any, call: Any) -> Any:
        try:
            return method(request, service.call())
        except Exception as failure:  # noqa: BLE001 - as the server does, which tells one from the other
            status = Statuses("somicis.catalogue", STATUS).of(failure, "")
            call.abort_with_status(rpc_status.to_status(status))

    return answer


@pytest.fixture
def facts(tmp_path: Path) -> str:
    """A file with facts."""
    file = tmp_path / "facts.yaml"
    file.write_text(FACTS, "utf-8")
    return str(file)


@pytest.mark.usefixtures("service")
def test_a_program_reads_a_list_with_one_object_a_measure(at_stack: Somicis, facts: str) -> None:
    """In the words of the front door: what is asked, what is known, what follows."""
    ran = at_stack("catalogue", "match", "--facts", facts, "--on", "2023-01-09", "--output", "json")

    assert ran.status == 0, ran.err
    [found] = ran.data
    assert (found["measure"], found["edition"], found["verdict"]) == ("TRIAL_LOAN", "V1", "not_eligible")
    assert found["window"] == {
        "state": "open",
        "opens": "2020-01-01",
        "closes": "2023-12-31",
        "until_funds_end": False,
        "stops": [],
        "notes": [],
    }
    age = next(each for each in found["reasons"] if each["condition"] == "age")
    assert (age["outcome"], age["fact"], age["value"]) == ("false", "person.birth_date", "2010-03-14")
    assert age["required"] == {"age_at_least": 18}
    assert age["text"]["it"].startswith("Qualcosa No (data di nascita: 14/03/2010; serve: almeno 18 anni compiuti).")
    assert age["text"]["en"].startswith("Something No (date of birth: 2010-03-14;")
    assert age["tree"]["required"] == {"age_at_least": 18}
    assert found["missing"] == []
    told = ("what", "by", "not_before", "after", "within")
    assert [tuple(each[name] for name in told) for each in found["todo"]] == [
        (A_TEXT, None, None, "outcome", "30 days")
    ]
    assert (found["coverage"]["state"], found["coverage"]["need"], found["coverage"]["most"]) == (
        "partial",
        50000,
        10000,
    )
    assert found["published"] == {"on": None, "taken_as_published": True}


@pytest.mark.usefixtures("service")
def test_facts_may_come_in_by_standard_input(at_stack: Somicis, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a program need not leave them in a file."""
    monkeypatch.setattr("sys.stdin", io.StringIO('{"person": {"birth_date": "1988-03-14"}}'))

    [found] = at_stack("catalogue", "match", "--facts", "-", "--on", "2023-01-09", "--output", "json").data

    age = next(each for each in found["reasons"] if each["condition"] == "age")
    assert (age["outcome"], age["value"]) == ("true", "1988-03-14")
    assert {"person.permit.kind", "project.amount"} <= set(found["missing"])


@pytest.mark.usefixtures("service")
def test_a_person_reads_why_and_what_to_do(at_stack: Somicis, facts: str) -> None:
    """In either language; of what is met nothing is said."""
    asked = ("catalogue", "match", "--facts", facts, "--on", "2023-01-09")
    italian, english = at_stack(*asked).out, at_stack(*asked, "--lang", "en").out

    for words in (
        "non ammissibile",
        "aperta dal 01/01/2020",
        "serve: almeno 18 anni compiuti",
        "prestito: fino a 10.000",
    ):
        assert words in italian
    for words in ("Da fare", "dopo: l'esito; entro 30 giorni da lì", "giorno di pubblicazione non trovato"):
        assert words in italian
    for words in ("To do", "after: the outcome; within 30 days of it", "at least 18 completed years"):
        assert words in english
    assert "titolo" not in italian


@pytest.mark.usefixtures("service")
def test_of_nobody_it_is_said_what_to_ask(at_stack: Somicis) -> None:
    """Without facts every measure is to be verified."""
    out = at_stack("catalogue", "match", "--on", "2023-01-09").out

    assert "da verificare" in out
    assert "person.permit.kind" in out


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
def test_a_record_is_made_again_to_the_same_bytes(at_stack: Somicis, facts: str, tmp_path: Path) -> None:
    """Whoever keeps it may ask again years later; it is for its owner alone to read."""
    record = tmp_path / "record.json"
    asked = at_stack("catalogue", "match", "--facts", facts, "--on", "2023-01-09", "--record", str(record))

    again = at_stack("catalogue", "rerun", str(record))
    data = at_stack("catalogue", "rerun", str(record), "--output", "json").data

    assert asked.status == again.status == 0
    assert "Gli stessi byte" in again.out
    assert (data["same"], data["differences"]) == (True, [])
    assert json.loads(record.read_text("utf-8"))["question"]["facts"]["given"]["project"] == {"amount": 50000}
    assert record.stat().st_mode & 0o077 == 0


def test_what_an_engine_decides_otherwise_is_shown(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """By its place, then and now; with a status a script can tell."""
    result = [{"measure": "M", "verdict": "eligible", "missing": ["a"]}]
    then: dict[str, Any] = {"catalogue": {"log": "a"}, "engine_version": 1, "content_hash": "x", "result": result}
    otherwise = [{**result[0], "verdict": "to_verify"}]
    now = {**then, "engine_version": 2, "content_hash": "y", "result": otherwise}
    kept = tmp_path / "record.json"
    kept.write_text(json.dumps(then), "utf-8")
    stack.answers["Rerun"] = match.RerunResponse(record_json=json.dumps(now), catalogue_log="b")

    told, data = (at_stack("catalogue", "rerun", str(kept), "--output", form) for form in ("table", "json"))

    assert (told.status, data.status) == (1, 1)
    assert "result.M.verdict: eligible → to_verify" in told.out
    assert "Il registro di questo catalogo è b" in told.out
    assert [each["place"] for each in data.data["differences"]] == ["engine_version", "result.M.verdict"]


def test_a_file_that_is_not_there_is_a_mistake_of_the_caller(somicis: Somicis) -> None:
    """Nothing is asked."""
    ran = somicis("catalogue", "match", "--facts", "/nowhere/facts.yaml")

    assert (ran.status, "FILE_UNREADABLE" in ran.err) == (2, True)


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
