"""What is to be done, by when, after what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.act import Act
from services.catalogue.domain.rules.beginning import begin_by
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.finding import Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.founding_ends import last_day_of
from services.catalogue.domain.verdicts.left_to_choose import whatever_is_chosen
from services.catalogue.domain.verdicts.out_of_work import cannot_be_done
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
    """`after`: what comes first; `within` how long after it at most.

    `by`: the last day on which to do it, or to begin what has to last, so that it is met before the window closes.
    `not_before`: the first day on which it can be met, where that is not the day asked about.
    `facts`: what is to be chosen freely, where no condition asks for a certain choice.
    `order`: before applying, with the application, after it, or as soon as one likes.
    """

    what: Text
    condition: str
    order: str
    by: date | None = None
    after: str | None = None
    within: Duration | None = None
    code: str = ""
    not_before: date | None = None
    facts: tuple[str, ...] = ()


def of_an_act(
    condition: Condition, act: Act, reason: Reason | None, last_day: date | None, judging: Judging
) -> Todo | None:
    """What an act asks for; None when it has happened. `reason`: what was found of it, where that counts already."""
    found = act.test.judge(judging) if act.test else None
    if found and not act.forbidden_before and (found.truth is Truth.TRUE or cannot_be_done(found, judging)):
        return None
    failed = reason if reason and reason.outcome is Truth.FALSE and reason.mended_on else None
    due = begun_by(failed, last_day) if failed else last_day
    ends = _ends_within(act, judging), None if act.due == "after_applying" else due
    by = min((day for day in ends if day), default=None)
    not_before = _met_later(failed) if failed else None
    return Todo(condition.text, condition.id, act.due, by, act.after, act.within, act.what, not_before)


def _ends_within(act: Act, judging: Judging) -> date | None:
    """When the days are over that are counted from something whose day is known."""
    anchor = ANCHOR_DAYS.get(act.after or "")
    begun = judging.profile.day(anchor) if anchor else None
    return act.within.after(begun) if act.within and begun else None


def of_a_reason(reason: Reason, last_day: date | None) -> Sequence[Todo]:
    """What is to be chosen, mended or waited for."""
    if reason.outcome is Truth.TRUE and not reason.left_to_choose:
        return ()
    if last_day not in reason.kept:
        reason.kept[last_day] = tuple(_of_a_reason(reason, last_day))
    asked: Sequence[Todo] = reason.kept[last_day]
    return asked


def _of_a_reason(reason: Reason, last_day: date | None) -> Iterator[Todo]:
    if reason.outcome is Truth.TRUE:
        if whatever_is_chosen(reason.finding) is Truth.TRUE:
            return
        for leaf in reason.finding.deciding():
            if leaf.standing is Standing.TO_CHOOSE:
                it, en = label(leaf.rule.fact)
                text = {"it": f"Scegliere ({it}): {reason.says.it}", "en": f"Choose ({en}): {reason.says.en}"}
                by = last_day_of(leaf.rule)
                yield Todo(Text(text), reason.condition, "before_constitution", by, code="choose")
                return
    elif reason.fixable and reason.mended_on and (reason.outcome is Truth.FALSE or reason.mend):
        waits = reason.fixable is Fixable.BY_TIME
        what = reason.mend or _wait_or_mend(reason, waits=waits)
        code, by = "wait" if waits else "mend", begun_by(reason, last_day)
        yield Todo(what, reason.condition, "before_applying", by, code=code, not_before=_met_later(reason))


def begun_by(reason: Reason, last_day: date | None) -> date | None:
    """The last day on which to begin what mends it; None for what only time mends, and where nothing closes."""
    if last_day is None or reason.fixable is None or reason.outcome is not Truth.FALSE:
        return None
    name = "begun", last_day
    if name not in reason.kept:
        reason.kept[name] = begin_by(reason.finding, reason.fixable, last_day, reason.judging)
    begun: date | None = reason.kept[name]
    return begun


def _met_later(reason: Reason) -> date | None:
    """The first day on which it can be met, if that is not the one it is judged on."""
    day = reason.mended_on
    return day if day and day > reason.judging.on else None


def _wait_or_mend(reason: Reason, *, waits: bool) -> Text:
    it, en = ("Aspettare", "Wait") if waits else ("Fare in modo che sia così", "Bring it about")
    return Text({"it": f"{it}: {reason.says.it}", "en": f"{en}: {reason.says.en}"})
