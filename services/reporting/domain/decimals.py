"""How numbers are rounded and written, so that the same number is always the same text."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

TENTH = Decimal("0.1")


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent, to one decimal, halves away from zero; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(100) * part / whole).quantize(TENTH, ROUND_HALF_UP)


def middle(numbers: Sequence[int]) -> Decimal | None:
    """The median, exact: of an even count the mean of the two in the middle; None of nothing."""
    return median(map(Decimal, numbers)) if numbers else None


def as_text(number: Decimal | None) -> str:
    """The number without needless zeros or exponent, `7`, `7.5`, `100`; empty for None."""
    return "" if number is None else format(number.normalize(), "f")
