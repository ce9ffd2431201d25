"""What is to be done, by when, after what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.act import Act
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.finding import Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.words import label

ANCHOR_DAYS = {
    "constitution": "enterprise.constituted_on",
    "start": "project.starts_on",
    "naspi_claim": "person.employment.naspi_from",
    "benefit": "person.household.adi_since",
}


@dataclass(frozen=True, slots=True)
class Todo:
    """`by`: the last day, where it is known. `after`: what comes first; `within` how long after it at most.

    `order`: before applying, with the application, after it, or as soon as one likes.
    """

    what: Text
    condition: str
    order: str
    by: date | None = None
    after: str | None = None
    within: Duration | None = None
    code: str = ""


def of_an_act(condition: Condition, act: Act, last_day: date | None, judging: Judging) -> Todo | None:
    """What an act asks for; None when it has happened."""
    if act.test and act.test.judge(judging).truth is Truth.TRUE and not act.forbidden_before:
        return None
    by = None if act.due == "after_applying" else last_day
    anchor = ANCHOR_DAYS.get(act.after or "")
    begun = judging.profile.day(anchor) if anchor else None
    if act.within and begun:
        by = act.within.after(begun)
    return Todo(condition.text, condition.id, act.due, by, act.after, act.within, act.what)


def of_a_reason(reason: Reason, last_day: date | None) -> Iterator[Todo]:
    """What is to be chosen, mended or waited for."""
    if reason.outcome is Truth.TRUE:
        for leaf in reason.finding.deciding():
            if leaf.standing is Standing.TO_CHOOSE:
                it, en = label(leaf.rule.fact)
                text = {"it": f"Scegliere ({it}): {reason.says.it}", "en": f"Choose ({en}): {reason.says.en}"}
                yield Todo(Text(text), reason.condition, "before_constitution", code="choose")
                return
    elif reason.outcome is Truth.FALSE and reason.mended_on:
        waits = reason.fixable is Fixable.BY_TIME
        what = reason.mend or _wait_or_mend(reason, waits=waits)
        by = reason.mended_on if waits else last_day
        yield Todo(what, reason.condition, "before_applying", by, code="wait" if waits else "mend")


def _wait_or_mend(reason: Reason, *, waits: bool) -> Text:
    it, en = ("Aspettare", "Wait") if waits else ("Fare in modo che sia così", "Bring it about")
    return Text({"it": f"{it}: {reason.says.it}", "en": f"{en}: {reason.says.en}"})
