"""Workbooks as editors leave them, of Excel and of LibreOffice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook

WORKBOOKS = pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
MEASURE = [["id", "level", "kind"], ["A", "national", "loan"]]
EDITIONS = [["id", "name.it", "name.en"], ["V1", "Uno", "One"], ["V2", "Due", "Two"]]


def typed(folder: Path, suffix: str = ".xlsx", **sheets: list[list[Any]]) -> Path:
    """A workbook as an editor has left it: rows of cells, by sheet; a text that begins with = is a formula."""
    file = folder / f"typed{suffix}"
    (open_workbook_of if suffix == ".ods" else workbook_of)(sheets).save(file)
    return file


def workbook_of(sheets: Mapping[str, list[list[Any]]]) -> Workbook:
    """As Excel keeps it."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def open_workbook_of(sheets: Mapping[str, list[list[Any]]]) -> Document:
    """As LibreOffice keeps it: every sheet ends in rows and columns that stand for all that are empty."""
    book = Document("spreadsheet")
    book.body.clear()
    for name, rows in sheets.items():
        sheet = Table(name)
        for row in rows:
            line = Row()
            line.extend_cells([*map(open_cell, row), Cell(repeated=16_000)])
            sheet.append(line)
        empty = Row(repeated=1_000_000)
        empty.append_cell(Cell(repeated=16_384))
        sheet.append(empty)
        book.body.append(sheet)
    return book


def open_cell(value: Any) -> Cell:
    """What LibreOffice makes of what is typed."""
    reckoned = isinstance(value, str) and value.startswith("=")
    return Cell(5, formula=f"of:{value}") if reckoned else Cell(value)
