"""For each way in which a fact can matter to some tests, one value that shows it."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from services.catalogue.domain.facts.code_kinds import Code, Codes, Flag, Listed
from services.catalogue.domain.facts.figure_kinds import Day, Number
from services.catalogue.domain.facts.knowledge import NOTHING, Knowledge, at, exactly
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.comuni import comuni_of, maybe_comuni_of
from services.catalogue.domain.rules.asked import Asked
from services.catalogue.domain.rules.divisions import Divisions
from services.catalogue.domain.rules.duration import Duration, birthday
from services.catalogue.domain.rules.judging import Judging

_A_DAY = timedelta(days=1)
_LONG_AGO, _FAR_OFF = date(1900, 1, 1), date(2099, 12, 31)


def representatives(fact: str, tests: Iterable[Asked], judging: Judging) -> Sequence[Knowledge]:
    """Values of a fact, `none` among them where it can be none, that the tests can tell apart on the day.

    Every outcome some value has, one of these has. Of a register it takes a code from each list the tests name.
    """
    kind, about = VOCABULARY[fact].kind, [test for test in tests if test.fact == fact]
    match kind:
        case Flag():
            return [exactly(value=True), exactly(value=False)]
        case Code():
            found = [exactly(word) for word in _told_apart(about, kind.anything.values, kind)]
        case Codes():
            words = _told_apart(about, kind.words, kind)
            return [kind.read([]), *(kind.read([word]) for word in words)]
        case Number():
            top = kind.top or float("inf")
            return [at(value) for value in _near(_numbers(about, judging)) if 0 <= value <= top]
        case Day():
            found = [at(day) for day in sorted(set(_days(about, judging)))]
        case Listed():
            found = [exactly(code) for code in _codes(about) if kind.has(code)]
        case _:
            raise TypeError(f"{kind} has no representatives")
    return [*found, NOTHING] if kind.may_be_none and not VOCABULARY[fact].never_none else found


def _told_apart(tests: Iterable[Asked], words: Iterable[Hashable], kind: Any) -> list[Hashable]:
    """One word of each group no test tells apart."""
    groups: dict[tuple[bool, ...], Hashable] = {}
    lists = [_meant(wanted, kind) for test in tests for wanted in test.operators.values()]
    for word in sorted(words, key=str):
        groups.setdefault(tuple(word in told for told in lists), word)
    return list(groups.values())


def _meant(wanted: Any, kind: Any) -> frozenset[Hashable]:
    told = wanted if isinstance(wanted, tuple) else (wanted,)
    meaning = kind.meaning if isinstance(kind, Code) else {}
    return frozenset[Hashable]().union(*(meaning.get(word, {word}) for word in told))


def _numbers(tests: Iterable[Asked], judging: Judging) -> Iterator[float]:
    yield 0
    for test in tests:
        for wanted in test.operators.values():
            number = judging.parameters.get(wanted[1:]) if isinstance(wanted, str) else wanted
            if isinstance(number, int | float):
                yield number


def _near(numbers: Iterable[float]) -> list[float]:
    return sorted({near for number in numbers for near in (number - 1, number, number + 1)})


def _days(tests: Iterable[Asked], judging: Judging) -> Iterator[date]:
    yield from (_LONG_AGO, _FAR_OFF)
    for test in tests:
        for name, wanted in test.operators.items():
            if limit := _day_of(name, wanted, judging):
                yield from (limit - _A_DAY, limit, limit + _A_DAY)


def _day_of(operator: str, wanted: Any, judging: Judging) -> date | None:
    """The day of the fact at which an operator changes its mind."""
    if operator in ("on_or_after", "on_or_before") and wanted != UNKNOWN:
        return date.fromisoformat(wanted)
    if operator == "not_expired":
        return judging.on
    if isinstance(wanted, Duration):
        return wanted.before(judging.on)
    if operator.startswith("age"):
        years = judging.parameters.get(wanted[1:]) if isinstance(wanted, str) else wanted
        return birthday(judging.on, -int(years) - (operator == "age_at_most")) if years is not None else None
    return None


def _codes(tests: Iterable[Asked]) -> list[str]:
    codes: dict[str, None] = {}
    for test in tests:
        for name, wanted in test.operators.items():
            codes |= dict.fromkeys(_examples(name, wanted))
    return list(codes)


def _examples(operator: str, wanted: Any) -> Iterator[str]:
    """A code that is in a list, one that is not, and one of which nobody knows."""
    if operator.endswith("in_area"):
        for area in (comuni_of(wanted), maybe_comuni_of(wanted), comuni_of("italy") - comuni_of(wanted)):
            yield from sorted(area)[:1]
    elif operator.endswith("in_sectors"):
        yield from (code for sector in wanted for code in ateco.examples(sector))
    elif operator == "exists":
        yield from ("SN", "RO", "109006", "01.11")
    elif isinstance(wanted, Divisions):
        yield from (f"{wanted.codes[0]}", "01.11")
    elif isinstance(wanted, tuple | str):
        told = wanted if isinstance(wanted, tuple) else (wanted,)
        yield from (code for code in ("SN", "RO", *told) if code != "unknown")
