"""Whether two conditions of an edition leave room for anybody who meets both."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.lint.tried import tried
from services.catalogue.domain.rules.expression import AllOf

AT_MOST = 2_000
"""Pairs are many: one that would need more profiles is left to whoever reads it."""


def of_pairs(measure: str, edition: Edition, on: date) -> Iterator[Remark]:
    """A remark for the later of two conditions each of which can be met, and no profile meets both."""
    rules = [condition for condition in edition.conditions if condition.require is not None]
    for one, other in combinations(rules, 2):
        if _facts(one) & _facts(other) and _exclude_one_another(one, other, edition, on):
            it = f"chi soddisfa {one.id} non può soddisfarla: le due regole si contraddicono"
            en = f"whoever meets {one.id} cannot meet it: the two rules contradict one another"
            yield Remark(measure, edition.id, Fault.CONTRADICTION, f"conditions.{other.id}", it, en)


def _facts(condition: Condition) -> set[str]:
    return {test.fact for test in condition.tests()}


def _exclude_one_another(one: Condition, other: Condition, edition: Edition, on: date) -> bool:
    rules = tuple(condition.require for condition in (one, other) if condition.require is not None)
    both = AllOf.model_construct(all=rules)
    each = tried(both, edition, on, AT_MOST)
    if not each.everything or set(each.said(both)) != {Truth.FALSE}:
        return False
    return all(set(each.said(rule)) != {Truth.FALSE} for rule in rules)
