"""Workbooks (.xlsx): a measure laid out on sheets, and read from them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from apps.spreadsheets.document_text import DocumentText, document_text
from apps.spreadsheets.packed import each_by_the_library, workbook_in
from apps.spreadsheets.sheet_rows import SheetCell, rows_said
from apps.spreadsheets.tables import columns_of, tables_of, width_of

FORMULA, ERROR = "f", "e"
"""How the library says that a cell holds one."""


def write(document: Mapping[str, Any], path: Path) -> None:
    """Write a measure as a workbook. No text in it is ever a formula, whatever it begins with."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables_of(document).items():
        sheet, columns = book.create_sheet(name), columns_of(rows)
        for number, column in enumerate(columns, start=1):
            _put(sheet, 1, number, column).font = Font(bold=True)
            for line, row in enumerate(rows, start=2):
                if column in row:
                    _put(sheet, line, number, row[column])
            sheet.column_dimensions[get_column_letter(number)].width = width_of(column, rows)
        sheet.freeze_panes = "B2"
    book.save(path)


def read(path: Path) -> DocumentText:
    """The measure file a workbook stands for. Raises SheetWrong, and OSError for what is no workbook."""
    with path.open("rb") as file:
        with workbook_in(path):
            book = load_workbook(file, read_only=True)
        sheets = {sheet.title: list(rows_said(sheet.title, _lines(sheet))) for sheet in book.worksheets}
    return document_text(sheets)


def _put(sheet: Any, line: int, number: int, value: Any) -> Any:
    cell = sheet.cell(row=line, column=number, value=value)
    if isinstance(value, str):
        # A text that begins with = would be reckoned by whoever opens the file, and by the library first.
        cell.data_type, cell.quotePrefix = "s", True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _lines(sheet: Any) -> Iterator[list[SheetCell]]:
    # How large a sheet says it is need not be so, and every cell of that would be laid out.
    sheet.reset_dimensions()
    for line in each_by_the_library(sheet.iter_rows()):
        yield [_cell(number, cell) for number, cell in enumerate(line)]


def _cell(number: int, cell: Any) -> SheetCell:
    # What stands between two cells of a row is none of them, and has no name.
    if cell.value is None:
        return SheetCell(None, number, "", reckoned=False)
    return SheetCell(cell.value, number, cell.coordinate, cell.data_type in (FORMULA, ERROR))
