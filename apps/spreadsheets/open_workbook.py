"""Workbooks of LibreOffice (.ods, OpenDocument): a measure laid out on sheets, and read from them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from odfdo import Cell, Column, Document, Element, Row, Style, Table
from odfdo.security import SecurityError
from odfdo.utils import digit_to_alpha

from apps.spreadsheets.document_text import DocumentText, document_text
from apps.spreadsheets.packed import by_the_library, workbook_in
from apps.spreadsheets.sheet_rows import MOST_PLACES, SheetCell, refuse_beyond, rows_said
from apps.spreadsheets.tables import columns_of, tables_of, width_of

KIND = "spreadsheet"
"""What the library calls a workbook, which is one of several kinds of document."""
LANGUAGE = "it-IT"
"""In which LibreOffice checks the spelling."""
CM_PER_CHARACTER = 0.22
WRAPPED = {"area": "table-cell", "fo:wrap-option": "wrap", "style:vertical-align": "top"}


def write(document: Mapping[str, Any], path: Path) -> None:
    """Write a measure as a workbook. No text in it is ever a formula, whatever it begins with."""
    book = Document(KIND)
    book.body.clear()
    book.language = LANGUAGE
    head, text = _style(book, "table-cell", area="text", bold=True), _style(book, "table-cell", **WRAPPED)
    for name, rows in tables_of(document).items():
        sheet, columns = Table(name), columns_of(rows)
        for column in columns:
            width = f"{width_of(column, rows) * CM_PER_CHARACTER:.2f}cm"
            sheet.append(Column(style=_style(book, "table-column", width=width)))
        # Into the book while it is small, and all rows at once: what is moved there, and each row that is added alone,
        # takes the longer the more there is already.
        book.body.append(sheet)
        lines = (_line([row.get(column) for column in columns], text) for row in rows)
        sheet.extend_rows([_line(columns, head), *lines])
    book.save(path)


def read(path: Path) -> DocumentText:
    """The measure file a workbook stands for. Raises SheetWrong, and OSError for what is no workbook."""
    with workbook_in(path, SecurityError):
        sheets = _sheets(path)
    return document_text({name: list(rows_said(name, _lines(sheet))) for name, sheet in sheets.items()})


def _style(book: Document, family: str, **about: Any) -> str:
    return str(book.insert_style(Style(family, **about), automatic=True))


def _line(values: Sequence[Any], style: str) -> Row:
    line = Row()
    line.extend_cells(Cell(value, style=style) for value in values)
    return line


def _sheets(path: Path) -> Mapping[str, Table]:
    book = Document(path)
    if book.get_type() != KIND:
        raise ValueError(book.get_type())
    return {str(sheet.name): sheet for sheet in book.body.tables}


def _lines(sheet: Table) -> Iterator[list[SheetCell]]:
    number = 1
    for line in sheet.get_elements("descendant::table:table-row"):
        # What is alike is kept once, and a sheet ends in a row that stands for a million empty ones. A few letters may
        # as well stand for billions of cells that hold something: more than is ever read is not laid out either.
        filled = list(islice(_filled(line), MOST_PLACES + 1))
        alike = _times(line) if filled else 1
        refuse_beyond(str(sheet.name), alike * len(filled))
        for each in range(number, number + alike):
            yield [_cell(cell, column, each) for column, cell in filled]
        number += _times(line)


def _filled(line: Element) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in line.get_elements("table:table-cell | table:covered-table-cell"):
        if isinstance(cell, Cell) and _holds_something(cell):
            yield from ((column + each, cell) for each in range(_times(cell)))
        column += _times(cell)


def _holds_something(cell: Cell) -> bool:
    with by_the_library():
        return bool(cell.formula) or cell.value is not None


def _times(alike: Element) -> int:
    with by_the_library():
        return int(getattr(alike, "repeated", None) or 1)


def _cell(cell: Cell, column: int, line: int) -> SheetCell:
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    return SheetCell(cell.formula or value, column, f"{digit_to_alpha(column)}{line}", bool(cell.formula))
