"""Workbooks are packed files: how large one would become is looked at before anything of it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apps.spreadsheets.document_text import SheetWrong

MOST_UNPACKED = 32 * 2**20
"""Bytes: four times what a measure of 5,000 conditions takes. A file of some kilobytes may become gigabytes."""
NO_WORKBOOK = (zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, KeyError, TypeError, ValueError)
"""What the libraries raise of a file they cannot read."""


@contextmanager
def workbook_in(path: Path, *also: type[Exception]) -> Iterator[None]:
    """Around the reading of a workbook. Raises SheetWrong for one that is too large, OSError for what is none.

    `also`: what else the library raises of a file it cannot read.
    """
    try:
        _check_size(path)
        yield
    except SheetWrong:
        raise
    except NO_WORKBOOK + also as error:
        raise OSError(f"this is no workbook: {error}") from error


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        # What is unpacked never exceeds what the list of contents says: the rest is left where it is.
        size = sum(each.file_size for each in packed.infolist())
    if size > MOST_UNPACKED:
        raise SheetWrong(path.name, "too_large", size=_megabytes(size), most=_megabytes(MOST_UNPACKED))


def _megabytes(size: int) -> str:
    return f"{-(-size // 2**20)} MB"
