"""The amounts that may be for somebody, up to which sum, and whether a need fits between their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Knowledge, Span
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.cases import cases
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test

NEED, APPLICANTS = "project.amount", "enterprise.applicants"


@dataclass(frozen=True, slots=True)
class Theirs:
    """An amount that may be for this person, and up to which sum: at least `most`, at best `at_best`."""

    amount: Amount
    most: float | None
    at_best: float | None
    not_found: bool
    surely: bool
    hangs_on: tuple[Finding, ...]


def amounts_for(edition: Edition, judging: Judging) -> Iterator[Theirs]:
    """The amounts against which the need is held, as far as they may be for this person."""
    for number, amount in enumerate(edition.amounts):
        if not amount.answers_need or amount.of == "benefit" or amount.per == "month":
            continue
        found = amount.only_if.judge(judging) if amount.only_if else None
        if found is None or found.truth is not Truth.FALSE:
            unlimited = amount.max is None and amount.flat is None
            not_found = unlimited and edition.is_unverified(f"amounts.{number}.max")
            yield _for_them(amount, found, judging, not_found=not_found)


def amount_cases(edition: Edition, judging: Judging) -> Sequence[Judging]:
    """The ways in which what the amounts hang on may turn out, and the need with it; none for sums a head."""
    if any(amount.per == "applicant" for amount in edition.amounts):
        return ()
    limits = {limit for a in edition.amounts for limit in (a.min, a.max, a.flat) if limit}
    needs = [
        test for limit in sorted(limits) for test in (Test(fact=NEED, at_least=limit), Test(fact=NEED, at_most=limit))
    ]
    return cases([*(test for a in edition.amounts if a.only_if for test in tests_in(a.only_if)), *needs], judging)


def _for_them(amount: Amount, found: Finding | None, judging: Judging, *, not_found: bool) -> Theirs:
    hangs_on: tuple[Finding, ...] = () if found is None or found.truth is Truth.TRUE else (found,)
    one, surely = amount.flat or amount.max, not hangs_on
    if one is None or amount.per != "applicant":
        return Theirs(amount, one, one, not_found, surely, hangs_on)
    least, most = _applicants(judging)
    if least != most:
        hangs_on += _enough_applicants(one, judging)
    return Theirs(amount, one * least, None if most is None else one * most, not_found, surely, hangs_on)


def _applicants(judging: Judging) -> tuple[int, int | None]:
    """How many there are, at least and at most; one while the founders have not chosen yet."""
    told = judging.profile[APPLICANTS].possible
    if judging.profile.is_open(APPLICANTS) or not isinstance(told, Span):
        return 1, 1
    return max(1, told.low or 1), None if told.high is None else max(1, told.high)


def _enough_applicants(each: float, judging: Judging) -> tuple[Finding, ...]:
    need = judging.profile[NEED].possible
    wanted = ceil(need.low / each) if isinstance(need, Span) and need.low else 1
    found = Test(fact=APPLICANTS, at_least=wanted).judge(judging)
    return (found,) if found.truth is Truth.UNKNOWN else ()


def reaches(need: Knowledge, one: Theirs) -> Truth:
    """Whether the need is no more than an amount goes up to."""
    if one.most is None:
        return Truth.TRUE
    span = need.possible
    if not isinstance(span, Span) or need.missing:
        return Truth.UNKNOWN
    if span.high is not None and span.high <= one.most:
        return Truth.TRUE
    return Truth.FALSE if one.at_best is not None and span.low > one.at_best else Truth.UNKNOWN


def begins(need: Knowledge, least: int | None) -> Truth:
    """Whether the need is no less than an amount begins at."""
    span = need.possible
    if not least or not isinstance(span, Span):
        return Truth.TRUE
    low, high = span.low or 0, span.high
    return Truth.of(can_be_true=high is None or high >= least, can_be_false=low < least)
