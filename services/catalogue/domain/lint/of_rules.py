"""Whether a rule can be met and missed, whether each of its branches ever matters, and whether time can mend it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.lint.branches import idle_branches
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.lint.tried import Tried, tried
from services.catalogue.domain.rules.expression import Not, tests_in
from services.catalogue.domain.rules.mending import Fixable

Said = tuple[Fault, str, str]
_PASSES = {"age_at_least", "elapsed_at_least"}
"""What waiting alone brings about."""


def of_rules(measure: str, edition: Edition, on: date) -> Iterator[Remark]:
    """A remark for each condition nobody has made a rule of, and for each rule that judges nobody rightly."""
    for condition in edition.conditions:
        where = f"conditions.{condition.id}"
        for fault, it, en in _of_condition(condition, edition, on):
            yield Remark(measure, edition.id, fault, where, it, en)
    for where, rule in _only_if(edition):
        for fault, it, en in _of_rule(rule, tried(rule, edition, on)):
            yield Remark(measure, edition.id, fault, where, it, en)


def outcomes(rule: Any, edition: Edition, on: date) -> set[Truth]:
    """What a rule can say of anybody of whom all is known, or something is not."""
    return {Truth.UNKNOWN, *tried(rule, edition, on).said(rule)}


def _only_if(edition: Edition) -> Iterator[tuple[str, Any]]:
    """The rules that say for whom an amount or a window is."""
    amounts = ((f"amounts.{number}", amount.only_if) for number, amount in enumerate(edition.amounts))
    windows = ((f"windows.{number}", window.only_if) for number, window in enumerate(edition.windows))
    for where, rule in (*amounts, *windows):
        if rule is not None:
            yield f"{where}.only_if", rule


def _of_condition(condition: Condition, edition: Edition, on: date) -> Iterator[Said]:
    if condition.sort == "not_evaluated":
        yield Fault.NOT_EVALUATED, "nessuno ne ha fatto una regola", "nobody has made a rule of it"
    if condition.require is None:
        return
    yield from _of_rule(condition.require, tried(condition.require, edition, on))
    if condition.fixable is Fixable.FIXED and _can_be_waited_for(condition.require):
        it = "basta aspettare, ma la regola dice che non si può cambiare (fixed): scrivere by_time"
        yield Fault.NEVER_WAITED, it, "waiting is enough, but the rule says that it is fixed: write by_time"


def _of_rule(rule: Any, tried: Tried) -> Iterator[Said]:
    if tried.everything:
        yield from _of_what_was_tried(rule, tried)
    else:
        # What none of the first cases shows, one of the others may.
        it, en = "troppi casi per provarli tutti", "too many cases to try them all"
        yield Fault.NOT_FULLY_TRIED, it, en


def _of_what_was_tried(rule: Any, tried: Tried) -> Iterator[Said]:
    said = set(tried.said(rule))
    if said == {Truth.FALSE}:
        yield Fault.NEVER_TRUE, "niente la soddisfa", "nothing meets it: its limits contradict one another"
    if said == {Truth.TRUE}:
        yield Fault.NEVER_FALSE, "ogni caso la soddisfa", "everything meets it"
    for branch in idle_branches(rule, tried):
        it, en = f"il ramo {branch} non cambia mai niente", f"branch {branch} never changes anything"
        yield Fault.UNREACHABLE_BRANCH, it, en


def _can_be_waited_for(rule: Any) -> bool:
    """Whether it asks for an age or a stretch of at least so much; what is denied is not waited for."""
    if isinstance(rule, Not):
        return False
    parts = getattr(rule, "all", None) or getattr(rule, "any", None)
    if parts:
        return any(map(_can_be_waited_for, parts))
    [test] = tests_in(rule)
    return any(name in _PASSES and limit != "unknown" for name, limit in test.operators.items())
