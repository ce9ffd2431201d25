"""What is asked of whoever counts: numbers as known at one instant, and the events behind them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from services.reporting.domain.evidence import Evidence, Place
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.period import Period
from services.reporting.domain.value import Value


class Numbers(Protocol):
    """Counted from what was recorded up to one instant; for whoever counts, later facts do not exist."""

    def value(self, indicator: Indicator, period: Period) -> Value:
        """The number and its parts."""
        ...

    def evidence(self, indicator: Indicator, period: Period, after: Place, at_most: int) -> Sequence[Evidence]:
        """The events behind the number, in the order of recording, from the one after a place on."""
        ...


class NumbersOnRecord(Protocol):
    """Where facts are kept and counted."""

    def known_at(self, instant: datetime | None) -> AbstractContextManager[Numbers]:
        """One consistent view of what was recorded up to an instant, that instant included; None: of all."""
        ...
