"""Sets sheets and comparisons in type: PDF, both ways of writing, the same bytes for the same content."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from services.catalogue.domain.sheet_refusals import LetterNotPrinted
from services.catalogue.domain.sheets.comparison import Comparison
from services.catalogue.domain.sheets.orientation import Part

TEMPLATES = Path(__file__).parent
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
"""Noto, which has the letters of every language of the phrases; the machine's own fonts are never used."""

NOT_DISPLAYED = re.compile(r'the text `"(?P<letter>.+)"` could not be displayed', re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """A PDF, and the SHA-256 of its bytes in hexadecimal."""

    pdf: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def sheet_paper(parts: tuple[Part, ...], on: date) -> Paper:
    """The orientation sheet, one reader's part after the other. Raises LetterNotPrinted."""
    return Paper(_set("sheet.typ", {"parts": [asdict(part) for part in parts], "on": on}, on))


def comparison_paper(page: Comparison, on: date) -> Paper:
    """The comparison, on one page across. Raises LetterNotPrinted."""
    return Paper(_set("comparison.typ", {"page": asdict(page), "on": on}, on))


def pictures(parts: tuple[Part, ...], on: date, *, ppi: float = 100) -> list[bytes]:
    """The pages of a sheet as PNG, for whoever wants to look at them."""
    return _pictures("sheet.typ", {"parts": [asdict(part) for part in parts], "on": on}, ppi)


def _set(template: str, content: dict[str, Any], on: date) -> bytes:
    # The only day in the file is the one the content is about, so that the hash is of the content alone.
    written_at = datetime.combine(on, time(), UTC)
    compiler = _compiler(content)
    try:
        # The standard is what makes a letter without a glyph an error.
        made = compiler.compile(TEMPLATES / template, format="pdf", timestamp=written_at, pdf_standards="ua-1")
    except typst.TypstError as error:
        if missing := NOT_DISPLAYED.search(str(error)):
            raise LetterNotPrinted(letter=missing["letter"]) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made no PDF")
    return made


def _pictures(template: str, content: dict[str, Any], ppi: float) -> list[bytes]:
    made = _compiler(content).compile(TEMPLATES / template, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made or b""]


def _compiler(content: dict[str, Any]) -> typst.Compiler:
    # Of its own for each paper: two threads never share one.
    written = json.dumps(content, ensure_ascii=False, default=_plain)
    return typst.Compiler(
        root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"content": written}
    )


def _plain(value: Any) -> str:
    return str(value.isoformat())


@cache
def _fonts() -> typst.Fonts:
    folders = [_folder(package) for package in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _folder(package: str) -> Path:
    with as_file(files(package) / "files") as folder:
        return folder
