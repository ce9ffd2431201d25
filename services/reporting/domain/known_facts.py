"""What a rule of counting may ask: facts as known at one instant, found without reading the whole log."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period


class KnownFacts(Protocol):
    """Facts recorded up to one instant; for whoever counts, later ones do not exist. In no set order."""

    def within(self, period: Period, kind: FactType) -> Sequence[Fact]:
        """Facts of a type that occurred in the period."""
        ...

    def first(self, kind: FactType, until: date) -> Fact | None:
        """The earliest fact of a type that occurred on the day `until` or before."""
        ...

    def about(self, key: Key, ids: Collection[str], *kinds: FactType) -> Sequence[Fact]:
        """Facts of some types, whenever they occurred, about the given persons, cases or referrals."""
        ...


class FactsOnRecord(Protocol):
    """Where facts are kept."""

    def known_at(self, instant: datetime | None) -> AbstractContextManager[KnownFacts]:
        """One consistent view of what was recorded up to an instant, that instant included; None: of all."""
        ...
