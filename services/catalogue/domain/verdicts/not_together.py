"""Two measures that both fit and of which one can have one only (*cumulo*)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.conflict import fits
from services.catalogue.domain.verdicts.judged import Judged


@dataclass(frozen=True)
class NotTogether:
    """`text`: what the edition that says so says of it."""

    one: Judged
    other: Judged
    text: Text


def not_together(judged: Sequence[Judged]) -> Sequence[NotTogether]:
    """Each two of those that fit of which one says that it does not go with the other, in the order given."""
    fitting = [one for one in judged if fits(one)]
    return [found for one, other in combinations(fitting, 2) for found in _said(one, other)]


def _said(one: Judged, other: Judged) -> Iterator[NotTogether]:
    for speaker, named in ((one, other), (other, one)):
        for refused in speaker.edition.not_with:
            if refused.measure == named.measure.id:
                yield NotTogether(one, other, refused.text)
                return
