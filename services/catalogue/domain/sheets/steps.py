"""What is to be done next, in order, in words that tell nothing a stranger should not read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.sheets.fact_said import fact_said
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Said, around, fixed, own
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.shared_reasons import VALID, shared_reasons
from services.catalogue.domain.verdicts.todo import Todo
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState

START = "project.starts_on"
ORDERS = ("before_constitution", "before_applying", "at_applying", "after_applying")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for one measure. `due`: by when, or from when on, where it is known.

    `on`: the day that says which comes first. `condition`: the one that asks for it, if one does.
    """

    order: str
    what: Said
    measure: str
    due: str = ""
    on: date | None = None
    condition: str = ""


def can_begin(judged: Judged) -> bool:
    """Whether there is anything to begin with: nobody is sent to do what leads nowhere today."""
    return judged.verdict is not Verdict.NOT_ELIGIBLE and judged.chosen.window.state is not WindowState.CLOSED


def steps_of(phrases: Phrases, judged: Judged) -> list[Step]:
    """What is to be done for one measure, in order; nothing for one that cannot be had today."""
    return in_order(_step(phrases, judged, todo) for todo in judged.todo) if can_begin(judged) else []


def is_later(todo: Todo) -> bool:
    """Whether nothing of it has to be done before one applies."""
    return ORDERS.index(todo.order) >= ORDERS.index("at_applying")


def in_order(steps: Iterable[Step]) -> list[Step]:
    """First what comes before, then what is due first; what is due at no known day comes last."""
    return sorted(steps, key=lambda step: (ORDERS.index(step.order), step.on or date.max))


def grouped(phrases: Phrases, steps: Sequence[Step]) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """The steps under the heading of when they come."""
    groups = ((order, tuple(step for step in steps if step.order == order)) for order in ORDERS)
    return tuple((phrases.say("sheet", order), some) for order, some in groups if some)


def condition_says(phrases: Phrases, judged: Judged, condition: str) -> Said:
    """A condition by its id: its own text, or the phrase for one that every measure has.

    Never a reason's sentence: that one carries what was told of the person.
    """
    for each in judged.edition.conditions:
        if each.id == condition:
            unverified = judged.edition.is_unverified(f"conditions.{condition}")
            return own(phrases, each.text, unverified=unverified)
    return fixed(phrases, phrases.say("every_measure", condition))


def first_step(phrases: Phrases, judged: Judged) -> Said:
    """Where to begin."""
    steps = steps_of(phrases, judged)
    return steps[0].what if steps else fixed(phrases, nothing_to_do(phrases, [judged]))


def nothing_to_do(phrases: Phrases, judged: Sequence[Judged]) -> str:
    """What is said where there is no step: to go there, that it is not the time, or not for them.

    What is in the way of all measures and no renewal mends is so of the others too: nobody is sent to look at them.
    """
    if any(map(can_begin, judged)):
        return phrases.say("sheet", "nothing_to_do")
    if any(reason.condition != VALID for _, reason in shared_reasons(judged)):
        return phrases.say("sheet", "not_met_by_any")
    closed = any(each.chosen.window.state is WindowState.CLOSED for each in judged)
    return phrases.say("sheet", "not_now" if closed else "not_met")


def _step(phrases: Phrases, judged: Judged, todo: Todo) -> Step:
    due = " – ".join(_due(phrases, todo))
    what, on = _what(phrases, judged, todo), todo.by or todo.not_before
    return Step(todo.order, what, judged.measure.id, due, on, todo.condition)


def _due(phrases: Phrases, todo: Todo) -> Iterator[str]:
    """By when it is to be done or begun, and from when on it then counts."""
    waits = todo.code == "wait"
    if todo.by:
        yield phrases.say("sheet", "begin_by" if waits else "by", day=phrases.day(todo.by))
    if todo.not_before:
        yield phrases.say("sheet", "from" if waits else "counts_from", day=phrases.day(todo.not_before))


def _what(phrases: Phrases, judged: Judged, todo: Todo) -> Said:
    if todo.code not in ("choose", "wait", "mend"):
        return condition_says(phrases, judged, todo.condition)
    if todo.facts:
        facts = phrases.joined(*(fact_said(phrases, name).text for name in todo.facts))
        return fixed(phrases, phrases.say("sheet", "choose_amount", facts=facts))
    if todo.condition == "permit_valid":
        return fixed(phrases, phrases.say("every_measure", "permit_renew"))
    asked = next((each for each in judged.edition.conditions if each.id == todo.condition), None)
    if asked and asked.mend and todo.code != "choose":
        return own(phrases, asked.mend, unverified=judged.edition.is_unverified(f"conditions.{todo.condition}"))
    says = condition_says(phrases, judged, todo.condition)
    of_a_day = todo.code == "choose" and asked and any(test.fact == START for test in asked.tests())
    return around(says, phrases.say("sheet", "choose_day" if of_a_day else todo.code, condition="{}"))
