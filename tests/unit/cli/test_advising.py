"""What is to be said of all measures together, and what a draft would change, as a person and a program read it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from somicis.catalogue.v1 import edition_pb2
from somicis.catalogue.v1.catalogue_service_pb2 import ImportMeasureResponse

from apps.spreadsheets.files import SUFFIXES, write_spreadsheet
from chassis.serving import Role
from services.catalogue.application.measure_files import PROJECT_MEASURES
from tests.support.answering_stack import AnsweringStack, failing
from tests.support.catalogue_service import CatalogueService, catalogue_in, text_of
from tests.support.judged_measures import MARIA, rule
from tests.support.measures import ADULT, an_edition, written
from tests.unit.cli.conftest import Somicis

CODES = ("marche_creazione_impresa", "naspi_anticipata")
WOMEN = rule("women", {"fact": "person.sex", "is": "F"})
MAN = {**MARIA, "person": {**MARIA["person"], "sex": "M"}}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogueService]:
    """A catalogue with measures; nobody here changes it."""
    with catalogue_in(tmp_path_factory.mktemp("catalogue")) as catalogue:
        files = ((PROJECT_MEASURES / f"{code}.yaml").read_text("utf-8") for code in CODES)
        yield catalogue.stock(written(), *files)


@pytest.fixture
def service(catalogue: CatalogueService, stack: AnsweringStack) -> CatalogueService:
    """The same, behind the stack."""
    servicer = catalogue.servicer()
    stack.answers["Advise"] = lambda request, _: servicer.Advise(request, catalogue.call())
    stack.answers["Rehearse"] = streamed(servicer.Rehearse, catalogue)
    return catalogue


def streamed(method: Callable[..., Any], service: CatalogueService) -> Callable[[Any, Any], Any]:
    """Answers a stream as the server does, to an editor."""
    return lambda requests, _: method(requests, service.call(Role.EDITOR))


def a_file(folder: Path, name: str, text: str) -> str:
    """A file with a text."""
    file = folder / name
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.usefixtures("service")
def test_a_person_reads_the_order_the_conflict_and_the_days(at_stack: Somicis, tmp_path: Path) -> None:
    """Scenario A01 at the desk, in Italian."""
    facts = a_file(tmp_path, "facts.json", json.dumps(MARIA))
    ran = at_stack("catalogue", "advise", "--facts", facts, "--on", "2023-01-16")

    assert ran.status == 0, ran.err
    for said in ("la migliore per prima", "È la prima", "Prima chiedere «Regione Marche", "si ostacola", "01/05/2023"):
        assert said in ran.out, ran.out


@pytest.mark.usefixtures("service")
def test_a_program_reads_the_same(at_stack: Somicis, tmp_path: Path) -> None:
    """Codes and days, and the values of possible answers as values."""
    asked = ("catalogue", "advise", "--on", "2023-01-16", "--output", "json", "--facts")
    whole = at_stack(*asked, a_file(tmp_path, "whole.json", json.dumps(MARIA))).data
    needs = at_stack(*asked, a_file(tmp_path, "part.json", json.dumps({**MARIA, "project": {}}))).data["next_question"]

    assert [one["place"] for one in whole["ranking"]] == [1, 2, 3]
    assert whole["conflicts"][0]["waits_days"] == 105
    assert needs["fact"] == "project.amount"
    assert all(isinstance(one["value"], int) for one in needs["answers"])


@pytest.mark.usefixtures("service")
def test_a_draft_is_tried_on_a_file_and_on_invented_people(at_stack: Somicis, tmp_path: Path) -> None:
    """A line a profile, with a key of its own or its number; a seed makes the same people again."""
    draft = a_file(tmp_path, "draft.yaml", text_of(written(an_edition(conditions=[rule("age", ADULT), WOMEN]))))
    lines = [json.dumps({"key": "case-7", "facts": MAN}), json.dumps(MAN), "", json.dumps(MARIA)]
    profiles = a_file(tmp_path, "profiles.jsonl", "\n".join(lines))
    asked = ("catalogue", "rehearse", draft, "--profiles", profiles, "--on", "2023-01-16")

    told = at_stack(*asked, "--output", "json").data
    shown = at_stack(*asked, "--generated", "5", "--seed", "7").out

    effects = {one["effect"]: one for one in told["effects"]}
    assert (effects["loses"]["profiles"], effects["loses"]["keys"]) == (2, ["case-7", "2"])
    assert told["profiles"] == 3
    for said in ("TRIAL_LOAN al 16/01/2023, profili provati: 8", "Inventati: 5; --seed 7", "ci perde", "Esiti"):
        assert said in shown, shown


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_draft_is_tried_from_whatever_an_import_would_take(at_stack: Somicis, tmp_path: Path, suffix: str) -> None:
    """An editor rehearses the file that is to be imported, not another one made for that."""
    document = written(an_edition(conditions=[rule("age", ADULT), WOMEN]))
    file = tmp_path / f"draft{suffix}"
    write_spreadsheet(document, file)
    asked = ("--generated", "20", "--seed", "7", "--on", "2023-01-16", "--output", "json")

    told = at_stack("catalogue", "rehearse", str(file), *asked).data

    assert told == at_stack("catalogue", "rehearse", a_file(tmp_path, "draft.yaml", text_of(document)), *asked).data
    file.write_bytes(b"\xff")
    broken = at_stack("catalogue", "rehearse", str(file))
    assert (broken.status, file.name in broken.err) == (2, True)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("words", [(), ("draft.yaml", "--measure", "TRIAL_LOAN")])
def test_one_draft_is_tried_at_a_time(at_stack: Somicis, words: tuple[str, ...]) -> None:
    """Neither none nor two."""
    ran = at_stack("catalogue", "rehearse", *words)

    assert ran.status == 2
    assert "una sola bozza" in ran.err


def test_a_draft_that_cannot_be_meant_is_told_line_by_line(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """As an import tells it."""
    draft, problem = a_file(tmp_path, "draft.yaml", "id: TRIAL\nlevel: 5\n"), "takes 'national' or 'local'"
    bad = error_details_pb2.BadRequest()
    bad.field_violations.add(field="document.level", description=problem)
    info = error_details_pb2.ErrorInfo(reason="INVALID_FIELD")
    found = edition_pb2.DocumentProblem(path="level", line=2, problem=problem)
    stack.answers["Rehearse"] = failing(grpc.StatusCode.INVALID_ARGUMENT, "no", info, bad)
    stack.answers["ImportMeasure"] = ImportMeasureResponse(problems=[found])

    ran = at_stack("catalogue", "rehearse", draft)

    assert ran.status == 1
    assert "draft.yaml:2: Livello (document.level): qui va 'national' o 'local'" in " ".join(ran.err.split())
    assert [each.dry_run for each in stack.requests("ImportMeasure")] == [True]


@pytest.mark.usefixtures("service")
def test_facts_that_cannot_be_meant_are_told_in_italian(at_stack: Somicis, tmp_path: Path) -> None:
    """They are counted, and the trial goes on."""
    draft = a_file(tmp_path, "draft.yaml", text_of(written()))
    profiles = a_file(tmp_path, "profiles.jsonl", json.dumps({"person": {"birth_date": "02/16/1988"}}))

    ran = at_stack("catalogue", "rehearse", draft, "--profiles", profiles)

    assert "letto come giorno 2 del mese 16 del 1988" in " ".join(ran.out.split())


@pytest.mark.usefixtures("service")
def test_profiles_that_cannot_be_read_are_told_by_their_file(at_stack: Somicis, tmp_path: Path) -> None:
    """A line that is no JSON ends the trial; so does a file that is not there."""
    draft = a_file(tmp_path, "draft.yaml", text_of(written()))
    for profiles in (a_file(tmp_path, "bad.jsonl", "{"), str(tmp_path / "none.jsonl")):
        ran = at_stack("catalogue", "rehearse", draft, "--profiles", profiles)
        assert ran.status != 0
        assert Path(profiles).name in ran.err
        assert "riga 1: non è JSON" in ran.err or "il file non c'è" in ran.err


@pytest.mark.usefixtures("service")
def test_of_what_nobody_tried_could_have_it_is_said_that_nothing_was_learnt(at_stack: Somicis, tmp_path: Path) -> None:
    """All lost before and after looks like "nothing changes", and may change everything for somebody else."""
    draft = a_file(tmp_path, "draft.yaml", text_of(written(an_edition(conditions=[rule("age", ADULT), WOMEN]))))
    men = a_file(tmp_path, "men.jsonl", json.dumps({"person": {**MAN["person"], "birth_date": "2015-01-01"}}))
    women = a_file(tmp_path, "women.jsonl", json.dumps(MARIA))

    lost, told = (
        at_stack("catalogue", "rehearse", draft, "--profiles", those, "--on", "2023-01-16").out
        for those in (men, women)
    )

    assert "Nessuna di queste persone potrebbe averla" in lost
    assert "Nessuna di queste persone" not in told


@pytest.mark.usefixtures("service")
def test_what_is_lost_is_not_held_against_the_rest(at_stack: Somicis, tmp_path: Path) -> None:
    """No reason for its place, and no day to wait for where it is closed then as now."""
    child = a_file(tmp_path, "child.json", json.dumps({"person": {**MARIA["person"], "birth_date": "2010-01-01"}}))

    told = at_stack("catalogue", "advise", "--facts", child, "--on", "2023-01-16", "--output", "json").data

    lost = [each for each in told["ranking"] if each["match"]["verdict"] == "not_eligible"]
    assert lost
    assert [each["why"] for each in lost] == [None] * len(lost)
    assert {"closed"} not in [{each["window_before"], each["window"]} for each in told["changes"]]


@pytest.mark.usefixtures("service")
def test_what_is_in_the_way_of_all_and_the_last_day_are_read_at_once(at_stack: Somicis, tmp_path: Path) -> None:
    """Above the order, and in the row of the measure."""
    student = {**MARIA, "person": {**MARIA["person"], "permit": {"kind": "STUDIO", "expires_on": "2024-03-31"}}}
    asked = ("catalogue", "advise", "--facts")
    barred, late = (
        " ".join(at_stack(*asked, a_file(tmp_path, "facts.json", json.dumps(facts)), "--on", day).out.split())
        for facts, day in ((student, "2023-01-16"), (MARIA, "2024-03-10"))
    )

    assert barred.index("Per tutte le misure: Il titolo") < barred.index("la migliore per prima")
    assert late.index("chiedere il rinnovo subito") < late.index("la migliore per prima")
    assert "solo fino al" in late
