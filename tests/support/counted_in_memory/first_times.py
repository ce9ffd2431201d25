"""Who or what was met for the first time in a period: the project counts each of them once."""

from collections.abc import Callable

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import first_of_each


def _any(_: Fact) -> bool:
    return True


def first_times(
    known: KnownFacts,
    period: Period,
    key: Key,
    *kinds: FactType,
    counts: Callable[[Fact], bool] = _any,
) -> dict[str, Fact]:
    """The first fact of each person, case or referral, for those whose first falls in the period.

    Only facts that `counts` says yes to are looked at. The cost follows the facts of the period and
    the few others about the same ids, however long the log.
    """
    in_period = (fact for kind in kinds for fact in known.within(period, kind))
    met = {fact.about(key) for fact in in_period if counts(fact)} - {""}
    facts = filter(counts, known.about(key, met, *kinds))
    firsts = first_of_each(facts, lambda fact: fact.about(key))
    return {id_: first for id_, first in firsts.items() if first.occurred_on in period}
