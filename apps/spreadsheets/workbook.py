"""Workbooks (.xlsx): a measure laid out on sheets, and read from them."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from apps.spreadsheets.document_text import DocumentText, document_text
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
    try:
        book = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise OSError(f"this is no workbook: {error}") from error
    return document_text({sheet.title: list(rows_said(sheet.title, _lines(sheet))) for sheet in book.worksheets})


def _put(sheet: Any, line: int, number: int, value: Any) -> Any:
    cell = sheet.cell(row=line, column=number, value=value)
    if isinstance(value, str):
        # A text that begins with = would be reckoned by whoever opens the file, and by the library first.
        cell.data_type, cell.quotePrefix = "s", True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _lines(sheet: Any) -> Iterator[list[SheetCell]]:
    for line in sheet.iter_rows():
        yield [_cell(number, cell) for number, cell in enumerate(line)]


def _cell(number: int, cell: Any) -> SheetCell:
    return SheetCell(cell.value, number, cell.coordinate, cell.data_type in (FORMULA, ERROR))
