"""The days on which an answer about a measure may begin to be otherwise, by time alone."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.figure_kinds import read_day
from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.moment import UNKNOWN, known_day
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.parameter import changes, in_force
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.judged import Judged

FOUNDED = "enterprise.constituted_on"
"""From that day on there is no idea any more, whatever is asked of it."""
_A_DAY = timedelta(days=1)


def turning_days(answer: Judged, profile: Profile, on: date) -> set[date]:
    """Among others every day on which the answer changes; `answer` is how the measure stands on the day."""
    editions = answer.measure.editions
    title = [test for reason in answer.reasons for test in tests_in(reason.finding.rule)]
    tests = [*title, *(test for edition in editions for test in _tests(edition))]
    numbers = [set(changes(list(edition.parameters.values()))) for edition in editions]
    closings = {day for edition in editions for day in _closings(edition)}
    days = {day for edition in editions for day in _openings(edition)}.union(*numbers)
    days |= {day + _A_DAY for day in closings}
    by_facts = set(_by_facts(answer.measure, tests, profile, {on}.union(*numbers)))
    by_facts |= {day for day in (profile.day(FOUNDED),) if day}
    # What begins today has to pass while applications are taken, and before something else is lost.
    ends = closings | {day - _A_DAY for day in by_facts}
    return days | by_facts | set(_too_late_to_begin(tests, ends)) | set(_too_late_to_choose(tests))


def _openings(edition: Edition) -> Iterator[date]:
    yield from (day for moment in (edition.valid_from, edition.published_on) if (day := known_day(moment)))
    for opens in (day for window in edition.windows if (day := known_day(window.opens))):
        # Of a window that ends nobody knows when it is known that it is open on its first day, and on no other.
        yield from (opens, opens + _A_DAY)


def _closings(edition: Edition) -> Iterator[date]:
    moments = (edition.valid_to, *(window.closes for window in edition.windows))
    yield from (day for moment in moments if (day := known_day(moment)))


def _tests(edition: Edition) -> Iterator[Test]:
    for condition in edition.conditions:
        yield from condition.tests()
    only_if = [*(amount.only_if for amount in edition.amounts), *(window.only_if for window in edition.windows)]
    for rule in filter(None, only_if):
        yield from tests_in(rule)


def _by_facts(
    measure: MeasureDocument, tests: Iterable[Test], profile: Profile, days: Iterable[date]
) -> Iterator[date]:
    """When somebody reaches an age, a stretch has passed, a title ends; of a day known in part, for both its ends."""
    judgings = [Judging(profile, day, in_force(e.parameters, day)) for e, day in product(measure.editions, days)]
    for test, judging in product(tests, judgings):
        possible = profile[test.fact].possible
        if not isinstance(possible, Span) or not set(test.parameters()) <= judging.parameters.keys():
            continue
        ends = {end for end in (possible.low, possible.high) if isinstance(end, date)}
        checks = [check for name in test.operators if (check := test.check(name))]
        turns = (check.turns(end, judging) for check, end in product(checks, ends))
        yield from (day for day in turns if day)
        # What is to come is not yet, and is so from its day on.
        yield from ends if test.asking.of_the_past else ()


def _too_late_to_choose(tests: Iterable[Test]) -> Iterator[date]:
    """From when on no day that founders still choose can be one that is asked for."""
    limits = (test.on_or_before for test in tests if test.about.may_lie_ahead)
    yield from (read_day(limit) + _A_DAY for limit in limits if limit not in (None, UNKNOWN))


def _too_late_to_begin(tests: Iterable[Test], closings: Iterable[date]) -> Iterator[date]:
    """From when on a stretch that begins today passes only after the last day to apply."""
    stretches = [s for test in tests for s in test.operators.values() if isinstance(s, Duration)]
    yield from (stretch.before(closing) + _A_DAY for stretch, closing in product(stretches, closings))
