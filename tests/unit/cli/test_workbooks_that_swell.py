"""A workbook of a few kilobytes may stand for billions of cells, or unpack to gigabytes: it is refused first."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from odfdo import Cell, Row
from openpyxl.utils import get_column_letter

from apps.spreadsheets.document_text import SheetWrong
from apps.spreadsheets.files import read_spreadsheet
from apps.spreadsheets.packed import MOST_UNPACKED, each_by_the_library
from services.catalogue.application.measure_files import plain_data
from tests.support.typed_workbooks import EDITIONS, MEASURE, WORKBOOKS, open_workbook_of, typed, workbook_of
from tests.unit.cli.conftest import Somicis

AMOUNTS: list[list[Any]] = [["edition", "of", "max"], ["V1", "loan", 7]]
SHEETS: dict[str, list[list[Any]]] = {"measure": MEASURE, "editions": EDITIONS, "amounts": AMOUNTS}
THE_AMOUNT = [{"of": "loan", "max": 7}]
A_BILLION = 10**9
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def refused(file: Path) -> tuple[str, str]:
    """The place that is named, and the sentence."""
    with pytest.raises(SheetWrong) as wrong:
        read_spreadsheet(file)
    return wrong.value.place, wrong.value.key


def amounts_in(file: Path) -> Any:
    """What the first edition says of them."""
    return plain_data(read_spreadsheet(file).text)["editions"][0]["amounts"]


def changed(file: Path, part: str, old: str, new: str) -> Path:
    """The same workbook with other words in one of the files it is packed of."""
    with zipfile.ZipFile(file) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert old.encode() in held[part]
    held[part] = held[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in held.items():
            packed.writestr(name, content)
    return file


def with_row(file: Path, cells: list[Cell], times: int) -> Path:
    """A workbook of LibreOffice whose last sheet has such a row so many times."""
    book = open_workbook_of(SHEETS)
    row = Row(repeated=times)
    row.extend_cells([cell.clone for cell in cells])
    book.body.tables[2].extend_rows([row])
    book.save(file)
    return file


@pytest.mark.parametrize(
    "alike",
    [
        ([Cell("V1"), Cell("loan"), Cell(7)], A_BILLION),
        pytest.param(([Cell("V1"), Cell("loan"), Cell(7, repeated=A_BILLION)], 1), marks=pytest.mark.slow),
        ([Cell("V1"), Cell("loan", repeated=LAST_COLUMN - 1)], 1000),
    ],
)
def test_cells_that_are_kept_once_and_stand_for_billions_are_refused(
    tmp_path: Path, alike: tuple[list[Cell], int]
) -> None:
    """By the name of their sheet. Those that are empty, in which every sheet of LibreOffice ends, say nothing."""
    cells, times = alike
    assert refused(with_row(tmp_path / "alike.ods", cells, times)) == ("amounts", "too_many")
    assert amounts_in(typed(tmp_path, ".ods", **SHEETS)) == THE_AMOUNT


def test_how_often_a_row_stands_has_to_be_a_number(tmp_path: Path) -> None:
    """Else the file is none that LibreOffice wrote."""
    file = changed(typed(tmp_path, ".ods", **SHEETS), "content.xml", '"1000000"', '"many"')

    with pytest.raises(OSError, match="no workbook"):
        read_spreadsheet(file)


def test_a_sheet_is_as_large_as_its_cells_whatever_it_says_of_itself(tmp_path: Path) -> None:
    """Its dimension and the cells it joins are claims of a few letters about billions of places."""
    book = workbook_of(SHEETS)
    book.save(tmp_path / "claims.xlsx")
    end = f"{get_column_letter(LAST_COLUMN)}{LAST_ROW}"
    joined = f'</sheetData><mergeCells><mergeCell ref="A3:{end}"/></mergeCells>'
    for old, new in (('ref="A1:C2"', f'ref="A1:{end}"'), ("</sheetData>", joined)):
        changed(tmp_path / "claims.xlsx", "xl/worksheets/sheet3.xml", old, new)

    assert amounts_in(tmp_path / "claims.xlsx") == THE_AMOUNT


@pytest.mark.slow
def test_a_cell_left_at_the_very_end_of_a_sheet_does_no_harm(tmp_path: Path) -> None:
    """A blank that somebody once typed there."""
    book = workbook_of(SHEETS)
    book["amounts"].cell(LAST_ROW, LAST_COLUMN, " ")
    book.save(tmp_path / "end.xlsx")

    assert amounts_in(tmp_path / "end.xlsx") == THE_AMOUNT


@pytest.mark.slow
@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="{A_BILLION}"><c r="A{A_BILLION}"><v>1</v></c></row>',
        "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(3, 200)),
    ],
)
def test_rows_and_columns_that_begin_at_the_end_of_the_world_are_refused(tmp_path: Path, rows: str) -> None:
    """What lies before them would be laid out, empty."""
    file = changed(
        typed(tmp_path, ".xlsx", **SHEETS), "xl/worksheets/sheet3.xml", "</sheetData>", f"{rows}</sheetData>"
    )

    assert refused(file) == ("amounts", "too_many")


@WORKBOOKS
def test_what_would_unpack_to_more_than_any_measure_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    """By its name, with both sizes; a picture of whatever sort is no cell."""
    file = typed(tmp_path, suffix, **SHEETS)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Pictures/white.bmp", bytes(MOST_UNPACKED))

    with pytest.raises(SheetWrong) as wrong:
        read_spreadsheet(file)

    assert (wrong.value.place, wrong.value.key) == (file.name, "too_large")
    assert wrong.value.facts == {"size": "33 MB", "most": "32 MB"}
    assert file.stat().st_size < MOST_UNPACKED // 100


def test_what_is_refused_is_told_with_what_to_do(at_stack: Somicis, tmp_path: Path) -> None:
    """In the words of an editor, by whatever would read the file."""
    endless = with_row(tmp_path / "endless.ods", [Cell("V1"), Cell("loan"), Cell(7)], A_BILLION)
    large = typed(tmp_path, ".ods", **SHEETS)
    with zipfile.ZipFile(large, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Pictures/white.bmp", bytes(MOST_UNPACKED))

    told = [at_stack("catalogue", "import", str(file)) for file in (endless, large)]

    assert [ran.status for ran in told] == [2, 2]
    assert "Il foglio amounts ha più di 1200000 celle" in " ".join(told[0].err.split())
    assert "typed.ods conterrebbe 33 MB: si leggono file fino a 32 MB" in " ".join(told[1].err.split())


@WORKBOOKS
def test_a_workbook_that_is_broken_inside_is_none(tmp_path: Path, suffix: str) -> None:
    """Its list of contents may be whole while what it lists is not."""
    part = "content.xml" if suffix == ".ods" else "xl/worksheets/sheet3.xml"
    file = changed(typed(tmp_path, suffix, **SHEETS), part, ">", " <")

    with pytest.raises(OSError, match="no workbook"):
        read_spreadsheet(file)


def test_our_own_mistake_is_not_the_files() -> None:
    """What the library cannot read is no workbook; what we cannot do with what it read is loud."""
    nothing: dict[int, str] = {}

    with pytest.raises(OSError, match="no workbook"):
        list(each_by_the_library(nothing[line] for line in (1, 2)))
    with pytest.raises(KeyError):
        [nothing[line] for line in each_by_the_library((1, 2))]
