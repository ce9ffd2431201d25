"""Writes the text of a measure file from tables, and keeps for each of its lines where in the spreadsheet it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.spreadsheets.cells import text_of
from apps.spreadsheets.tables import EDITION, EDITIONS, MEASURE


@dataclass(frozen=True)
class Typed:
    """What an editor typed, and where: the sheet and the cell, as `conditions!C4`."""

    cell: object
    place: str


TypedRow = Mapping[str, Typed]
"""What a row says, by column; empty cells say nothing."""
TypedTables = Mapping[str, Sequence[TypedRow]]


class SheetWrong(ValueError):
    """The spreadsheet cannot be meant; `place` is the cell, `key` names the sentence below `sheets` in the texts."""

    def __init__(self, place: str, key: str, **facts: str) -> None:
        super().__init__(f"{place} {key} {facts}")
        self.place, self.key, self.facts = place, key, facts


@dataclass
class DocumentText:
    """Lines of a measure file; `places` has as many entries, or none for a file that was written as such."""

    lines: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def place_of(self, line: int) -> str:
        """Where in the spreadsheet a line of the text, from 1, comes from."""
        return self.places[line - 1] if 0 < line <= len(self.places) else ""

    def add(self, line: str, place: str) -> None:
        """Write a line."""
        self.lines.append(line)
        self.places.append(place)


def document_text(tables: TypedTables) -> DocumentText:
    """The measure file that says what the tables say. Raises SheetWrong."""
    [measure] = tables.get(MEASURE) or [{}]
    out = DocumentText()
    _write(out, _nested(measure), 0)
    out.add(f"{EDITIONS}:", EDITIONS)
    parts = {name: rows for name, rows in tables.items() if name not in (MEASURE, EDITIONS)}
    known = [_id_of(row) for row in tables.get(EDITIONS, [])]
    for name, rows in parts.items():
        _check_editions(name, rows, known)
    for row in tables.get(EDITIONS, []):
        _write_item(out, _edition(row, parts), 1)
    return out


def _edition(row: TypedRow, parts: Mapping[str, Sequence[TypedRow]]) -> dict[str, Any]:
    edition = _nested(row)
    for name, rows in parts.items():
        items = [_nested(_without(each, EDITION)) for each in rows if text_of(each[EDITION].cell) == _id_of(row)]
        if items and name in edition:
            raise SheetWrong(_first(edition[name]).place, "twice", name=name)
        if items:
            edition[name] = items
    return edition


def _check_editions(name: str, rows: Sequence[TypedRow], known: Sequence[str]) -> None:
    for row in rows:
        if EDITION not in row:
            raise SheetWrong(_first(row).place, "no_edition", name=name)
        if text_of(row[EDITION].cell) not in known:
            raise SheetWrong(row[EDITION].place, "unknown_edition", edition=str(row[EDITION].cell))


def _id_of(row: TypedRow) -> str:
    return text_of(row["id"].cell) if "id" in row else ""


def _without(row: TypedRow, column: str) -> TypedRow:
    return {name: typed for name, typed in row.items() if name != column}


def _nested(row: TypedRow) -> dict[str, Any]:
    """A row as the mapping it stands for: `name.it` lies in `name`."""
    nested: dict[str, Any] = {}
    for path, typed in row.items():
        *around, last = path.split(".")
        inside = nested
        for step in around:
            inside = inside.setdefault(step, {})
            if not isinstance(inside, dict):
                raise SheetWrong(typed.place, "twice", name=step)
        if last in inside:
            raise SheetWrong(typed.place, "twice", name=last)
        inside[last] = typed
    return nested


def _write(out: DocumentText, mapping: Mapping[str, Any], depth: int) -> None:
    for name, value in mapping.items():
        if isinstance(value, Typed):
            out.add(f"{'  ' * depth}{name}: {text_of(value.cell)}", value.place)
            continue
        out.add(f"{'  ' * depth}{name}:", _first(value).place)
        if isinstance(value, dict):
            _write(out, value, depth + 1)
        else:
            for item in value:
                _write_item(out, item, depth + 1)


def _write_item(out: DocumentText, item: Mapping[str, Any], depth: int) -> None:
    begins = len(out.lines)
    _write(out, item, depth + 1)
    out.lines[begins] = f"{'  ' * depth}- {out.lines[begins].lstrip()}"


def _first(value: Any) -> Typed:
    return next(_leaves(value))


def _leaves(value: Any) -> Iterator[Typed]:
    if isinstance(value, Typed):
        yield value
    else:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(each)
