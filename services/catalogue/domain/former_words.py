"""Editions that were stored when conditions were values nobody evaluated, in today's words."""

from collections.abc import Mapping
from typing import Any


def in_todays_words(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same edition without those values: each of their conditions is one that nobody has made a rule of yet."""
    conditions = [_without_values(condition) for condition in content.get("conditions", ())]
    unverified = dict.fromkeys(_shorter(path) for path in content.get("unverified", ()))
    told = {"unverified": list(unverified)} if "unverified" in content else {}
    return {**content, "conditions": conditions, **told}


def upcast_values(state: dict[str, Any]) -> None:
    """The upcaster of events that hold an edition: their first version had values."""
    state["content"] = in_todays_words(state["content"])


def _without_values(condition: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in condition.items() if name != "values"}


def _shorter(path: str) -> str:
    """A mark on a value is a mark on its condition."""
    steps = path.split(".")
    return ".".join(steps[:2]) if steps[0] == "conditions" and "values" in steps[2:3] else path
