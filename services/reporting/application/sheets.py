"""The two questions reporting answers: what are the numbers of a period, and which events made one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.reporting.domain.evidence import Evidence, Place
from services.reporting.domain.numbers import NumbersOnRecord
from services.reporting.domain.period import Period
from services.reporting.domain.register import Definition, Register
from services.reporting.domain.value import Value


@dataclass(frozen=True)
class Line:
    """An indicator of the register with its value."""

    definition: Definition
    value: Value


class Sheets:
    """Counts anew at every asking: nothing is frozen, so a late fact is simply in the next answer."""

    def __init__(self, register: Register, numbers: NumbersOnRecord) -> None:
        self._register = register
        self._numbers = numbers

    def sheet(self, period: Period, known_at: datetime | None) -> tuple[Line, ...]:
        """Every computed indicator in order of code, all from one view of the facts."""
        with self._numbers.known_at(known_at) as known:
            rows = self._register.computed()
            return tuple(Line(row, known.value(self._register.counted(row.code), period)) for row in rows)

    def evidence(
        self, code: str, period: Period, known_at: datetime | None, after: Place, at_most: int
    ) -> Sequence[Evidence]:
        """The events that made a number, in the order they were recorded, from the one after a place on.

        Raises:
            IndicatorNotInRegister: no row has the code.
            IndicatorNotComputedYet: nothing counts it yet.

        """
        indicator = self._register.counted(code)
        with self._numbers.known_at(known_at) as known:
            return known.evidence(indicator, period, after, at_most)
