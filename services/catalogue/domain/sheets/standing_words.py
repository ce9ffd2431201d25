"""How a measure stands for whoever asked, without saying what they told."""

from collections.abc import Iterator

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.sheets.fact_said import fact_said
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Said, around, fixed, own
from services.catalogue.domain.sheets.steps import can_begin, condition_says, is_later
from services.catalogue.domain.verdicts.coverage import Covered
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.verdict import Verdict


def verdict(phrases: Phrases, judged: Judged, *, compared: bool = False) -> tuple[Said, ...]:
    """What the catalogue says; the operator decides, and the owner after them. `compared`: beside its first step."""
    way = _conditional(judged, compared=compared) if judged.verdict is Verdict.CONDITIONAL else judged.verdict.value
    said = [phrases.say("verdict", way)]
    if judged.coverage.state is Covered.PARTIAL:
        said.append(phrases.say("verdict", "partial"))
    return tuple(fixed(phrases, line) for line in said)


def _conditional(judged: Judged, *, compared: bool) -> str:
    if judged.coverage.state is Covered.PARTIAL and all(is_later(todo) for todo in judged.todo):
        return "eligible"
    if not can_begin(judged):
        return "conditional_closed"
    return "conditional_compared" if compared else "conditional"


def missing(phrases: Phrases, judged: Judged) -> Iterator[Said]:
    """What is still to be asked, by the names of facts, and rules nobody found."""
    yield from dict.fromkeys(fact_said(phrases, name) for name in judged.missing)
    for reason in judged.reasons:
        if reason.outcome is Truth.UNKNOWN and not reason.missing:
            yield condition_says(phrases, judged, reason.condition)


def not_met(phrases: Phrases, judged: Judged) -> Iterator[Said]:
    """The conditions that do not hold today."""
    for reason in judged.reasons:
        if reason.outcome is Truth.FALSE:
            yield condition_says(phrases, judged, reason.condition)


def to_judge(phrases: Phrases, judged: Judged) -> Iterator[Said]:
    """What people decide and no fact does, and who."""
    for condition in judged.shown:
        if condition.judged_by:
            unverified = judged.edition.is_unverified(f"conditions.{condition.id}")
            says = own(phrases, condition.text, unverified=unverified)
            yield around(says, f"{{}} ({phrases.say('judge', condition.judged_by)})")
