"""What the library that reads documents finds wrong in their shape, in words of ours and by the kinds of its errors."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.catalogue.domain.moment import no_such_day

_A_TEXT, _A_FLAG, _WHOLE, _A_NUMBER = "a text (digits in quotes)", "true or false", "a whole number", "a number"
_A_LIST, _NAMED, _A_DAY = "a list", "a group of named fields", "a day as 2024-04-02"
TAKEN: Mapping[str, str] = {
    "string_type": _A_TEXT,
    "string_unicode": _A_TEXT,
    "bool_type": _A_FLAG,
    "bool_parsing": _A_FLAG,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _A_NUMBER,
    "float_parsing": _A_NUMBER,
    "finite_number": _A_NUMBER,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
    "dict_type": _NAMED,
    "mapping_type": _NAMED,
    "model_type": _NAMED,
    "model_attributes_type": _NAMED,
    "date_type": _A_DAY,
    "date_parsing": _A_DAY,
    "date_from_datetime_parsing": _A_DAY,
    "date_from_datetime_inexact": _A_DAY,
}
"""What a field takes, by the kind of error of what is something else."""
SHAPES: Mapping[str, str] = {
    r"^[a-z][a-z0-9_]*$": "a word in lower case, with digits and underscores, as did_on",
    r"^[A-Z0-9][A-Z0-9_]{0,63}$": "a code of capitals, digits and underscores, as V2024",
    r"^[A-Z][A-Z0-9_]{0,63}$": "a code of capitals, digits and underscores that begins with a letter, as RESTO_AL_SUD",
    r"^https?://\S+$": "an address that begins with http:// or https://, without spaces",
    r"^[a-z]{2}$": "a language in two small letters, as it",
}
"""The same by the pattern a text has to match."""
_NO_FIELD = "there is no field of this name"
_SENTENCES: Mapping[str, str] = {
    "missing": "must be given",
    "extra_forbidden": _NO_FIELD,
    "invalid_key": _NO_FIELD,
    "string_too_short": "must not be blank",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
}


def taken(found: Mapping[str, Any]) -> str | None:
    """What the field takes instead, when something else stands in it; None for any other error."""
    return None if _is_of_a_name(found) or _no_such_day(found) else _wanted(found)


def told(found: Mapping[str, Any]) -> str:
    """Any other error in a sentence; one of a check of ours in its own."""
    if _is_of_a_name(found):
        return f"a name here is {_wanted(found)}"
    if missing := _no_such_day(found):
        return f"{missing} is no day of the calendar"
    sentence = _SENTENCES.get(found["type"])
    if sentence == _NO_FIELD and (near := found.get("near")):
        return f"{_NO_FIELD}; do you mean {near}?"
    return sentence.format_map(found.get("ctx", {})) if sentence else str(found["msg"]).removeprefix("Value error, ")


def in_words(found: Mapping[str, Any]) -> str:
    """An error by itself."""
    what = taken(found)
    return f"takes {what}" if what else told(found)


def either(wanted: Iterable[str]) -> str:
    """All that a field takes, each once; a whole number is a number."""
    each = dict.fromkeys(wanted)
    if _A_NUMBER in each:
        each.pop(_WHOLE, None)
    *most, last = each
    return f"{', '.join(most)} or {last}" if most else last


def _is_of_a_name(found: Mapping[str, Any]) -> bool:
    return bool(found["loc"]) and found["loc"][-1] == "[key]"


def _no_such_day(found: Mapping[str, Any]) -> str | None:
    return no_such_day(found.get("input")) if found["type"].startswith("date") else None


def _wanted(found: Mapping[str, Any]) -> str | None:
    if found["type"] in ("literal_error", "enum"):
        return str(found["ctx"]["expected"])
    if found["type"] == "string_pattern_mismatch":
        return SHAPES.get(found["ctx"]["pattern"])
    return TAKEN.get(found["type"])
