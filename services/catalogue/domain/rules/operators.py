"""What each operator of the language checks."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

from services.catalogue.domain.facts.code_kinds import Code
from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.figure_kinds import read_day
from services.catalogue.domain.facts.kinds import Kind
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.reference import comuni
from services.catalogue.domain.rules import check
from services.catalogue.domain.rules.activity import in_divisions, in_sectors
from services.catalogue.domain.rules.check import Check, Membership, Side, Since
from services.catalogue.domain.rules.duration import Duration, birthday, born_by
from services.catalogue.domain.rules.judging import Judging

_A_DAY = timedelta(days=1)


def check_of(operator: str, value: Any, fact: Fact) -> Check:
    """What an operator checks of a fact. A value that nobody found makes a check that is always unknown."""
    if value == UNKNOWN:
        return NOT_FOUND
    if operator in ("is_", "in_", "not_in"):
        return _among(value, fact.kind, wanted=operator != "not_in")
    return _MAKE[operator](value)


def _limit(written: Any) -> Callable[[Judging], Any]:
    if isinstance(written, str) and written.startswith("$"):
        return lambda judging: judging.parameters[written[1:]]
    fixed = read_day(written) if isinstance(written, str) else written
    return lambda _judging: fixed


def _among(told: Any, kind: Kind, *, wanted: bool) -> Check:
    words = told if isinstance(told, tuple) else (told,)
    # A word of a tree admits all that stands under it.
    meaning = kind.meaning if isinstance(kind, Code) else {}
    return Membership(frozenset[Hashable]().union(*(meaning.get(word, {word}) for word in words)), wanted)


def _side(*, below: bool, included: bool = True) -> Callable[[Any], Check]:
    return lambda written: Side(_limit(written), below, included)


def _age(years: Any, *, enough: bool) -> Check:
    limit = _limit(years)

    def turning(born: date, judging: Judging) -> date | None:
        needed = limit(judging)
        return None if needed is None else birthday(born, int(needed) + (0 if enough else 1))

    def latest(judging: Judging) -> date | None:
        needed = limit(judging)
        return None if needed is None else born_by(judging.on, int(needed) + (0 if enough else 1))

    return Since(latest, turning, wanted=enough)


def _elapsed(stretch: Duration, *, enough: bool) -> Check:
    later = timedelta(0) if enough else _A_DAY
    before = lru_cache(maxsize=DAYS_KEPT)(lambda on: stretch.before(on - later))
    return Since(lambda judging: before(judging.on), lambda day, _judging: stretch.after(day) + later, wanted=enough)


def _in_area(area: str, *, wanted: bool) -> Check:
    inside, perhaps = comuni.comuni_of(area), comuni.maybe_comuni_of(area)
    return check.Listed(lambda code, _judging: None if code in perhaps else code in inside, wanted)


def _in_sectors(sectors: tuple[str, ...], *, wanted: bool) -> Check:
    return check.Listed(lambda code, judging: in_sectors(code, judging.profile, sectors), wanted)


def _in_divisions(divisions: Any) -> Check:
    return check.Listed(lambda code, judging: in_divisions(code, judging.profile, divisions), wanted=True)


NOT_FOUND = Side(lambda _judging: None, below=True, included=True)
"""There is a limit or a list, and nobody found it."""
_NOT_EXPIRED = Since(lambda judging: judging.on - _A_DAY, lambda last, _judging: last + _A_DAY, wanted=False)
_MAKE: Mapping[str, Callable[[Any], Check]] = {
    "at_least": _side(below=False),
    "at_most": _side(below=True),
    "more_than": _side(below=False, included=False),
    "less_than": _side(below=True, included=False),
    "on_or_after": _side(below=False),
    "on_or_before": _side(below=True),
    "not_expired": lambda _true: _NOT_EXPIRED,
    "age_at_least": partial(_age, enough=True),
    "age_at_most": partial(_age, enough=False),
    "elapsed_at_least": partial(_elapsed, enough=True),
    "elapsed_at_most": partial(_elapsed, enough=False),
    "in_area": partial(_in_area, wanted=True),
    "not_in_area": partial(_in_area, wanted=False),
    "in_sectors": partial(_in_sectors, wanted=True),
    "not_in_sectors": partial(_in_sectors, wanted=False),
    "in_divisions": _in_divisions,
}
