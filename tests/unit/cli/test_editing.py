"""What editors do with measures on the command line: who speaks, what is sent, what is told."""

from pathlib import Path
from uuid import UUID, uuid5

import grpc
import pytest
from google.rpc import error_details_pb2
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2 as editions
from somicis.catalogue.v1 import measure_pb2 as measures
from somicis.shared.v1.receipt_pb2 import Receipt

from tests.support.answering_stack import AnsweringStack, failing, refusing
from tests.unit.cli.conftest import Somicis

RECEIPT = Receipt(id="3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10", version=4, position=9)
REQUEST_ID = "22222222-2222-5222-8222-222222222222"
DRY_RUN = pb.ImportMeasureResponse(
    measure_id="A",
    drafted=["V1", "V2"],
    withdrawn=["V3"],
    changes=[
        editions.DocumentChange(edition_id="V1", path="owner", was_json='"Uno"', becomes_json='"Due"', line=14),
        editions.DocumentChange(edition_id="V1", path="grace_months", was_json="null"),
        editions.DocumentChange(edition_id="V2", becomes_json='{"id": "V2"}', line=30),
    ],
)
WRONG = pb.ImportMeasureResponse(
    measure_id="A",
    problems=[
        editions.DocumentProblem(path="editions.V1.site", line=16, problem="must not be blank"),
        editions.DocumentProblem(
            path="level",
            line=3,
            problem="The level of A is national, not regional.",
            reason="LEVEL_OR_KIND_CHANGED",
            facts=[
                editions.RuleFact(name=name, value=value)
                for name, value in {"field": "level", "measure": "A", "was": "national", "asked": "regional"}.items()
            ],
        ),
        editions.DocumentProblem(path="document", line=9, problem='line 9: "rate_pct" stands twice'),
    ],
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A measure file; the services that answer here do not read it."""
    path = tmp_path / "a.yaml"
    path.write_text("id: A\n")
    return path


def test_a_dry_run_tells_line_by_line_what_would_change(at_stack: Somicis, stack: AnsweringStack, file: Path) -> None:
    """Each line says where it stands in the file, what was there and what would be."""
    stack.answers["ImportMeasure"] = DRY_RUN

    ran = at_stack("catalogue", "import", str(file), "--dry-run")

    assert ran.status == 0
    assert "".join(ran.out.split()) == "".join(
        f"""{file}:14: editions.V1.owner: "Uno" → "Due"
            {file}: editions.V1.grace_months: null → (assente)
            {file}:30: editions.V2: edizione nuova
            {file}: la bozza dell'edizione V3 verrebbe ritirata""".split()
    )
    assert stack.requests("ImportMeasure")[0].dry_run


def test_a_dry_run_tells_a_machine_the_values_themselves(at_stack: Somicis, stack: AnsweringStack, file: Path) -> None:
    """What is absent is not there; what is null is null."""
    stack.answers["ImportMeasure"] = DRY_RUN

    [told] = at_stack("catalogue", "import", str(file), "--dry-run", "--output", "json").data["files"]

    assert told["changes"] == [
        {"edition_id": "V1", "path": "owner", "line": 14, "place": "14", "was": "Uno", "becomes": "Due"},
        {"edition_id": "V1", "path": "grace_months", "line": None, "place": "", "was": None},
        {"edition_id": "V2", "path": "", "line": 30, "place": "30", "becomes": {"id": "V2"}},
    ]
    assert (told["drafted"], told["withdrawn"], told["problems"]) == (["V1", "V2"], ["V3"], [])


def test_a_dry_run_of_a_file_that_is_wrong_ends_with_1(at_stack: Somicis, stack: AnsweringStack, file: Path) -> None:
    """Every problem with its line, rules in the reader's language; a script can tell."""
    stack.answers["ImportMeasure"] = WRONG

    ran = at_stack("catalogue", "import", str(file), "--dry-run")
    machine = at_stack("catalogue", "import", str(file), "--dry-run", "--output", "json")

    assert (ran.status, machine.status) == (1, 1)
    said = " ".join(ran.out.split())
    assert "a.yaml:16: editions.V1.site: non può essere vuoto" in said
    assert "a.yaml:3: level: Livello di A è nazionale, non regionale: registra una misura a sé." in said
    assert 'a.yaml:9: riga 9: "rate_pct" è scritto due volte' in said
    found = {one["path"]: one["line"] for one in machine.data["files"][0]["problems"]}
    assert found == {"editions.V1.site": 16, "level": 3, "document": 9}


