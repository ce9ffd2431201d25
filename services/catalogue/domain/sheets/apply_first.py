"""What to apply for before a step that another measure asks for, since whoever takes that step first has lost it."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import fixed, isolated, own
from services.catalogue.domain.sheets.steps import ORDERS, Step, in_order
from services.catalogue.domain.verdicts.conflict import Conflict
from services.catalogue.domain.verdicts.founding import needed_for_applying
from services.catalogue.domain.verdicts.judged import Judged

BEFORE = "before_applying"


def in_their_order(phrases: Phrases, steps: Sequence[Step], found: Sequence[Conflict], on: date) -> list[Step]:
    """The steps with what is applied for first among them, and after it the founding that would cost it."""
    serving = [conflict for conflict in found if conflict.order.serves_both]
    late = {step for conflict in serving for step in _founding_of(conflict.second)}
    waits = [step for step in steps if step.order == BEFORE and (step.measure, step.condition) in late]
    soon = in_order(step for step in steps if step.order in ORDERS[: ORDERS.index("at_applying")] and step not in waits)
    rest = [step for step in steps if step not in waits and step not in soon]
    return [*soon, *_first(phrases, serving, on), *in_order(waits), *in_order(rest)]


def _founding_of(second: Judged) -> Iterator[tuple[str, str]]:
    """The conditions of a measure that ask for a step of founding."""
    return ((second.measure.id, needed.condition.id) for needed in needed_for_applying(second.edition))


def _first(phrases: Phrases, serving: Sequence[Conflict], on: date) -> Iterator[Step]:
    """One step for each measure that is lost, however many others would cost it."""
    for conflict in {each.first.measure.id: each for each in serving}.values():
        opens = conflict.order.first_on
        due = phrases.say("sheet", "from", day=phrases.day(opens)) if opens and opens > on else ""
        says = phrases.say("apply_first", conflict.forbidden.step, measure=named(phrases, conflict.first))
        yield Step(BEFORE, fixed(phrases, says), conflict.first.measure.id, due, opens)


def named(phrases: Phrases, judged: Judged) -> str:
    """A measure by its name, in quotes."""
    said = own(phrases, judged.edition.name)
    return f"«{said.text if said.language == phrases.language else isolated(phrases, said.text)}»"
