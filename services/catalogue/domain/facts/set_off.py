"""Sums with their thousands set off, such as 25.000: read as they stand they would be a thousandth of what is meant."""

import re
from typing import Any, Self

from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.figure_kinds import Number

_SET_OFF = re.compile(r"([1-9]\d{0,2}(?:[.,' \u00a0\u202f]\d{3})+)(?:[.,](\d{1,2}))?(?:\s*(?:€|euro))?")
_SEPARATORS = re.compile(r"\D")


class ThreeDecimals(float):
    """A number that was written with exactly three decimals; `written` is how."""

    written: str

    def __new__(cls, written: str) -> Self:
        number = super().__new__(cls, written)
        number.written = written
        return number


def figure(written: str) -> float:
    """A number with decimals as it is written, which remembers when there are three."""
    return ThreeDecimals(written) if len(written.partition(".")[2]) == len("000") else float(written)


def check(fact: Fact, written: Any) -> None:
    """Raises ValueError with what to write instead, for a sum or one of two; a share of 100 may have three decimals."""
    if isinstance(fact.kind, Number) and fact.kind.top is None:
        for each in written if isinstance(written, list | tuple) else [written]:
            _check(each)


def _check(written: Any) -> None:
    text = written.written if isinstance(written, ThreeDecimals) else written
    if isinstance(text, str) and (found := _SET_OFF.fullmatch(text.strip())):
        whole, cents = _SEPARATORS.sub("", found[1]), f".{found[2]}" if found[2] else ""
        raise ValueError(f'"{text}" has its thousands set off: write {whole}{cents}')
    if isinstance(written, ThreeDecimals):
        raise ValueError(f'"{text}" has three decimals: write two at most, and nothing between the thousands')
