"""What commands send and what they answer, to a machine and to a person."""

from pathlib import Path
from uuid import UUID, uuid5

import grpc
import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.catalogue.v1 import measure_pb2 as measures
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.intake.v1 import profile_pb2 as profiles
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.reporting.v1 import reporting_service_pb2 as reporting
from somicis.shared.v1.history_pb2 import HistoryEntry
from somicis.shared.v1.receipt_pb2 import Receipt

from tests.support.answering_stack import AnsweringStack, after
from tests.unit.cli.conftest import Somicis

CASE = "3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10"
REFERRAL = "57229557-d0d1-50d5-9388-1bb2bf47953c"
REQUEST_ID = "0d0c1e52-5a2c-4d54-9c8c-6d8a1c1f2b3d"
RECEIPT = Receipt(id=CASE, version=8, position=21)


@pytest.fixture(autouse=True)
def _a_case_at_version_7(stack: AnsweringStack) -> None:
    case = cases.Case(case_id=CASE, version=7, state=cases.CASE_STATE_REFERRED, opened_on="2023-01-09")
    case.profile.sex = profiles.SEX_F
    case.proposed.add(measure_id="MICROCREDITO_IMPR", level=measures.LEVEL_NATIONAL)
    case.referrals.add(referral_id=REFERRAL, recipient="CPI_FERMO", state="expired", attempt=1)
    stack.answers["GetCase"] = intake.GetCaseResponse(case=case)
    stack.answers["RecordFollowUp"] = intake.RecordFollowUpResponse(receipt=RECEIPT)


