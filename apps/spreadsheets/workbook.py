"""Workbooks (.xlsx): a measure laid out on sheets, and read from them."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from apps.spreadsheets.document_text import DocumentText, SheetWrong, Typed, TypedRow, document_text
from apps.spreadsheets.tables import columns_of, tables_of

SUFFIX = ".xlsx"
WIDEST, NARROWEST = 60, 12
"""Of a column, in characters."""
A_REMARK = "#"
"""A column whose name begins so is the editor's own, and is not read."""
FORMULA, ERROR = "f", "e"
"""How the library says that a cell holds one."""


def write_workbook(document: Mapping[str, Any], path: Path) -> None:
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
            longest = max(len(str(row.get(column, ""))) for row in rows)
            sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(NARROWEST, longest))
        sheet.freeze_panes = "B2"
    book.save(path)


def read_workbook(path: Path) -> DocumentText:
    """The measure file a workbook stands for. Raises SheetWrong, and OSError for what is no workbook."""
    try:
        book = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise OSError(f"this is no workbook: {error}") from error
    return document_text({sheet.title: list(_rows(sheet)) for sheet in book.worksheets})


def _put(sheet: Any, line: int, number: int, value: Any) -> Any:
    cell = sheet.cell(row=line, column=number, value=value)
    if isinstance(value, str):
        # A text that begins with = would be reckoned by whoever opens the file, and by the library first.
        cell.data_type, cell.quotePrefix = "s", True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _rows(sheet: Any) -> Iterator[TypedRow]:
    lines = sheet.iter_rows()
    head = [str(cell.value or "").strip() for cell in next(lines, ())]
    for line in lines:
        row = dict(_typed(sheet.title, head, line))
        if row:
            yield row


def _typed(title: str, head: list[str], line: Any) -> Iterator[tuple[str, Typed]]:
    for column, cell in zip(head, line, strict=False):
        place = f"{title}!{cell.coordinate}"
        if cell.value is None or column.startswith(A_REMARK) or not str(cell.value).strip():
            continue
        if cell.data_type in (FORMULA, ERROR):
            raise SheetWrong(place, "formula", value=str(cell.value))
        if not column:
            raise SheetWrong(place, "no_column")
        yield column, Typed(cell.value, place)
