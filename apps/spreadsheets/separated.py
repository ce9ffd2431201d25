"""Lists of values (.csv): a measure with one value a line, read from them and written as them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from apps.spreadsheets.document_text import DocumentText, SheetWrong, Typed, document_text
from apps.spreadsheets.tables import tables_of

HEAD = ["sheet", "row", "column", "value"]
SEPARATORS = ";,\t"
"""What spreadsheets put between values, in the languages they are set to; the first is written."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"
"""Before a text that looks like a formula, so that whoever opens the list reads it as a text."""


def write(document: Mapping[str, Any], path: Path) -> None:
    """Write a measure as a list. No text in it is a formula for whoever opens it."""
    # The mark at its beginning tells a spreadsheet how the letters are written.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=SEPARATORS[0])
        out.writerow(HEAD)
        for sheet, rows in tables_of(document).items():
            for number, row in enumerate(rows, start=1):
                out.writerows([sheet, number, column, _guarded(cell)] for column, cell in row.items())


def read(path: Path) -> DocumentText:
    """The measure file a list stands for. Raises SheetWrong, OSError and UnicodeDecodeError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        separator = next((each for each in SEPARATORS if each in first), SEPARATORS[0])
        if [name.strip() for name in first.strip().split(separator)] != HEAD:
            raise SheetWrong("1", "head", head=separator.join(HEAD))
        return document_text(_tables(csv.reader(file, delimiter=separator)))


def _tables(lines: Iterable[list[str]]) -> dict[str, list[dict[str, Typed]]]:
    tables: dict[str, dict[str, dict[str, Typed]]] = {}
    for number, line in enumerate(lines, start=2):
        place = str(number)
        sheet, row, column, value = [*(each.strip() for each in line), "", "", "", ""][:4]
        if not value:
            continue
        if not (sheet and row and column):
            raise SheetWrong(place, "no_column")
        rows = tables.setdefault(sheet, {}).setdefault(row, {})
        if column in rows:
            raise SheetWrong(place, "twice", name=column)
        rows[column] = Typed(_bare(value), place)
    return {sheet: list(rows.values()) for sheet, rows in tables.items()}


def _guarded(cell: Any) -> Any:
    return f"{QUOTE}{cell}" if isinstance(cell, str) and cell.startswith(LOOKS_LIKE_A_FORMULA) else cell


def _bare(value: str) -> str:
    return value[1:] if value.startswith(QUOTE) and value[1:].startswith(LOOKS_LIKE_A_FORMULA) else value
