"""A workbook is imported and exported by command as a file is, and what is wrong in it is told by its cell."""

import json
from pathlib import Path

from odfdo import Document
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2 as editions

from services.catalogue.application.measure_files import plain_data
from tests.support.answering_stack import AnsweringStack
from tests.support.measures import an_edition, the_next_edition, written
from tests.support.typed_workbooks import EDITIONS, MEASURE, WORKBOOKS, typed
from tests.unit.cli.conftest import Somicis


@WORKBOOKS
def test_a_dry_run_of_a_workbook_tells_the_cell(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path, suffix: str
) -> None:
    """The line of the text that was made of it, which its editor never sees, becomes the cell that made it."""
    file = typed(tmp_path, suffix, measure=MEASURE, editions=EDITIONS)

    def answer(request: pb.ImportMeasureRequest, _: object) -> pb.ImportMeasureResponse:
        line = next(n for n, text in enumerate(request.document.split("\n"), start=1) if "Two" in text)
        wrong = editions.DocumentProblem(path="editions.V2.name.en", line=line, problem="must not be blank")
        return pb.ImportMeasureResponse(measure_id="A", problems=[wrong])

    stack.answers["ImportMeasure"] = answer

    told = at_stack("catalogue", "import", str(file), "--dry-run")

    assert f"typed{suffix}:editions!C3: editions.V2.name.en:" in "".join(told.out.split("\n"))


def test_a_cell_that_cannot_be_meant_is_told_in_words(at_stack: Somicis, tmp_path: Path) -> None:
    """With where it is."""
    file = typed(tmp_path, measure=MEASURE, editions=EDITIONS, sources=[["edition", "url"], ["V9", "x"]])

    ran = at_stack("catalogue", "import", str(file))

    assert ran.status == 2
    assert "sources!A2: il foglio editions non ha un'edizione V9." in " ".join(ran.err.split())


@WORKBOOKS
def test_what_is_no_workbook_is_told_so(at_stack: Somicis, tmp_path: Path, suffix: str) -> None:
    """A file that only bears the name, or is another kind of document, or is not there."""
    (tmp_path / f"a{suffix}").write_text("id: A")
    Document("text").save(tmp_path / f"b{suffix}")
    for name in "abc":
        ran = at_stack("catalogue", "import", str(tmp_path / f"{name}{suffix}"))

        assert (ran.status, "non si può leggere" in ran.err) == (2, True), (name, ran.err)


def test_a_measure_is_exported_to_start_from(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """And imported again it says the same."""
    document = written(an_edition(), the_next_edition())
    stack.answers["GetMeasure"] = pb.GetMeasureResponse(document_json=json.dumps(document), version=4)
    stack.answers["ImportMeasure"] = pb.ImportMeasureResponse(measure_id="TRIAL_LOAN", unchanged=True)
    file = tmp_path / "trial.xlsx"

    told = at_stack("catalogue", "export", "TRIAL_LOAN", "--file", str(file), "--output", "json")
    at_stack("catalogue", "import", str(file), "--dry-run")

    assert told.data == {"measure_id": "TRIAL_LOAN", "version": 4, "file": str(file)}
    assert plain_data(stack.requests("ImportMeasure")[0].document) == document
    assert at_stack("catalogue", "export", "TRIAL_LOAN", "--file", "a.pdf").status == 2
    again = at_stack("catalogue", "export", "TRIAL_LOAN", "--file", str(file))
    assert (again.status, "c'è già" in again.err) == (2, True)


def test_what_an_open_spreadsheet_leaves_in_a_folder_is_no_measure_file(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """Only the workbook itself is imported."""
    typed(tmp_path, measure=MEASURE, editions=EDITIONS)
    (tmp_path / "~$typed.xlsx").write_bytes(b"owner")
    stack.answers["ImportMeasure"] = pb.ImportMeasureResponse(measure_id="A", unchanged=True)

    assert at_stack("catalogue", "import", str(tmp_path), "--dry-run").status == 0
    assert len(stack.requests("ImportMeasure")) == 1
