"""S21: how many measures were put before people."""

from collections.abc import Sequence

from services.reporting.domain.fact import Fact, FactType, Key, Proposal
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import as_it_happened
from tests.support.counted_in_memory.value import Value, parts, value


def measures_proposed(known: KnownFacts, period: Period) -> Value:
    """Measures proposed in the period, by level and by level and kind; each once for each case.

    A measure shown again to the same case is not another: it counts on the day it was first
    proposed, with the level and kind it had then.
    """
    cases = {fact.case for fact in known.within(period, FactType.MEASURES_PROPOSED)} - {""}
    firsts = _firsts(known.about(Key.CASE, cases, FactType.MEASURES_PROPOSED))
    new = [(fact, proposal) for fact, proposal in firsts if fact.occurred_on in period]
    counted = [{"level": proposal.level, "kind": proposal.kind} for _, proposal in new]
    return value(
        len(new),
        (fact for fact, _ in new),
        parts(counted, "level"),
        parts(counted, "level", "kind"),
    )


def _firsts(facts: Sequence[Fact]) -> list[tuple[Fact, Proposal]]:
    """Every measure of every case, at its first proposal."""
    first: dict[tuple[str, str], tuple[Fact, Proposal]] = {}
    for fact in sorted(facts, key=as_it_happened):
        for proposal in fact.proposals:
            first.setdefault((fact.case, proposal.measure), (fact, proposal))
    return list(first.values())