def test_a_command_is_decided_on_the_present_version_unless_told_which(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """An operator need not know versions; a script that does is held to its word."""
    at_stack("desk", "follow-up", CASE, "--channel", "phone")
    at_stack("desk", "follow-up", CASE, "--channel", "phone", "--expected-version", "5")

    first, second = stack.requests("RecordFollowUp")
    assert (first.expected_version, second.expected_version) == (7, 5)
    assert len(stack.requests("GetCase")) == 1


def test_a_command_answers_all_that_a_repeat_of_it_would_name(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Where the case stands, and the request id and version that make a repeat the same request."""
    ran = at_stack("desk", "follow-up", CASE, "--channel", "phone", "--request-id", REQUEST_ID, "--output", "json")

    assert ran.data == {
        "case_id": CASE,
        "version": 8,
        "position": 21,
        "request_id": REQUEST_ID,
        "expected_version": 7,
    }
    assert stack.requests("RecordFollowUp")[0].request_id == REQUEST_ID


def test_every_command_has_a_request_id_of_its_own(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Two commands are two requests, and one that is asked again stays one."""
    stack.answers["RecordFollowUp"] = after(
        [grpc.StatusCode.UNAVAILABLE], intake.RecordFollowUpResponse(receipt=RECEIPT)
    )
    at_stack("desk", "follow-up", CASE, "--channel", "phone")
    at_stack("desk", "follow-up", CASE, "--channel", "phone")

    first, again, second = (UUID(one.request_id) for one in stack.requests("RecordFollowUp"))
    assert first == again != second


def test_a_case_is_shown_in_words_and_in_codes(at_stack: Somicis) -> None:
    """The same case for a person, in two languages, and for a machine."""
    italian, english = at_stack("desk", "show", CASE).out, at_stack("desk", "show", CASE, "--lang", "en").out
    data = at_stack("desk", "show", CASE, "--output", "json").data

    for words in ("inviato", "09/01/2023", "femmina", "nazionale", "scaduto"):
        assert words in italian
    for words in ("referred", "2023-01-09", "female", "national", "expired"):
        assert words in english
    assert (data["state"], data["opened_on"], data["profile"]["sex"]) == ("referred", "2023-01-09", "f")


def test_what_was_typed_arrives(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Every option of the longest command reaches its field."""
    stack.answers["RecordNeed"] = intake.RecordNeedResponse(receipt=RECEIPT)

    words = "--purpose enterprise_orientation --legal-form sole_trader --ateco 56.10 --ateco-version 2007"
    more = "--amount-eur 15000 --interest-free-only --on 9/1/2023"
    ran = at_stack("desk", "need", CASE, *words.split(), *more.split())

    assert ran.status == 0, ran.err
    sent = stack.requests("RecordNeed")[0]
    assert sent.need == cases.Need(
        purpose=cases.PURPOSE_ENTERPRISE_ORIENTATION,
        legal_form=cases.LEGAL_FORM_SOLE_TRADER,
        ateco="56.10",
        ateco_version=2007,
        amount_eur=15000,
        interest_free_only=True,
    )
    assert (sent.case_id, sent.occurred_on) == (CASE, "2023-01-09")


def test_a_list_is_read_to_its_end_or_says_that_it_was_cut(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A short answer is never taken for the whole."""

    def page(request: intake.ListCasesRequest, _: object) -> intake.ListCasesResponse:
        first = not request.page_token
        return intake.ListCasesResponse(
            cases=[intake.CaseLine(case_id="1" if first else "2")], next_page_token="more" if first else ""
        )

    stack.answers["ListCases"] = page

    whole = at_stack("desk", "list", "--output", "json").data
    cut = at_stack("desk", "list", "--limit", "1", "--output", "json").data

    assert ([one["case_id"] for one in whole["cases"]], whole["more"]) == (["1", "2"], False)
    assert ([one["case_id"] for one in cut["cases"]], cut["more"]) == (["1"], True)
    assert "--limit 1" in at_stack("desk", "list", "--limit", "1").out


def test_a_folder_of_measure_files_is_imported_file_by_file(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """Each file is a request of its own, the same one when the import is repeated under the same id."""
    folder = tmp_path / "measures"
    folder.mkdir()
    for name in ("b.yaml", "a.yaml", "README.md"):
        (folder / name).write_text(f"id: {name}")
    stack.answers["ImportMeasure"] = catalogue.ImportMeasureResponse(receipt=RECEIPT, measure_id="A", drafted=["V1"])

    ran = at_stack("catalogue", "import", str(folder), "--request-id", REQUEST_ID, "--output", "json")

    requests = stack.requests("ImportMeasure")
    assert [one.document for one in requests] == ["id: a.yaml", "id: b.yaml"]
    assert [one.request_id for one in requests] == [
        str(uuid5(UUID(REQUEST_ID), "a.yaml")),
        str(uuid5(UUID(REQUEST_ID), "b.yaml")),
    ]
    assert [one["drafted"] for one in ran.data["files"]] == [["V1"], ["V1"]]
    assert stack.callers == ["Bearer token-of-editor"] * 2


def test_a_folder_without_measure_files_is_a_mistake(somicis: Somicis, tmp_path: Path) -> None:
    """An import of nothing is nothing one wanted."""
    ran = somicis("catalogue", "import", str(tmp_path))

    assert ran.status == 2
    assert ran.err.startswith(f"In {tmp_path} non ci sono file di misure.")


def test_a_sheet_shows_numbers_their_parts_and_their_sources(at_stack: Somicis, stack: AnsweringStack) -> None:
    """What is not defined is said to be so, and is no nought."""
    sheet = reporting.GetSheetResponse(first_day="2023-01-01", last_day="2023-03-31")
    persons = sheet.indicators.add(code="S19", text_it="Persone servite", unit="persons", value="1", evidence_count=2)
    by_sex = persons.breakdowns.add(dimensions=["sex"])
    by_sex.cells.add(keys=["f"], value="1")
    sheet.indicators.add(code="S25", text_it="Attesa mediana", unit="days")
    sheet.sources.add(source="intake", position=20)
    stack.answers["GetSheet"] = sheet

    table = at_stack("report", "sheet", "--from", "1/1/2023", "--to", "31/3/2023").out
    data = at_stack("report", "sheet", "--from", "1/1/2023", "--to", "31/3/2023", "--output", "json").data

    for words in ("Persone servite", "Sesso: femmina", "Attesa mediana", "non definito", "persone", "intake"):
        assert words in table
    assert [(one["code"], one["value"]) for one in data["indicators"]] == [("S19", "1"), ("S25", "")]


def test_a_case_that_no_service_knows_has_no_history_to_show(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A mistyped id is not a case in which nothing happened; nor is an instant before it began."""
    answers = {"intake": intake, "referral": referral, "catalogue": catalogue}
    stack.answers["ListHistory"] = lambda asked, _: answers[
        asked.DESCRIPTOR.full_name.split(".")[1]
    ].ListHistoryResponse()

    ran = at_stack("audit", "history", CASE)
    then = at_stack("audit", "history", CASE, "--known-at", "2023-01-08")
    machine = at_stack("audit", "history", CASE, "--output", "json")

    assert (ran.status, then.status, machine.status) == (1, 1, 1)
    assert f"Nessun servizio conosce il caso {CASE}: controlla l'identificativo." in " ".join(ran.err.split())
    assert "Al 08/01/2023 nessun servizio sapeva niente" in " ".join(then.err.split())
    assert (machine.out, machine.error["reason"], machine.error["facts"]) == ("", "NO_HISTORY", {"case_id": CASE})


def test_a_history_shows_who_when_what_and_what_changed(at_stack: Somicis, stack: AnsweringStack) -> None:
    """An auditor reads the change; a machine reads the whole state after each event."""
    entry = HistoryEntry(service="intake", log="l", stream=CASE, actor="op-1", organisation="FERMO", role="operator")
    entry.recorded_at, entry.occurred_on = "2023-02-27T08:00:00+00:00", "2023-02-27"
    opened, closed = HistoryEntry(), HistoryEntry()
    for each in (opened, closed):
        each.CopyFrom(entry)
    opened.position, opened.name, opened.data_json = 1, "case.opened", "{}"
    closed.position, closed.name, closed.data_json = 2, "case.closed", '{"outcome": "funded"}'
    opened.state_json = '{"proposed": [{"id": 1}], "state": "open"}'
    closed.state_json = '{"proposed": [{"id": 1}], "state": "closed"}'
    told = intake.ListHistoryResponse(entries=[opened, closed])
    nothing = {"referral": referral.ListHistoryResponse(), "catalogue": catalogue.ListHistoryResponse()}
    stack.answers["ListHistory"] = lambda request, _: nothing.get(request.DESCRIPTOR.full_name.split(".")[1], told)

    lines = at_stack("audit", "history", CASE).out.splitlines()
    data = at_stack("audit", "history", CASE, "--output", "json").data

    assert "Caso aperto" in lines[3]
    assert "proposed=[1], state=open" in lines[3]
    assert [part.strip() for part in lines[4].split("│")[1:-1]] == [
        "27/02/2023 09:00:00",
        "27/02/2023",
        "intake",
        "Caso chiuso",
        "op-1, FERMO (operatore)",
        "v0 state=closed",
    ]
    assert data["entries"][1]["event_id"] == "l/2"
    assert data["entries"][1]["state"] == {"proposed": [{"id": 1}], "state": "closed"}
    assert set(stack.callers) == {"Bearer token-of-auditor"}


def test_what_the_need_does_not_say_is_not_shown(at_stack: Somicis, stack: AnsweringStack) -> None:
    """An amount or a version nobody gave is absent, and no nought."""
    need = cases.Need(purpose=cases.PURPOSE_ENTERPRISE_ORIENTATION, legal_form=cases.LEGAL_FORM_UNDECIDED)
    stack.answers["GetCase"] = intake.GetCaseResponse(case=cases.Case(case_id=CASE, version=7, need=need))

    shown = at_stack("desk", "show", CASE).out

    assert "Forma giuridica" in shown
    assert "Versione ATECO" not in shown
    assert "Importo in euro" not in shown
