"""How numbers are rounded and written, so that the same number is always the same text."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent, to one decimal, halves away from zero; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(100) * part / whole).quantize(TENTH, ROUND_HALF_UP)


def middle(times: Mapping[int, int]) -> Decimal | None:
    """The median of numbers, each there so many times; exact: of an even count the mean of the two in the middle.

    None of nothing.
    """
    count = sum(times.values())
    if count == 0:
        return None
    return Decimal(_at(times, (count - 1) // 2) + _at(times, count // 2)) / 2


def as_text(number: Decimal | None) -> str:
    """The number without needless zeros or exponent, `7`, `7.5`, `100`; empty for None."""
    return "" if number is None else format(number.normalize(), "f")


def _at(times: Mapping[int, int], index: int) -> int:
    """The number at an index of all of them in order."""
    passed = 0
    for number in sorted(times):
        passed += times[number]
        if passed > index:
            return number
    raise IndexError(index)
