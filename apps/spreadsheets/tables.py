"""A measure as tables: one row for the measure, one for each edition, and for each item of its lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.spreadsheets.cells import Cell, cell_of

MEASURE, EDITIONS, EDITION = "measure", "editions", "edition"
"""The first two tables, and the column in all others that says of which edition a row is."""

Row = dict[str, Cell]
Tables = dict[str, list[Row]]
WIDEST, NARROWEST = 60, 12
"""Of a column, in characters."""
_WORD = re.compile(r"[A-Za-z0-9_]+")


def tables_of(document: Mapping[str, Any]) -> Tables:
    """The tables of a measure; a column is a path, such as `name.it`."""
    editions: Sequence[Mapping[str, Any]] = document[EDITIONS]
    tables: Tables = {MEASURE: [_row({name: value for name, value in document.items() if name != EDITIONS})]}
    tables[EDITIONS] = [_row({name: v for name, v in edition.items() if not _is_table(v)}) for edition in editions]
    for edition in editions:
        for name, items in edition.items():
            if _is_table(items):
                rows = [{EDITION: cell_of(edition["id"]), **_row(item)} for item in items]
                tables.setdefault(name, []).extend(rows)
    return tables


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Every column that a row has, in the order in which they come up."""
    return list(dict.fromkeys(name for row in rows for name in row))


def width_of(column: str, rows: Sequence[Row]) -> int:
    """How wide a column is shown, in characters."""
    return min(WIDEST, max(NARROWEST, *(len(str(row.get(column, ""))) for row in rows)))


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) and item for item in value)


def _row(item: Mapping[str, Any]) -> Row:
    return dict(_flat(item, ""))


def _flat(item: Mapping[str, Any], path: str) -> Iterator[tuple[str, Cell]]:
    for name, value in item.items():
        place = f"{path}.{name}" if path else name
        if isinstance(value, Mapping) and value and all(_WORD.fullmatch(str(each)) for each in value):
            yield from _flat(value, place)
        else:
            yield place, cell_of(value)
