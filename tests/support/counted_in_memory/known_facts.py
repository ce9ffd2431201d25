"""Facts in a list, as known at one instant."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.order import as_it_happened


class KnownFacts:
    """Facts recorded up to an instant, that instant included; for whoever counts, later ones do not exist."""

    def __init__(self, facts: Iterable[Fact], known_at: datetime | None) -> None:
        self._facts = [fact for fact in facts if known_at is None or fact.recorded_at <= known_at]

    def within(self, period: Period, kind: FactType) -> Sequence[Fact]:
        """Facts of a type that occurred in the period."""
        return [fact for fact in self._facts if fact.type == kind and fact.occurred_on in period]

    def first(self, kind: FactType, until: date) -> Fact | None:
        """The earliest fact of a type that occurred on the day `until` or before."""
        found = [fact for fact in self._facts if fact.type == kind and fact.occurred_on <= until]
        return min(found, key=as_it_happened, default=None)

    def about(self, key: Key, ids: Collection[str], *kinds: FactType) -> Sequence[Fact]:
        """Facts of some types, whenever they occurred, about the given persons, cases or referrals."""
        return [fact for fact in self._facts if fact.type in kinds and fact.about(key) in ids]
