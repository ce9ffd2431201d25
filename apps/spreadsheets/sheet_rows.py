"""What the rows of a sheet say, whatever kind of file it lies in: each value under the column it stands in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from apps.spreadsheets.document_text import SheetWrong, Typed, TypedRow

A_REMARK = "#"
"""A column whose name begins so is the editor's own, and is not read."""
MOST_PLACES = 1_200_000
"""Of a sheet, rows and cells together: more than it can have rows, so that a cell left at its very end does no harm."""


class SheetCell(NamedTuple):
    """A cell as it lies in its file: what it holds, its column from 0, its name (`C4`), and whether it is reckoned."""

    value: object
    column: int
    at: str
    reckoned: bool


def rows_said(sheet: str, lines: Iterable[Sequence[SheetCell]]) -> Iterator[TypedRow]:
    """The rows that say something; the first line names the columns. Raises SheetWrong."""
    below = _as_many_as_are_read(sheet, lines)
    head = {cell.column: str(cell.value or "").strip() for cell in next(below, ())}
    for line in below:
        row = dict(_said(sheet, head, line))
        if row:
            yield row


def refuse_beyond(sheet: str, places: int) -> None:
    """Raise SheetWrong for more places than are ever read."""
    if places > MOST_PLACES:
        raise SheetWrong(sheet, "too_many", most=str(MOST_PLACES))


def _as_many_as_are_read(sheet: str, lines: Iterable[Sequence[SheetCell]]) -> Iterator[Sequence[SheetCell]]:
    places = 0
    for line in lines:
        places += 1 + len(line)
        refuse_beyond(sheet, places)
        yield line


def _said(sheet: str, head: Mapping[int, str], line: Iterable[SheetCell]) -> Iterator[tuple[str, Typed]]:
    for cell in line:
        column, place = head.get(cell.column, ""), f"{sheet}!{cell.at}"
        if cell.value is None or column.startswith(A_REMARK) or not str(cell.value).strip():
            continue
        if cell.reckoned:
            raise SheetWrong(place, "formula", value=str(cell.value))
        if not column:
            raise SheetWrong(place, "no_column")
        yield column, Typed(cell.value, place)
