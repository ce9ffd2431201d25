"""What is known of facts, as numbers: the same number where the same is known, none where it is a person's own.

A code, a flag, a few of something, a round sum, nothing at all, or why nobody knows are the same of many people. A day
or any other sum is not, and has no number; nor has what would tell of protection, violence or poverty.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.vocabulary import VOCABULARY

LIKENESSES_KEPT = 50_000
"""More than there are codes in all registers; of one that was forgotten the number is a new one."""
_NUMBERS = count()
_FEW, _ROUND = 100, 500


def likenesses(known: Mapping[str, Knowledge]) -> dict[str, int | None]:
    """The numbers, by the names of the facts."""
    return {name: likeness(knowledge, reveals=VOCABULARY[name].reveals) for name, knowledge in known.items()}


def likeness(knowledge: Knowledge, *, reveals: bool) -> int | None:
    """A number for what is known of a fact; None for what is somebody's own, or would tell of their need."""
    possible = knowledge.possible
    if knowledge.missing or possible is None:
        return _number(knowledge)
    if reveals or (isinstance(possible, Span) and not (_common(possible.low) and _common(possible.high))):
        return None
    return _number(knowledge)


@lru_cache(maxsize=LIKENESSES_KEPT)
def _number(knowledge: Knowledge) -> int:
    del knowledge
    return next(_NUMBERS)


def _common(figure: Any) -> bool:
    """Whether it is a few of something, or a round sum; an end that nobody knows is nobody's own."""
    return figure is None or (isinstance(figure, int) and (figure <= _FEW or figure % _ROUND == 0))
