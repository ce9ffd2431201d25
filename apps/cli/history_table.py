"""How a case's history looks on a page: a line an event, with what it changed."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.cli.spoken import cell, rows
from apps.cli.texts import Texts

LONGEST_WORD = 36
"""Characters of a UUID."""
GONE = "∅"
"""Stands for a value that was there before the event and is not any more."""


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
    old, new = dict(_flat(before)), dict(_flat(after))
    changed = {name: value for name, value in new.items() if value != old.get(name)}
    # What is gone is shown as what is new is: an auditor must not have to miss it.
    gone = dict.fromkeys(old.keys() - new.keys(), GONE)
    return ", ".join(f"{name}={value}" for name, value in sorted({**changed, **gone}.items()))


def _flat(state: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """A state as its single values, each by its path; of a list of more than words only how many there are."""
    if isinstance(state, dict):
        for key, value in state.items():
            yield from _flat(value, f"{name}.{_short(key)}" if name else str(key))
    elif isinstance(state, list):
        words = [one for one in state if not isinstance(one, dict | list)]
        yield name, _short(", ".join(map(str, words))) if words else f"[{len(state)}]"
    elif state is not None:
        yield name, _short(state if isinstance(state, str) else json.dumps(state))


def _short(word: str) -> str:
    """An id or a hash by its beginning, which is enough to tell it from its neighbours."""
    return word if len(word) < LONGEST_WORD else f"{word[:8]}…"
