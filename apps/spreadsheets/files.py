"""The files a measure can be kept in besides a measure file, by what their names end in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from apps.spreadsheets import separated, workbook
from apps.spreadsheets.document_text import DocumentText

READ: Mapping[str, Callable[[Path], DocumentText]] = {
    workbook.SUFFIX: workbook.read_workbook,
    separated.SUFFIX: separated.read_separated,
}
WRITE: Mapping[str, Callable[[Mapping[str, Any], Path], None]] = {
    workbook.SUFFIX: workbook.write_workbook,
    separated.SUFFIX: separated.write_separated,
}
