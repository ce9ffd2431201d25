"""Whether a rule can be met and missed, and whether each of its branches ever matters."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, product
from typing import Any

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import exactly
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth, conjunction, disjunction
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.reference.ateco import VERSIONS
from services.catalogue.domain.rules.expression import AllOf, AnyOf, tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.parameter import in_force
from services.catalogue.domain.rules.representatives import representatives

AT_MOST = 20_000
"""How many profiles a rule is tried on; one that would need more is tried on the first of them."""


def of_rules(measure: str, edition: Edition, on: date) -> Iterator[Remark]:
    """A remark for each condition nobody has made a rule of, that nothing meets, or that has a branch for nobody."""
    for condition in edition.conditions:
        where = f"conditions.{condition.id}"
        for fault, it, en in _said(condition, edition, on):
            yield Remark(measure, edition.id, fault, where, it, en)


def _said(condition: Condition, edition: Edition, on: date) -> Iterator[tuple[Fault, str, str]]:
    if condition.sort == "not_evaluated":
        yield Fault.NOT_EVALUATED, "nessuno ne ha fatto una regola", "nobody has made a rule of it"
    if condition.require is None:
        return
    tried = list(_tried(condition.require, _knowing_nothing(edition, on)))
    found = {condition.require.judge(each).truth for each in tried}
    if found == {Truth.FALSE}:
        yield Fault.NEVER_TRUE, "niente la soddisfa", "nothing meets it: its limits contradict one another"
    if found == {Truth.TRUE}:
        yield Fault.NEVER_FALSE, "ogni caso la soddisfa", "everything meets it"
    for branch in _idle(condition.require, tried):
        it, en = f"il ramo {branch} non cambia mai niente", f"branch {branch} never changes anything"
        yield Fault.UNREACHABLE_BRANCH, it, en


def outcomes(rule: Any, edition: Edition, on: date) -> set[Truth]:
    """What a rule can say of anybody of whom all is known, or something is not."""
    return {Truth.UNKNOWN, *(rule.judge(each).truth for each in _tried(rule, _knowing_nothing(edition, on)))}


def _knowing_nothing(edition: Edition, on: date) -> Judging:
    return Judging(Profile({}), on, in_force(edition.parameters, on))


def _tried(rule: Any, judging: Judging) -> Iterator[Judging]:
    """One for each combination of values the rule can tell apart, of an enterprise that exists."""
    tests = tests_in(rule)
    facts = list(dict.fromkeys(test.fact for test in tests))
    values = [representatives(fact, tests, judging) for fact in facts]
    if "project.ateco" in facts:
        # The same code may mean another trade in another version.
        facts, values = [*facts, "project.ateco_version"], [*values, [exactly(version) for version in VERSIONS]]
    for chosen in islice(product(*values), AT_MOST):
        told = dict(zip(facts, chosen, strict=True))
        yield judging.knowing(Profile({"enterprise.stage": exactly("constituted"), **told}))


def _idle(rule: Any, tried: Sequence[Judging]) -> Iterator[str]:
    """The branches without which the rule would say the same of everybody, by their numbers."""
    if not isinstance(rule, AllOf | AnyOf):
        return
    parts = rule.all if isinstance(rule, AllOf) else rule.any
    said = [rule.judge(each).truth for each in tried]
    for number in range(len(parts)):
        rest = parts[:number] + parts[number + 1 :]
        if rest and [_together(rule, rest, each) for each in tried] == said:
            yield str(number + 1)


def _together(rule: AllOf | AnyOf, parts: Sequence[Any], judging: Judging) -> Truth:
    truths = (part.judge(judging).truth for part in parts)
    return conjunction(truths) if isinstance(rule, AllOf) else disjunction(truths)