def test_an_import_that_is_refused_says_where_in_the_file(at_stack: Somicis, stack: AnsweringStack, file: Path) -> None:
    """Line by line, as a dry run does, which is what it asks for then; a machine finds the place too."""
    problem = 'the test "One euro more" does not hold: verdict is eligible, not not_eligible'
    bad = error_details_pb2.BadRequest()
    bad.field_violations.add(field="document.editions.V1.tests.3", description=problem)
    info = error_details_pb2.ErrorInfo(reason="INVALID_FIELD")
    refuse = failing(grpc.StatusCode.INVALID_ARGUMENT, problem, info, bad)
    tried = pb.ImportMeasureResponse(
        measure_id="A", problems=[editions.DocumentProblem(path="editions.V1.tests.3", line=30, problem=problem)]
    )
    stack.answers["ImportMeasure"] = lambda asked, call: tried if asked.dry_run else refuse(asked, call)

    ran = at_stack("catalogue", "import", str(file))
    machine = at_stack("catalogue", "import", str(file), "--output", "json")

    assert (ran.status, machine.status) == (1, 1)
    assert (
        f"{file.name}:30: document.editions.V1.tests.3: la prova «One euro more» non regge: "
        "`verdict` è ammissibile, atteso non ammissibile"
    ) in " ".join(ran.err.split())
    assert [each["place"] for each in machine.error["fields"]] == ["30"]


