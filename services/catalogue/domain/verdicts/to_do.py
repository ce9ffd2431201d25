"""All that is to be done for a measure, so early that what has to last has lasted when the window closes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.verdicts.founding_ends import founding_ends, step_behind
from services.catalogue.domain.verdicts.out_of_work import cannot_be_done
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.todo import Todo, begun_by, of_a_reason, of_an_act

_Asked = tuple[Todo, Collection[str], str]
"""What is to be done, the facts it brings about, and the step of founding before which it has to be."""


def to_do(
    edition: Edition, reasons: Sequence[Reason], choices: Sequence[Todo], last_day: date | None, judging: Judging
) -> Sequence[Todo]:
    """The acts of an edition, what its reasons ask for, and what decides the amount; not what can be done no more.

    `choices`: what decides the amount. `last_day`: until when one may apply.
    """
    every = [*_before_it_is_late(edition, reasons, last_day, judging), *choices]
    return [each for each in every if not _is_over(each, judging.first_day)]


def _is_over(asked: Todo, today: date) -> bool:
    return asked.order != "after_applying" and asked.by is not None and asked.by < today


def _before_it_is_late(
    edition: Edition, reasons: Sequence[Reason], last_day: date | None, judging: Judging
) -> Iterator[Todo]:
    begun, ends = _to_begin(reasons, last_day), founding_ends(edition)
    for asked, facts, step in (
        *_of_acts(edition, reasons, last_day, judging),
        *_of_reasons(edition, reasons, last_day, judging),
    ):
        yield _before(ends.get(step), _in_time(asked, facts, begun))


def _of_acts(edition: Edition, reasons: Sequence[Reason], last_day: date | None, judging: Judging) -> Iterator[_Asked]:
    if not edition.acts:
        return
    by_condition = {reason.condition: reason for reason in reasons}
    for condition in edition.acts.values():
        reason = by_condition.get(condition.id)
        if condition.act and (asked := of_an_act(condition, condition.act, reason, last_day, judging)):
            yield asked, () if condition.act.due == "after_applying" else condition.facts, asked.code


def _of_reasons(
    edition: Edition, reasons: Sequence[Reason], last_day: date | None, judging: Judging
) -> Iterator[_Asked]:
    """What reasons that are no acts ask for: those that failed, and those that hold while founders still choose."""
    idea, acts = judging.profile.idea, edition.acts
    for reason in reasons:
        failed = reason.outcome is Truth.FALSE
        if not (failed or idea) or reason.condition in acts or (failed and cannot_be_done(reason.finding, judging)):
            continue
        for asked in of_a_reason(reason, last_day):
            facts = [leaf.rule.fact for leaf in reason.finding.deciding()]
            yield asked, facts, step_behind(reason.finding.rule) or ""


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


def _in_time(asked: Todo, facts: Collection[str], begun: Mapping[str, date]) -> Todo:
    """The same, by when another condition needs what it brings about."""
    days = [day for fact, day in begun.items() if fact in facts]
    if not days or asked.by is None:
        return asked
    return replace(asked, by=min(asked.by, *days))
