"""What founders can still choose while there is only an idea."""

from collections.abc import Iterator

from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.facts.knowledge import Knowledge, at
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.rules.asked import Asked
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.representatives import representatives


def choices(test: Asked, judging: Judging) -> Iterator[Knowledge]:
    """What founders can still choose on the day of a fact, as far as the test can tell: no day that is past."""
    found = representatives(test.fact, [test], judging)
    if isinstance(VOCABULARY[test.fact].kind, Day):
        yield from (at(judging.first_day), at(judging.on))
    yield from (one for one in found if one.day is None or one.day >= judging.first_day)
