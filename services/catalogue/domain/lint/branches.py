"""The branches of a rule without which it would say the same of everybody, however deep they lie."""

from collections.abc import Iterator
from typing import Any

from services.catalogue.domain.lint.tried import Tried
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not


def idle_branches(rule: Any, tried: Tried) -> Iterator[str]:
    """Where each stands: 2.1 is the first branch of the second."""
    said = tried.said(rule)
    idle: list[str] = []
    for where, without in _without_one(rule):
        # What lies in a branch that does nothing does nothing either.
        if not any(where.startswith(f"{each}.") for each in idle) and tried.said(without) == said:
            idle.append(where)
    yield from idle


def _without_one(rule: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The rule without each of its branches that has another beside it."""
    if isinstance(rule, Not):
        for where, inner in _without_one(rule.not_, path):
            yield where, rule.model_copy(update={"not_": inner})
    if not isinstance(rule, AllOf | AnyOf):
        return
    name, parts = ("all", rule.all) if isinstance(rule, AllOf) else ("any", rule.any)
    for number, part in enumerate(parts):
        where, before, after = f"{path}{number + 1}", parts[:number], parts[number + 1 :]
        if before or after:
            yield where, rule.model_copy(update={name: before + after})
        for deeper, inner in _without_one(part, f"{where}."):
            yield deeper, rule.model_copy(update={name: (*before, inner, *after)})
