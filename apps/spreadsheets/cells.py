"""What stands in a cell: a value as an editor types it, and the same value in the text of a measure file."""

import json
import re
from datetime import date, datetime, time
from typing import Any

import yaml

Cell = str | int | float | None
"""A text, a number, or nothing."""

_TAKEN_AS_IT_IS = re.compile(r"null|~|true|false|-?[0-9]+(\.[0-9]+)?|[\[{\"].*", re.DOTALL)
"""What a measure file reads as something else than a text: none, yes and no, numbers, lists, mappings, quoted texts."""


def cell_of(value: Any) -> Cell:
    """A value as it is shown in a cell. Lists and mappings are written as in YAML, on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return value
        case str():
            return json.dumps(value, ensure_ascii=False) if _TAKEN_AS_IT_IS.fullmatch(value) else value
    return yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9).strip()


def text_of(cell: object) -> str:
    """A cell as it is written in a measure file, on one line.

    Spreadsheets turn what looks like a day into one; it is written as the file has days.
    """
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(timespec="minutes")
        case date() | int() | float():
            return str(cell)
    typed = str(cell).strip()
    taken = _TAKEN_AS_IT_IS.fullmatch(typed)
    return " ".join(typed.split("\n")) if taken else json.dumps(typed, ensure_ascii=False)
