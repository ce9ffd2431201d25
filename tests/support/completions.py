"""What a profile that is known in part may turn out to be: every way of filling in what nobody knows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY

Written = Mapping[str, Any]
"""Facts by their whole names; of what is not there nobody has told, and a list may stand for one of its values."""


def profile(written: Written) -> Profile:
    """The profile of such facts."""
    return read_profile(dict(written))


def completions(written: Written, domains: Mapping[str, Sequence[Any]]) -> Iterator[Written]:
    """Every profile without contradiction in which each of `domains` is known, with one of its values.

    What founders of an idea have not told at all stays so: to leave it open is their right.
    """
    for values in product(*domains.values()):
        whole = {**written, **dict(zip(domains, values, strict=True))}
        if whole.get("enterprise.stage") == "idea":
            whole = {name: value for name, value in whole.items() if name in written or not _is_open(name)}
        if can_be(whole):
            yield whole


def _is_open(name: str) -> bool:
    return VOCABULARY[name].while_idea is WhileIdea.OPEN


def can_be(written: Written) -> bool:
    """Whether such facts do not contradict one another."""
    try:
        profile(written)
    except FactsInvalid:
        return False
    return True


def flat(document: Any, name: str = "") -> dict[str, Any]:
    """Nested facts by their whole names."""
    if not isinstance(document, Mapping):
        return {name: document}
    below = (flat(inner, f"{name}.{key}" if name else str(key)) for key, inner in document.items())
    return {whole: value for facts in below for whole, value in facts.items()}
