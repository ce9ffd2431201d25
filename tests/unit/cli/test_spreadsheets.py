"""An editor who writes no YAML keeps measures in a workbook: what it says is what a file would say, cell by cell."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from odfdo import Cell, Document, Row
from openpyxl import load_workbook

from apps.spreadsheets.document_text import SheetWrong
from apps.spreadsheets.files import SUFFIXES, read_spreadsheet, write_spreadsheet
from services.catalogue.application.measure_files import PROJECT_MEASURES, plain_data
from tests.support.measures import an_edition, the_next_edition, written
from tests.support.typed_workbooks import EDITIONS, MEASURE, WORKBOOKS, open_workbook_of, typed

FORMULAS = ["=1+1", "+39 0734", "-1 for each", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")']

said = cache(plain_data)
"""What a text says: to read YAML takes longest, and whatever kind of file a measure comes from its text is the same."""


def round_trip(document: Any, folder: Path, suffix: str = ".xlsx") -> Any:
    """What a measure says after it was written as a spreadsheet and read again."""
    write_spreadsheet(document, folder / f"measure{suffix}")
    return said(read_spreadsheet(folder / f"measure{suffix}").text)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("file", sorted(PROJECT_MEASURES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_measure_of_the_project_survives_a_spreadsheet(file: Path, suffix: str, tmp_path: Path) -> None:
    """Null, words that look like numbers, empty lists, rules within rules: nothing is lost and nothing added."""
    document = said(file.read_text("utf-8"))

    assert round_trip(document, tmp_path, suffix) == document


@pytest.mark.parametrize(
    "text", ["no", "null", "true", "2024", "1.5", "[a]", "{a: b}", '"quoted"', "a: b # c", *FORMULAS]
)
def test_a_text_stays_the_text_it_is(text: str, tmp_path: Path) -> None:
    """Whatever else it might look like."""
    document = written(an_edition(owner=text))
    found = [round_trip(document, tmp_path, suffix)["editions"][0]["owner"] for suffix in SUFFIXES]

    assert found == [text.strip()] * len(SUFFIXES)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_an_editor_is_a_formula_for_whoever_opens_the_workbook(text: str, tmp_path: Path) -> None:
    """A measure is written by one organisation and opened by another."""
    write_spreadsheet(written(an_edition(owner=text)), tmp_path / "measure.xlsx")

    sheet = load_workbook(tmp_path / "measure.xlsx")["editions"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "owner"]

    assert (sheet.cell(2, column).data_type, sheet.cell(2, column).quotePrefix) == ("s", True)
    write_spreadsheet(written(an_edition(owner=text)), tmp_path / "measure.csv")
    write_spreadsheet(written(an_edition(owner=text)), tmp_path / "measure.ods")
    cells = Document(tmp_path / "measure.ods").body.get_elements("//table:table-cell")
    held = {cell.value: cell for cell in cells if isinstance(cell, Cell)}
    assert (held[text].type, held[text].formula) == ("string", None)
    with (tmp_path / "measure.csv").open(encoding="utf-8-sig", newline="") as file:
        assert f"'{text}" in [line[3] for line in csv.reader(file, delimiter=";")]


def test_there_is_a_row_for_each_edition_and_each_condition(tmp_path: Path) -> None:
    """On a sheet of its own, which says of which edition it is."""
    document = written(an_edition(), the_next_edition(amounts=[{"of": "loan", "max": 1}, {"of": "loan", "max": 2}]))
    write_spreadsheet(document, tmp_path / "measure.xlsx")

    book = load_workbook(tmp_path / "measure.xlsx")

    assert book.sheetnames[:2] == ["measure", "editions"]
    assert [row[0].value for row in book["editions"]] == ["id", "V1", "V2"]
    amounts = [[cell.value for cell in row] for row in book["amounts"]]
    assert amounts == [["edition", "of", "max"], ["V1", "loan", 10000], ["V2", "loan", 1], ["V2", "loan", 2]]


@WORKBOOKS
def test_rows_without_a_value_and_columns_of_the_editors_own_say_nothing(tmp_path: Path, suffix: str) -> None:
    """A blank line, a remark."""
    sources: list[list[Any]] = [
        ["edition", "url", "# asked"],
        ["V2", "https://example.org", "on Monday"],
        [None, None, None],
    ]
    file = typed(tmp_path, suffix, measure=MEASURE, editions=EDITIONS, sources=sources)

    first, second = plain_data(read_spreadsheet(file).text)["editions"]

    assert first == {"id": "V1", "name": {"it": "Uno", "en": "One"}}
    assert second["sources"] == [{"url": "https://example.org"}]


@WORKBOOKS
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
    tmp_path: Path, suffix: str, sheets: dict[str, list[list[Any]]], place: str, key: str
) -> None:
    """Before anything is sent."""
    with pytest.raises(SheetWrong) as wrong:
        read_spreadsheet(typed(tmp_path, suffix, measure=MEASURE, editions=EDITIONS, **sheets))

    assert (wrong.value.place, wrong.value.key) == (place, key)


def test_cells_and_rows_that_libreoffice_keeps_once_because_they_are_alike_are_all_there(tmp_path: Path) -> None:
    """With the place that each has on its sheet."""
    sheets: dict[str, list[list[Any]]] = {
        "measure": MEASURE,
        "editions": EDITIONS,
        "amounts": [["edition", "of", "max"]],
    }
    book = open_workbook_of(sheets)
    blank, alike = Row(repeated=3), Row(repeated=2)
    alike.extend_cells([Cell("V1"), Cell("loan"), Cell(7), Cell(repeated=2), Cell("a value of no column")])
    book.body.tables[2].extend_rows([blank, alike])
    book.save(tmp_path / "alike.ods")
    with pytest.raises(SheetWrong) as wrong:
        read_spreadsheet(tmp_path / "alike.ods")

    assert wrong.value.place == "amounts!F1000005"
    alike.delete_cell(5)
    book.save(tmp_path / "alike.ods")
    assert plain_data(read_spreadsheet(tmp_path / "alike.ods").text)["editions"][0]["amounts"] == [
        {"of": "loan", "max": 7},
        {"of": "loan", "max": 7},
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_whatever_stands_between_its_values(tmp_path: Path, separator: str) -> None:
    """A spreadsheet puts what its language is used to."""
    lines = [["sheet", "row", "column", "value"], ["measure", "1", "id", "A"], ["editions", "1", "id", "V1"]]
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*lines, ["editions", "1", "owner", 'Uno; "due", tre']])

    edition = {"id": "V1", "owner": 'Uno; "due", tre'}
    assert plain_data(read_spreadsheet(tmp_path / "list.csv").text) == {"id": "A", "editions": [edition]}


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
        read_spreadsheet(tmp_path / "list.csv")

    assert (wrong.value.place, wrong.value.key) == (place, key)


@WORKBOOKS
def test_what_a_spreadsheet_made_of_what_was_typed_is_read_as_a_file_has_it(suffix: str, tmp_path: Path) -> None:
    """A day, a number with and without a fraction, yes and no; and the name may end in capitals."""
    values: list[list[Any]] = [["id", "day", "part", "whole", "yes"], ["V1", date(2024, 5, 2), 1.5, 3.0, True]]
    file = typed(tmp_path, suffix, measure=MEASURE, editions=values).rename(tmp_path / f"TYPED{suffix.upper()}")

    [edition] = plain_data(read_spreadsheet(file).text)["editions"]

    assert edition == {"id": "V1", "day": "2024-05-02", "part": 1.5, "whole": 3, "yes": True}
