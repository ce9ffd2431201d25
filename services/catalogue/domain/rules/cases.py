"""What nobody knows, taken apart into the ways in which it may turn out, so that what is so in each of them is so."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

from services.catalogue.domain.facts.code_kinds import Codes, Listed
from services.catalogue.domain.facts.knowledge import Choice, Knowledge, Span, at, exactly
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.representatives import representatives
from services.catalogue.domain.rules.test import Test

MOST_CASES = 64
"""More would cost more than the answer is worth: it then stays unknown."""


def cases(tests: Iterable[Test], judging: Judging) -> Sequence[Judging]:
    """One for each way the tests can tell apart; none where these are too many, or no values show all of them.

    What founders still choose is left to them.
    """
    by_fact: dict[str, list[Test]] = {}
    for test in tests:
        by_fact.setdefault(test.fact, []).append(test)
    profile = judging.profile
    unknown = {n: some for n, some in by_fact.items() if not profile[n].known and not profile.is_open(n)}
    if not all(_can_be_told(name, some) for name, some in unknown.items()):
        return ()
    ways = [list(_ways(name, some, judging)) for name, some in unknown.items()]
    number = 1
    for each in ways:
        number *= len(each)
    if number > MOST_CASES:
        return ()
    found = (dict(zip(unknown, values, strict=True)) for values in product(*ways))
    return [judging.knowing(profile.supposing(values)) for values in found]


def _can_be_told(fact: str, tests: Sequence[Test]) -> bool:
    """Whether single values show every outcome of all tests together: of lists that overlap they may not."""
    kind = VOCABULARY[fact].kind
    lists = {str(wanted) for test in tests for wanted in test.operators.values()}
    return not isinstance(kind, Codes | Listed) or len(lists) == 1


def _ways(fact: str, tests: Sequence[Test], judging: Judging) -> Iterator[Knowledge]:
    """A value for each group of those of which the tests say the same."""
    seen: set[tuple[Truth, ...]] = set()
    for value in _values(fact, tests, judging):
        supposed = judging.knowing(judging.profile.supposing({fact: value}))
        said = tuple(test.judge(supposed).truth for test in tests)
        if said not in seen:
            seen.add(said)
            yield value


def _values(fact: str, tests: Sequence[Test], judging: Judging) -> Iterator[Knowledge]:
    known = judging.profile[fact]
    possible = known.possible
    if isinstance(possible, Choice) and not known.missing:
        yield from (exactly(value) for value in sorted(possible.values, key=str))
        return
    ends = (possible.low, possible.high) if isinstance(possible, Span) else ()
    yield from (at(end) for end in ends if end is not None)
    # Of what certainly is there, and does not lie ahead, the day is past, whichever it is.
    is_past = known.missing and not known.may_be_none and not VOCABULARY[fact].may_lie_ahead
    last_day = judging.on if is_past else date.max
    found = (value for value in representatives(fact, tests, judging) if (value.day or date.min) <= last_day)
    yield from (value for value in found if _may_be(value, known))


def _may_be(value: Knowledge, known: Knowledge) -> bool:
    """Whether what is known admits it."""
    if value.possible is None:
        return known.may_be_none
    one, span = value.possible, known.possible
    if not isinstance(one, Span) or not isinstance(span, Span):
        return True
    return _no_less(one.low, span.low) and _no_less(span.high, one.low)


def _no_less(large: Any, small: Any) -> bool:
    return large is None or small is None or bool(large >= small)
