"""The files in which editors bring measures, whatever kind they are: text, or a spreadsheet turned into it."""

from collections.abc import Sequence
from pathlib import Path

from apps.cli.matching import read_text
from apps.cli.typed import Mistake
from apps.connection.problems import FileUnreadable
from apps.spreadsheets.document_text import DocumentText, SheetWrong
from apps.spreadsheets.files import SUFFIXES, is_spreadsheet, read_spreadsheet

MEASURE_FILES = ("*.yaml", "*.yml", *(f"*{suffix}" for suffix in SUFFIXES))
LEFT_BY_PROGRAMS = ("~$", ".")
"""How the names begin of what whoever has a workbook open leaves beside it."""


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the measure files of the folders named, in order. Raises Mistake for no file at all."""
    found = [file for path in paths for file in (_measure_files(path) if path.is_dir() else [path])]
    if not found:
        raise Mistake("no_files", paths=", ".join(map(str, paths)))
    return found


def read_document(file: Path) -> DocumentText:
    """What a file, or what comes in, says of a measure, as the text that is sent. Raises FileUnreadable and Mistake."""
    if not is_spreadsheet(file):
        return DocumentText(read_text(str(file)).split("\n"))
    try:
        return read_spreadsheet(file)
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=file, problem=getattr(error, "strerror", None) or error) from error
    except SheetWrong as wrong:
        raise Mistake(f"sheet_{wrong.key}", place=wrong.place, **wrong.facts) from wrong


def _measure_files(folder: Path) -> list[Path]:
    found = (file for pattern in MEASURE_FILES for file in folder.glob(pattern))
    return sorted(file for file in found if not file.name.startswith(LEFT_BY_PROGRAMS))
