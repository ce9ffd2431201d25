"""An editor who writes no YAML keeps measures in a workbook: what it says is what a file would say, cell by cell."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2 as editions

from apps.spreadsheets.document_text import SheetWrong
from apps.spreadsheets.files import READ, WRITE
from apps.spreadsheets.separated import write_separated
from apps.spreadsheets.workbook import read_workbook, write_workbook
from services.catalogue.application.measure_files import PROJECT_MEASURES, plain_data
from tests.support.answering_stack import AnsweringStack
from tests.support.measures import an_edition, the_next_edition, written
from tests.unit.cli.conftest import Somicis

FORMULAS = ["=1+1", "+39 0734", "-1 for each", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")']


def round_trip(document: Any, folder: Path, suffix: str = ".xlsx") -> Any:
    """What a measure says after it was written as a spreadsheet and read again."""
    WRITE[suffix](document, folder / f"measure{suffix}")
    return plain_data(READ[suffix](folder / f"measure{suffix}").text)


def typed(folder: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook as an editor has left it: rows of cells, by sheet."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "typed.xlsx")
    return folder / "typed.xlsx"


MEASURE = [["id", "level", "kind"], ["A", "national", "loan"]]
EDITIONS = [["id", "name.it", "name.en"], ["V1", "Uno", "One"], ["V2", "Due", "Two"]]


@pytest.mark.parametrize("suffix", READ)
@pytest.mark.parametrize("file", sorted(PROJECT_MEASURES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_measure_of_the_project_survives_a_spreadsheet(file: Path, suffix: str, tmp_path: Path) -> None:
    """Null, words that look like numbers, empty lists, rules within rules: nothing is lost and nothing added."""
    document = plain_data(file.read_text("utf-8"))

    assert round_trip(document, tmp_path, suffix) == document


@pytest.mark.parametrize(
    "text", ["no", "null", "true", "2024", "1.5", "[a]", "{a: b}", '"quoted"', "a: b # c", *FORMULAS]
)
def test_a_text_stays_the_text_it_is(text: str, tmp_path: Path) -> None:
    """Whatever else it might look like."""
    document = written(an_edition(owner=text))
    found = [round_trip(document, tmp_path, suffix)["editions"][0]["owner"] for suffix in READ]

    assert found == [text.strip()] * len(READ)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_an_editor_is_a_formula_for_whoever_opens_the_workbook(text: str, tmp_path: Path) -> None:
    """A measure is written by one organisation and opened by another."""
    write_workbook(written(an_edition(owner=text)), tmp_path / "measure.xlsx")

    sheet = load_workbook(tmp_path / "measure.xlsx")["editions"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "owner"]

    assert (sheet.cell(2, column).data_type, sheet.cell(2, column).quotePrefix) == ("s", True)
    write_separated(written(an_edition(owner=text)), tmp_path / "measure.csv")
    with (tmp_path / "measure.csv").open(encoding="utf-8-sig", newline="") as file:
        assert f"'{text}" in [line[3] for line in csv.reader(file, delimiter=";")]


def test_there_is_a_row_for_each_edition_and_each_condition(tmp_path: Path) -> None:
    """On a sheet of its own, which says of which edition it is."""
    document = written(an_edition(), the_next_edition(amounts=[{"of": "loan", "max": 1}, {"of": "loan", "max": 2}]))
    write_workbook(document, tmp_path / "measure.xlsx")

    book = load_workbook(tmp_path / "measure.xlsx")

    assert book.sheetnames[:2] == ["measure", "editions"]
    assert [row[0].value for row in book["editions"]] == ["id", "V1", "V2"]
    amounts = [[cell.value for cell in row] for row in book["amounts"]]
    assert amounts == [["edition", "of", "max"], ["V1", "loan", 10000], ["V2", "loan", 1], ["V2", "loan", 2]]


def test_rows_without_a_value_and_columns_of_the_editors_own_say_nothing(tmp_path: Path) -> None:
    """A blank line, a remark."""
    sources: list[list[Any]] = [
        ["edition", "url", "# asked"],
        ["V2", "https://example.org", "on Monday"],
        [None, None, None],
    ]
    file = typed(tmp_path, measure=MEASURE, editions=EDITIONS, sources=sources)

    first, second = plain_data(read_workbook(file).text)["editions"]

    assert first == {"id": "V1", "name": {"it": "Uno", "en": "One"}}
    assert second["sources"] == [{"url": "https://example.org"}]


@pytest.mark.parametrize(
    ("sheets", "place", "key"),
    [
        ({"sources": [["edition", "url"], ["V9", "x"]]}, "sources!A2", "unknown_edition"),
        ({"sources": [["edition", "url"], [None, "x"]]}, "sources!B2", "no_edition"),
        ({"sources": [["edition", "url", None], ["V1", "x", "y"]]}, "sources!C2", "no_column"),
        ({"sources": [["edition", "url"], ["V1", "=A1"]]}, "sources!B2", "formula"),
        ({"sources": [["edition", "note", "note.it"], ["V1", "x", "y"]]}, "sources!C2", "twice"),
        ({"name": [["edition", "it"], ["V1", "x"]]}, "editions!B2", "twice"),
    ],
)
def test_a_workbook_that_cannot_be_meant_names_the_cell(
    tmp_path: Path, sheets: dict[str, list[list[Any]]], place: str, key: str
) -> None:
    """Before anything is sent."""
    with pytest.raises(SheetWrong) as wrong:
        read_workbook(typed(tmp_path, measure=MEASURE, editions=EDITIONS, **sheets))

    assert (wrong.value.place, wrong.value.key) == (place, key)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_whatever_stands_between_its_values(tmp_path: Path, separator: str) -> None:
    """A spreadsheet puts what its language is used to."""
    lines = [["sheet", "row", "column", "value"], ["measure", "1", "id", "A"], ["editions", "1", "id", "V1"]]
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*lines, ["editions", "1", "owner", 'Uno; "due", tre']])

    edition = {"id": "V1", "owner": 'Uno; "due", tre'}
    assert plain_data(READ[".csv"](tmp_path / "list.csv").text) == {"id": "A", "editions": [edition]}


@pytest.mark.parametrize(
    ("lines", "place", "key"),
    [
        ("id;value\n", "1", "head"),
        ("sheet;row;column;value\nmeasure;1;id;A\nmeasure;1;id;B\n", "3", "twice"),
        ("sheet;row;column;value\nmeasure;1;;A\n", "2", "no_column"),
        ("sheet;row;column;value\nsources;1;url;x\n", "2", "no_edition"),
    ],
)
def test_a_list_that_cannot_be_meant_names_the_line(tmp_path: Path, lines: str, place: str, key: str) -> None:
    """Before anything is sent."""
    (tmp_path / "list.csv").write_text(lines)

    with pytest.raises(SheetWrong) as wrong:
        READ[".csv"](tmp_path / "list.csv")

    assert (wrong.value.place, wrong.value.key) == (place, key)


def test_a_dry_run_of_a_workbook_tells_the_cell(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """The line of the text that was made of it, which its editor never sees, becomes the cell that made it."""
    file = typed(tmp_path, measure=MEASURE, editions=EDITIONS)

    def answer(request: pb.ImportMeasureRequest, _: object) -> pb.ImportMeasureResponse:
        line = next(n for n, text in enumerate(request.document.split("\n"), start=1) if "Two" in text)
        wrong = editions.DocumentProblem(path="editions.V2.name.en", line=line, problem="must not be blank")
        return pb.ImportMeasureResponse(measure_id="A", problems=[wrong])

    stack.answers["ImportMeasure"] = answer

    told = at_stack("catalogue", "import", str(file), "--dry-run")

    assert "typed.xlsx:editions!C3: editions.V2.name.en:" in "".join(told.out.split("\n"))


def test_a_cell_that_cannot_be_meant_is_told_in_words(at_stack: Somicis, tmp_path: Path) -> None:
    """With where it is."""
    file = typed(tmp_path, measure=MEASURE, editions=EDITIONS, sources=[["edition", "url"], ["V9", "x"]])

    ran = at_stack("catalogue", "import", str(file))

    assert ran.status == 2
    assert "sources!A2: il foglio editions non ha un'edizione V9." in " ".join(ran.err.split())


def test_what_is_no_workbook_is_told_so(at_stack: Somicis, tmp_path: Path) -> None:
    """A file that only bears the name."""
    (tmp_path / "a.xlsx").write_text("id: A")

    ran = at_stack("catalogue", "import", str(tmp_path / "a.xlsx"))

    assert (ran.status, "non si può leggere" in ran.err) == (2, True)


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
    assert at_stack("catalogue", "export", "TRIAL_LOAN", "--file", "a.ods").status == 2
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
