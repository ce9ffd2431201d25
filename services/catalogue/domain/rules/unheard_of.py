"""Facts and operators of a test that there are not, told with those that were perhaps meant."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from typing import Any

from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.rules.fitting import fitting

_OTHER_RULES = ("all", "any", "not")
"""A word too many in a test, and none of a test: the library tells of it."""


def no_such_fact(name: str) -> ValueError:
    """What is wrong with a fact that nobody knows."""
    near = get_close_matches(name, VOCABULARY, n=1)
    return ValueError(f'fact: there is no fact "{name}"' + (f"; do you mean {near[0]}?" if near else ""))


def refuse_unheard_of(test: Mapping[Any, Any], words: AbstractSet[str]) -> None:
    """Raise ValueError for an operator there is not, with those that fit the fact."""
    fact = VOCABULARY.get(str(test.get("fact")))
    for name in test if fact else ():
        if fact and name not in words and name not in _OTHER_RULES:
            raise ValueError(f"{name}: is no operator; of {fact.name} one asks {', '.join(fitting(fact))}")
