"""Workbooks are packed files: how large one would become is looked at before anything of it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from apps.spreadsheets.document_text import SheetWrong

T = TypeVar("T")

MOST_UNPACKED = 32 * 2**20
"""Bytes: four times what a measure of 5,000 conditions takes. A file of some kilobytes may become gigabytes."""
NO_WORKBOOK = (zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, KeyError, TypeError, ValueError)
"""What the libraries raise of a file they cannot read."""


@contextmanager
def workbook_in(path: Path, *also: type[Exception]) -> Iterator[None]:
    """Around its opening. Raises SheetWrong for one that is too large, OSError for what is none.

    `also`: what else the library raises of a file it cannot read.
    """
    with by_the_library():
        size = _unpacked(path)
    if size > MOST_UNPACKED:
        raise SheetWrong(path.name, "too_large", size=_megabytes(size), most=_megabytes(MOST_UNPACKED))
    with by_the_library(*also):
        yield


@contextmanager
def by_the_library(*also: type[Exception]) -> Iterator[None]:
    """Around what a library reads of a workbook, and nothing of ours: our own mistakes are none of the file's."""
    try:
        yield
    except NO_WORKBOOK + also as error:
        raise OSError(f"this is no workbook: {error}") from error


def each_by_the_library(lines: Iterable[T]) -> Iterator[T]:
    """What a library reads one by one. What is done with each in between is not the library's."""
    left = iter(lines)
    while True:
        with by_the_library():
            line = next(left, None)
        if line is None:
            return
        yield line


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as packed:
        # What is unpacked never exceeds what the list of contents says: the rest is left where it is.
        return sum(each.file_size for each in packed.infolist())


def _megabytes(size: int) -> str:
    return f"{-(-size // 2**20)} MB"
