"""What follows from codes, flags and what nobody knows is the same of many: it is worked out once and kept."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Generic, TypeVar

from services.catalogue.domain.facts.bearing import bearing_on
from services.catalogue.domain.rules.judging import Judging

ANSWERS_KEPT = 128
"""Of one question. When there are more all are forgotten, and those that come again are soon there again."""
Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """What `work_out` makes of somebody on a day, as far as it asks after some facts, and those that bear on them.

    Where one of them has no likeness (`facts/likeness.py`) it is worked out anew and nothing is kept. What is kept was
    worked out of those few facts alone: nobody else's are in it, and `work_out` cannot ask after a fact not named.
    """

    __slots__ = ("_alike", "_kept", "_names", "_work_out")

    def __init__(self, facts: Iterable[str], work_out: Callable[[Judging], Answer]) -> None:
        self._names, self._work_out = bearing_on(facts), work_out
        # A getter of one name alone gives no tuple.
        self._alike = itemgetter(*self._names, self._names[0])
        self._kept: dict[tuple[int | None, ...], Answer] = {}

    def of(self, judging: Judging) -> Answer:
        """The answer, always on the same day."""
        alike = self._alike(judging.profile.alike)
        if None in alike:
            return self._work_out(judging)
        kept = self._kept.get(alike)
        if kept is None:
            if len(self._kept) >= ANSWERS_KEPT:
                self._kept.clear()
            kept = self._kept[alike] = self._work_out(judging.knowing(judging.profile.only(self._names)))
        return kept
