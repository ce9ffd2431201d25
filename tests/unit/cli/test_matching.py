"""What fits somebody of whom facts are typed: the answer for a program and for a person, and its record."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from somicis.catalogue.v1 import match_pb2 as match

from tests.support.answering_stack import AnsweringStack
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import A_TEXT, an_edition, written
from tests.unit.cli.conftest import Somicis

FACTS = """
person: {citizenship: SN, birth_date: 2010-03-14, permit: {kind: LAV_SUB, expires_on: 2024-03-31}}
project: {amount: 50000}
"""


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
        "perhaps_until": None,
        "perhaps_without_end": False,
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
    todo = [tuple(each[name] for name in told) for each in found["todo"]]
    assert todo == [(A_TEXT, None, None, "outcome", "30 days")]
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
    asked = ("catalogue", "match", "--facts", facts, "--on", "2023-01-09", "--all")
    italian, english = at_stack(*asked).out, at_stack(*asked, "--lang", "en").out

    for words in (
        "non ammissibile",
        "aperta dal 01/01/2020",
        "serve: almeno 18 anni compiuti",
        "prestito: fino a 10.000",
    ):
        assert words in italian
    assert "giorno di pubblicazione non trovato" in italian
    assert "at least 18 completed years" in english
    assert "titolo" not in italian
    # Who cannot have it has nothing to do for it.
    assert ("Da fare" in italian, "To do" in english) == (False, False)


@pytest.mark.usefixtures("service")
def test_a_person_reads_what_to_do_and_on_which_acts_it_rests(at_stack: Somicis, tmp_path: Path) -> None:
    """Of what is within reach, with the sources when they are asked for."""
    facts = tmp_path / "adult.yaml"
    facts.write_text(FACTS.replace("2010-03-14", "1990-03-14"), "utf-8")
    asked = ("catalogue", "match", "--facts", str(facts), "--on", "2023-01-09")
    italian, english, sourced = (at_stack(*asked, *more).out for more in ((), ("--lang", "en"), ("--sources",)))

    assert all(words in italian for words in ("Da fare", "dopo: l'esito; entro 30 giorni da lì"))
    assert all(words in english for words in ("To do", "after: the outcome; within 30 days of it"))
    [age] = [line for line in sourced.splitlines() if "anni compiuti" in line or "data di nascita" in line]
    assert age.rstrip().endswith("[L. 1/2020, art. 2]")
    assert "data di nascita" not in italian


def test_what_is_out_of_reach_stands_last_and_in_a_line(
    at_stack: Somicis, service: CatalogueService, tmp_path: Path
) -> None:
    """First what is possible and open, then what opens later; the answer for a program keeps its order."""
    facts = tmp_path / "adult.yaml"
    facts.write_text(FACTS.replace("2010-03-14", "1990-03-14"), "utf-8")
    for code, opens, closes in (("A_CLOSED", "2020-01-01", "2021-12-31"), ("B_LATER", "2023-06-01", "2023-12-31")):
        service.stock(written(an_edition(windows=[{"opens": opens, "closes": closes}]), id=code))
    asked = ("catalogue", "match", "--facts", str(facts), "--on", "2023-01-09")
    out, alone = at_stack(*asked).out, at_stack(*asked, "--measure", "A_CLOSED").out

    where = [out.index(each) for each in ("TRIAL_LOAN", "B_LATER", "Chiuse o non ammissibili", "A_CLOSED")]
    assert where == sorted(where)
    assert (out.count("Copertura"), alone.count("Copertura")) == (2, 1)
    found = at_stack(*asked, "--output", "json").data
    assert [(each["measure"], each["place"], each["out_of_reach"]) for each in found] == [
        ("A_CLOSED", 3, True),
        ("B_LATER", 2, False),
        ("TRIAL_LOAN", 1, False),
    ]


def test_what_is_in_the_way_of_all_stands_above_and_once(
    at_stack: Somicis, service: CatalogueService, tmp_path: Path
) -> None:
    """A student reads why, and what can be done, before the list; asked for one measure, or for sources, with it."""
    facts = tmp_path / "student.yaml"
    facts.write_text(FACTS.replace("2010-03-14", "1990-03-14").replace("LAV_SUB", "STUDIO"), "utf-8")
    service.stock(written(id="ANOTHER"))
    asked, conversion = ("catalogue", "match", "--facts", str(facts), "--on", "2023-01-09"), "conversione in lavoro"
    short, every, alone, sourced = (
        " ".join(at_stack(*asked, *more).out.split())
        for more in ((), ("--all",), ("--measure", "ANOTHER"), ("--all", "--sources"))
    )

    assert short.index("Per tutte le misure: Il titolo") < short.index(conversion) < short.index("ANOTHER")
    assert (every.count(conversion), every.count("Quello che è detto sopra")) == (1, 2)
    assert (alone.count(conversion), "Per tutte le misure" in alone) == (1, False)
    assert sourced.count(conversion) == 3
    assert "For every measure:" in at_stack(*asked, "--lang", "en").out


@pytest.mark.usefixtures("service")
def test_who_audits_reads_why_of_a_kept_record(at_stack: Somicis, facts: str, tmp_path: Path) -> None:
    """By the same words as who asked: each condition with its tree, every test of it and every reason with a source."""
    record = tmp_path / "record.json"
    asked = at_stack(
        "catalogue", "match", "--facts", facts, "--on", "2023-01-09", "--record", str(record), "--output", "json"
    )

    again = at_stack("catalogue", "rerun", str(record), "--as", "auditor", "--output", "json").data

    assert again["matches"] == asked.data
    [found] = again["matches"]
    assert all(reason["source"] for reason in found["reasons"])
    age = next(each for each in found["reasons"] if each["condition"] == "age")
    assert age["tree"]["source"] == age["source"]
    assert age["source"] in at_stack("catalogue", "rerun", str(record), "--sources").out


@pytest.mark.usefixtures("service")
def test_a_record_takes_the_place_of_none(at_stack: Somicis, facts: str, tmp_path: Path) -> None:
    """It may be the only one of another decision."""
    record = tmp_path / "record.json"
    record.write_text("kept", "utf-8")

    ran = at_stack("catalogue", "match", "--facts", facts, "--record", str(record))

    assert (ran.status, record.read_text("utf-8")) == (2, "kept")
    assert "c'è già" in ran.err


@pytest.mark.usefixtures("service")
def test_days_are_written_alike_in_facts_and_options(at_stack: Somicis, tmp_path: Path) -> None:
    """By hand as in Italy, or as ISO 8601 has it; what lies centuries away is said to."""
    facts = tmp_path / "facts.yaml"
    facts.write_text("person: {birth_date: 14/3/1988, permit: {issued_on: [1/1/2020, 2020-02-01]}}", "utf-8")
    asked = ("catalogue", "match", "--facts", str(facts), "--output", "json")

    [found] = at_stack(*asked, "--on", "9/1/2023").data
    outside, never = (at_stack(*asked, "--on", day) for day in ("1700-01-01", "2023-02-30"))

    assert next(each["value"] for each in found["reasons"] if each["condition"] == "age") == "1988-03-14"
    assert "tra il 1900 e il 2100" in outside.error["message"]
    assert "non è un giorno" in never.error["message"]


@pytest.mark.usefixtures("service")
def test_what_will_be_known_is_not_answered(at_stack: Somicis) -> None:
    """Today means its end, in Rome; a later day is refused."""
    assert at_stack("catalogue", "match", "--known-at", "2023-01-09").status == 0

    ran = at_stack("catalogue", "match", "--known-at", "2030-01-01")

    assert (ran.status, "è nel futuro" in ran.err) == (1, True)


@pytest.mark.usefixtures("service")
def test_of_nobody_it_is_said_what_to_ask(at_stack: Somicis) -> None:
    """Without facts every measure is to be verified."""
    out = at_stack("catalogue", "match", "--on", "2023-01-09").out

    assert "da verificare" in out
    assert "person.permit.kind" in out


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
