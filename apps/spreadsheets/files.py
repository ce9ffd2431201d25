"""The files a measure can be kept in besides a measure file, by what their names end in."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from apps.spreadsheets.document_text import DocumentText

_KINDS = {".xlsx": "workbook", ".ods": "open_workbook", ".csv": "separated"}
SUFFIXES = tuple(_KINDS)


class _Kind(Protocol):
    def read(self, path: Path) -> DocumentText: ...

    def write(self, document: Mapping[str, Any], path: Path) -> None: ...


def is_spreadsheet(path: Path) -> bool:
    """Whether a file is one, by its name; some systems write the end of it in capitals."""
    return path.suffix.lower() in _KINDS


def read_spreadsheet(path: Path) -> DocumentText:
    """The measure file a spreadsheet stands for. Raises SheetWrong, OSError and UnicodeDecodeError."""
    return _kind(path).read(path)


def write_spreadsheet(document: Mapping[str, Any], path: Path) -> None:
    """Write a measure as the kind of spreadsheet its file's name asks for. Raises OSError."""
    _kind(path).write(document, path)


def _kind(path: Path) -> _Kind:
    # Loaded when one comes: every other command would begin half as fast for libraries it does not use.
    return cast("_Kind", import_module(f"apps.spreadsheets.{_KINDS[path.suffix.lower()]}"))
