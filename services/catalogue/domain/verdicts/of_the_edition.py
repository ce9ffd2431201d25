"""The reasons an edition gives itself: its rules, and the acts that have to come in their order."""

from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth, negation
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules.expression import Not
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.doubts import NOT_EVALUATED
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.waiting import Waiting

PURPOSE = "project.purpose"


def reason_of(condition: Condition, edition: Edition, today: date, judging: Judging) -> Reason:
    """The reason that a condition gives. `today` is when mending may begin."""
    finding, fixable = _found(condition, judging)
    mended = mended_at_worst = None
    if finding.truth is Truth.FALSE and fixable is not Fixable.FIXED:
        mending = Waiting(condition, finding, fixable, edition, today)
        mended, mended_at_worst = mending.days(judging)
    return Reason(
        condition.id,
        condition.about,
        condition.text,
        finding,
        judging,
        condition.source or edition.legal_source,
        fixable,
        mended,
        mended_at_worst,
        condition.mend,
        condition.id in edition.unverified_conditions,
        NOT_EVALUATED if condition.sort == "not_evaluated" else None,
    )


def is_judged(condition: Condition) -> bool:
    """Whether it gives a reason: a rule, or an act that is due before applying or must not come before it."""
    act = condition.act
    return condition.require is not None or bool(act and (act.forbidden_before or act.due == "before_applying"))


def gives_a_reason(condition: Condition) -> bool:
    """Whether it is judged, or would be if somebody had made a rule of it."""
    return is_judged(condition) or condition.sort == "not_evaluated"


def _found(condition: Condition, judging: Judging) -> tuple[Finding, Fixable]:
    """What is found of a condition that gives a reason."""
    if condition.require is not None:
        return condition.require.judge(judging), condition.fixable or Fixable.FIXED
    act = condition.act
    if act and act.test and act.forbidden_before:
        return _opposite(act.test.judge(judging, denied=True)), Fixable.FIXED
    if act and act.test and act.due == "before_applying":
        return act.test.judge(judging), condition.fixable or Fixable.BY_CHOICE
    return _NOBODY_HAS_WRITTEN_IT.judge(judging), Fixable.FIXED


def _opposite(done: Finding) -> Finding:
    return Finding(Not.model_construct(not_=done.rule), negation(done.truth), parts=(done,))


_NOBODY_HAS_WRITTEN_IT = Test.model_validate({"fact": PURPOSE, "in": UNKNOWN})
"""A condition nobody has made a rule of yet."""