def test_a_publication_that_is_refused_says_all_that_is_wrong(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Each in the reader's language, and how many there are beside those an answer carries."""
    facts = {"measure": "A", "violations": "7"}
    info = error_details_pb2.ErrorInfo(reason="TESTS_DO_NOT_HOLD", metadata=facts)
    failed = error_details_pb2.PreconditionFailure()
    failed.violations.add(type="TESTS_DO_NOT_HOLD", description="Published, A would not")
    for number, problem in enumerate(("window is open, not closed", "person.sex: must be given")):
        told = f'the test "One" does not hold: {problem}'
        failed.violations.add(type="TESTS_DO_NOT_HOLD", subject=f"editions.V1.tests.{number}", description=told)
    stack.answers["PublishDrafts"] = failing(grpc.StatusCode.FAILED_PRECONDITION, "no", info, failed)

    ran = at_stack("catalogue", "publish", "A")
    machine = at_stack("catalogue", "publish", "A", "--output", "json")

    assert (ran.status, machine.status) == (1, 1)
    assert [line.strip() for line in ran.err.splitlines()[1:]] == [
        "editions.V1.tests.0: la prova «One» non regge: `window` è aperta, atteso chiusa",
        "editions.V1.tests.1: la prova «One» non regge: person.sex: va indicato",
        "e altri problemi: 5",
    ]
    assert [each["field"] for each in machine.error["fields"]] == ["editions.V1.tests.0", "editions.V1.tests.1"]
    assert machine.error["facts"]["violations"] == "7"


def test_drafts_are_reviewed_and_published_by_a_second_editor(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Unless --as says otherwise; each measure is a request of its own, the same one on a repeat."""
    stack.answers["ReviewDrafts"] = pb.ReviewDraftsResponse(receipt=RECEIPT, reviewed=["V1"])
    stack.answers["PublishDrafts"] = pb.PublishDraftsResponse(receipt=RECEIPT, published=["V2"], corrected=["V1"])

    reviewed = at_stack("catalogue", "review", "A", "B", "--request-id", REQUEST_ID, "--output", "json")
    published = at_stack("catalogue", "publish", "A", "--edition", "V1", "--edition", "V2", "--on", "9/1/2023")

    assert [one["reviewed"] for one in reviewed.data["measures"]] == [["V1"], ["V1"]]
    assert [one.request_id for one in stack.requests("ReviewDrafts")] == [
        str(uuid5(UUID(REQUEST_ID), code)) for code in "AB"
    ]
    [sent] = stack.requests("PublishDrafts")
    assert (sent.measure_id, list(sent.edition_ids), sent.published_on) == ("A", ["V1", "V2"], "2023-01-09")
    assert "edizioni nuove: V2; edizioni corrette: V1" in " ".join(published.out.split())
    assert set(stack.callers) == {"Bearer token-of-editor-2"}


def test_of_all_measures_those_without_a_draft_are_passed_over(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Most have none; any other refusal stops, and is told."""
    matches = [measures.MeasureMatch(measure_id=code) for code in "ABC"]
    stack.answers["ListMeasures"] = pb.ListMeasuresResponse(measures=matches)
    nothing = refusing("NOTHING_DRAFTED", measure="B")
    answer = pb.PublishDraftsResponse(receipt=RECEIPT, published=["V1"])
    stack.answers["PublishDrafts"] = lambda asked, call: nothing(asked, call) if asked.measure_id == "B" else answer

    ran = at_stack("catalogue", "publish", "--all", "--output", "json")

    assert [one["measure_id"] for one in ran.data["measures"]] == ["A", "C"]
    assert stack.requests("ListMeasures")[0].with_drafts
    stack.answers["PublishDrafts"] = refusing("PUBLISHER_IS_DRAFTER", measure="A", edition="V1", by="ed-2")
    refused = at_stack("catalogue", "publish", "--all")
    assert refused.status == 1
    assert "deve pubblicarla un altro redattore" in " ".join(refused.err.split())


@pytest.mark.parametrize("words", [(), ("A", "--all")])
def test_measures_are_named_or_all_meant(at_stack: Somicis, words: tuple[str, ...]) -> None:
    """Nothing is published by leaving something out."""
    ran = at_stack("catalogue", "publish", *words)

    assert ran.status == 2
    assert "oppure --all" in ran.err


def test_a_draft_is_withdrawn_with_its_reason(at_stack: Somicis, stack: AnsweringStack) -> None:
    """And a note."""
    stack.answers["WithdrawDrafts"] = pb.WithdrawDraftsResponse(receipt=RECEIPT, withdrawn=["V1"])

    ran = at_stack("catalogue", "withdraw", "A", "--reason", "source_unclear", "--note", "art. 4", "--output", "json")

    [sent] = stack.requests("WithdrawDrafts")
    assert (sent.measure_id, sent.reason, sent.note) == ("A", editions.WITHDRAWAL_REASON_SOURCE_UNCLEAR, "art. 4")
    assert (ran.data["withdrawn"], ran.data["version"]) == (["V1"], 4)


def test_an_edition_is_suspended_resumed_and_closed(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Each on its day, as the editor, at a version if one is named."""
    stack.answers["SuspendEdition"] = pb.SuspendEditionResponse(receipt=RECEIPT)
    stack.answers["ResumeEdition"] = pb.ResumeEditionResponse(receipt=RECEIPT)
    stack.answers["CloseEdition"] = pb.CloseEditionResponse(receipt=RECEIPT)

    suspended = at_stack(
        "catalogue", "suspend", "A", "V1", "--reason", "by_act", "--from", "1/6/2023", "--note", "n. 5"
    )
    at_stack("catalogue", "resume", "A", "V1", "--from", "2023-07-01", "--expected-version", "4")
    at_stack("catalogue", "close", "A", "V1", "--reason", "repealed", "--last-day", "2023-08-31")

    assert "Sospensione registrata." in suspended.out
    [first], [second], [third] = (stack.requests(f"{name}Edition") for name in ("Suspend", "Resume", "Close"))
    assert (first.edition_id, first.from_day, first.note) == ("V1", "2023-06-01", "n. 5")
    assert first.reason == editions.SUSPENSION_REASON_BY_ACT
    assert (second.from_day, second.expected_version) == ("2023-07-01", 4)
    assert (third.last_day, third.reason) == ("2023-08-31", editions.CLOSING_REASON_REPEALED)
    assert set(stack.callers) == {"Bearer token-of-editor"}


def test_a_list_says_what_is_reserved_to_the_desk(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A number, and no name."""
    stack.answers["ListMeasures"] = pb.ListMeasuresResponse(
        measures=[measures.MeasureMatch(measure_id="A")], reserved_count=2
    )

    told = at_stack("catalogue", "list", "--as", "orientation")
    machine = at_stack("catalogue", "list", "--as", "orientation", "--output", "json")

    assert "Altre misure, riservate allo sportello: 2." in told.out
    assert machine.data["reserved_count"] == 2


def test_drafts_and_what_was_known_are_asked_for(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Drafts as an editor, because nobody else is shown them."""
    stack.answers["ListMeasures"] = pb.ListMeasuresResponse(measures=[measures.MeasureMatch(measure_id="A")])

    at_stack("catalogue", "list", "--drafts")
    at_stack("catalogue", "list", "--known-at", "2023-02-02")

    first, second = stack.requests("ListMeasures")
    assert (first.with_drafts, second.with_drafts, second.known_at) == (True, False, "2023-02-02")
    assert stack.callers == ["Bearer token-of-editor", "Bearer token-of-operator"]
