"""The two tests of 30 % by which the workers of an enterprise make it a social one; they count differently."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.catalogue.domain.facts.knowledge import Knowledge, Span, exactly

TOTAL = "enterprise.workers.total"


@dataclass(frozen=True)
class Share:
    """Whether `some` of the workers are enough: 30 for every hundred of those they are held against."""

    some: str
    among_the_others: bool
    """Whether they are held against the workers without them, or against all."""

    def holds(self, known: Mapping[str, Knowledge]) -> bool | None:
        """Whether it does; None when nobody knows the numbers well enough. Heads are counted."""
        some, total = _ends(known[self.some]), _ends(known[TOTAL])
        # Of the workers there are never more than all, so that the last of both bounds limits them.
        most = min((end for end in (some[1], total[1]) if end is not None), default=None)
        can_hold = most is None or self._enough(most, max(total[0], most))
        can_fail = some[0] == 0 or total[1] is None or not self._enough(some[0], total[1])
        return None if can_hold and can_fail else can_hold

    def _enough(self, some: float, total: float) -> bool:
        others = total - some if self.among_the_others else total
        return some > 0 and some * 100 >= _LEAST_PCT * others


_LEAST_PCT = 30
SHARES: Mapping[str, Share] = {
    # L. 381/1991, art. 4(2) and (3): disadvantaged persons are not computed in the total.
    "enterprise.social_type_b": Share("enterprise.workers.l381_art4", among_the_others=True),
    # D.Lgs. 112/2017, art. 2(4) and (5).
    "enterprise.social_by_workers": Share("enterprise.workers.dlgs112_art2", among_the_others=False),
}


def social_by_its_workers(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """What the numbers say, of what was not told itself."""
    found = {name: share.holds(known) for name, share in SHARES.items() if known[name].missing}
    return {name: exactly(holds) for name, holds in found.items() if holds is not None}


def unknown_behind_the_share(name: str, known: Mapping[str, Knowledge]) -> Iterator[str]:
    """What could be told of it: itself, or the numbers nobody told well enough."""
    yield name
    yield from (number for number in (SHARES[name].some, TOTAL) if not known[number].known)


def _ends(knowledge: Knowledge) -> tuple[float, float | None]:
    span = knowledge.possible
    return (span.low or 0, span.high) if isinstance(span, Span) else (0, None)
