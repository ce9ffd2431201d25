"""All that is to be done for a measure, so early that what has to last has lasted when the window closes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.verdicts.amount_choices import amount_choice
from services.catalogue.domain.verdicts.founding_ends import founding_ends, step_behind
from services.catalogue.domain.verdicts.out_of_work import cannot_be_done
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.todo import Todo, begun_by, of_a_reason, of_an_act


def to_do(edition: Edition, reasons: Sequence[Reason], last_day: date | None, judging: Judging) -> Iterator[Todo]:
    """The acts of an edition, what its reasons ask for, and what decides the amount; not what can be done no more.

    `last_day`: until when one may apply.
    """
    every = _all(edition, reasons, last_day, judging)
    return (each for each in every if not _is_over(each, judging.first_day))


def _is_over(asked: Todo, today: date) -> bool:
    return asked.order != "after_applying" and asked.by is not None and asked.by < today


def _all(edition: Edition, reasons: Sequence[Reason], last_day: date | None, judging: Judging) -> Iterator[Todo]:
    begun, ends = _to_begin(reasons, last_day), founding_ends(edition)
    by_condition = {reason.condition: reason for reason in reasons}
    for condition in edition.acts.values():
        reason = by_condition.get(condition.id)
        if condition.act and (asked := of_an_act(condition, condition.act, reason, last_day, judging)):
            facts = {test.fact for test in condition.tests()} if condition.act.due != "after_applying" else set()
            yield _before(ends.get(asked.code), _in_time(asked, facts, begun))
    for reason in reasons:
        for asked in _asked_by(reason, edition, last_day, judging):
            facts = {leaf.rule.fact for leaf in reason.finding.deciding()} if reason.outcome is Truth.FALSE else set()
            end = ends.get(step_behind(reason.finding.rule) or "")
            yield _before(end, _in_time(asked, facts, begun))
    yield from amount_choice(edition, judging)


def _asked_by(reason: Reason, edition: Edition, last_day: date | None, judging: Judging) -> Sequence[Todo]:
    """What a reason that is no act asks for; of what holds only while founders still choose."""
    failed = reason.outcome is Truth.FALSE
    if reason.condition in edition.acts or not (failed or judging.profile.idea):
        return ()
    if failed and cannot_be_done(reason.finding, judging):
        return ()
    return of_a_reason(reason, last_day)


def _to_begin(reasons: Sequence[Reason], last_day: date | None) -> Mapping[str, date]:
    """The facts from whose day something has to last that no day is known of, and by when that day has to be."""
    found: dict[str, date] = {}
    for reason in reasons if last_day else ():
        begin = begun_by(reason, last_day)
        if begin is None or last_day is None or begin >= last_day:
            continue
        for test in tests_in(reason.finding.rule):
            if "elapsed_at_least" in test.operators:
                found[test.fact] = min(begin, found.get(test.fact, begin))
    return found


def _before(end: date | None, asked: Todo) -> Todo:
    """The same, not later than a step of founding allows."""
    if end is None or asked.order == "after_applying":
        return asked
    return replace(asked, by=min(asked.by or end, end))


def _in_time(asked: Todo, facts: set[str], begun: Mapping[str, date]) -> Todo:
    """The same, by when another condition needs what it brings about."""
    days = [day for fact, day in begun.items() if fact in facts]
    if not days or asked.by is None:
        return asked
    return replace(asked, by=min(asked.by, *days))
