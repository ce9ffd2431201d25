"""The two questions reporting answers: what are the numbers of a period, and which facts made one."""

from dataclasses import dataclass
from datetime import datetime

from services.reporting.domain.fact import Fact
from services.reporting.domain.known_facts import FactsOnRecord
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

    def __init__(self, register: Register, facts: FactsOnRecord) -> None:
        self._register = register
        self._facts = facts

    def sheet(self, period: Period, known_at: datetime | None) -> tuple[Line, ...]:
        """Every computed indicator in order of code, all from one view of the facts."""
        with self._facts.known_at(known_at) as known:
            return tuple(Line(row, self._register.rule(row.code)(known, period)) for row in self._register.computed())

    def evidence(self, code: str, period: Period, known_at: datetime | None) -> tuple[Fact, ...]:
        """The facts that made a number, in the order they were recorded.

        Raises:
            IndicatorNotInRegister: no row has the code.
            IndicatorNotComputedYet: nothing counts it yet.

        """
        rule = self._register.rule(code)
        with self._facts.known_at(known_at) as known:
            return rule(known, period).evidence
