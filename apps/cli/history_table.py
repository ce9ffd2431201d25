"""How a case's history looks on a page: a line an event, with what it changed."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.cli.spoken import cell, rows
from apps.cli.texts import Texts

LONGEST_WORD = 40


def history_table(texts: Texts, entries: Sequence[HistoryEntry]) -> RenderableType:
    """The entries in the order given. Of the state after an event only what the event changed is shown."""
    columns = ["recorded_at", "occurred_on", "service", "what", "who", "state_after"]
    return rows(texts, list(_lines(texts, entries)), columns)


def _lines(texts: Texts, entries: Sequence[HistoryEntry]) -> Iterator[list[str]]:
    before: dict[str, dict[str, Any]] = {}
    for entry in entries:
        state = json.loads(entry.state_json)
        changed = _changes(before.get(entry.stream, {}), state)
        before[entry.stream] = state
        yield [*_when_where_what_who(texts, entry), f"v{entry.version} {changed}".strip()]


def _when_where_what_who(texts: Texts, entry: HistoryEntry) -> list[str]:
    what = texts.find("events", entry.name) or entry.name
    role = texts.find("roles", entry.role) or entry.role
    who = (
        f"{entry.actor} ({role})"
        if entry.actor == entry.organisation
        else f"{entry.actor}, {entry.organisation} ({role})"
    )
    return [cell(texts, entry, "recorded_at"), cell(texts, entry, "occurred_on"), entry.service, what, who]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = {name: value for name, value in after.items() if value != before.get(name)}
    return ", ".join(f"{name}={_short(value)}" for name, value in sorted(changed.items()))


def _short(value: Any) -> str:
    if isinstance(value, list | dict) and len(json.dumps(value)) > LONGEST_WORD:
        return f"[{len(value)}]"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
