"""Judges of single values: each says in words what is wrong with a text or a number, or nothing."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from somicis.shared.v1 import field_pb2 as shared

from chassis.modelling import YEARS

Judge = Callable[[Any], str | None]
"""Takes a value that was given; answers the problem as the end of a sentence, None when it is right."""

LENGTH = 200
"""Characters of a text whose rule names no length."""

_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = r"[A-Z][A-Z0-9_]{0,63}"
_OPAQUE = r"[!-~]+"
_INSTANT = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")


def fine(_value: Any) -> str | None:
    """The judge of what cannot be wrong."""
    return None


def judge_of_text(rule: shared.FieldRule) -> Judge:
    """The judge of a text field: length first, then characters, then shape."""
    longest = rule.max_length or LENGTH
    shape = _judge_of_shape(rule)
    # Other people's protocols, such as reflection, declare no rules and may mean something by nothing.
    declared = rule.field_class != shared.FIELD_CLASS_UNSPECIFIED
    kept = "\n\t" if rule.format == shared.FORMAT_MULTILINE else ""

    def judge(text: str) -> str | None:
        if len(text) > longest:
            return f"is {len(text)} characters long, {longest} are the most"
        if declared and not text.strip():
            return "must not be blank"
        if any(_is_control(character) for character in text if character not in kept):
            return "contains control characters"
        return shape(text)

    return judge


def judge_of_bytes(rule: shared.FieldRule) -> Judge:
    """The judge of a field of bytes: its length."""
    longest = rule.max_length or LENGTH
    return lambda value: f"is longer than {longest} bytes" if len(value) > longest else None


def judge_of_number(rule: shared.FieldRule) -> Judge:
    """The judge of a number: nothing negative unless the rule says so, nothing above its maximum."""

    def judge(number: float) -> str | None:
        # Written so that NaN, which is neither smaller nor larger, is refused.
        if not number >= rule.minimum:
            return f"must be {rule.minimum} or more"
        if rule.maximum and not number <= rule.maximum:
            return f"must be {rule.maximum} or less"
        return None

    return judge


def judge_of_enum(name: str, numbers: Collection[int]) -> Judge:
    """The judge of an enum that was given: one of its values, and not the one for "not given"."""
    known = frozenset(numbers) - {0}
    return lambda number: None if number in known else f"is no value of {name}"


def _judge_of_shape(rule: shared.FieldRule) -> Judge:
    if rule.pattern:
        return _when(_matches(rule.pattern), f"must match {rule.pattern}")
    return _SHAPES.get(rule.format, fine)


def _when(fits: Callable[[str], bool], otherwise: str) -> Judge:
    return lambda text: None if fits(text) else otherwise


def _matches(pattern: str) -> Callable[[str], bool]:
    shape = re.compile(pattern)
    return lambda text: bool(shape.fullmatch(text))


def _is_control(character: str) -> bool:
    # Line and paragraph separators break a line as a control character would.
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def _is_day(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and _is_near(date.fromisoformat(text))
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        return bool(_INSTANT.fullmatch(text)) and _is_near(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_near(day: date) -> bool:
    return day.year in YEARS


_SHAPES: Mapping[int, Judge] = {
    shared.FORMAT_UUID: _when(_matches(_UUID), "must be a UUID with hyphens"),
    shared.FORMAT_CODE: _when(
        _matches(_CODE), "must be a code: a capital letter, then capitals, digits and underscores"
    ),
    shared.FORMAT_OPAQUE: _when(_matches(_OPAQUE), "must be given back exactly as it was received"),
    shared.FORMAT_DATE: _when(_is_day, f"must be a day, YYYY-MM-DD, from {YEARS[0]} to {YEARS[-1]}"),
    shared.FORMAT_INSTANT: _when(
        lambda text: _is_day(text) or _is_instant(text),
        "must be an instant with its offset, such as 2023-02-02T18:00:00+01:00, or a day, "
        f"from {YEARS[0]} to {YEARS[-1]}",
    ),
}
