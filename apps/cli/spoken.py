"""Lays messages out for a person: words for codes, days as they are written here, no field without a label."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from somicis.shared.v1.field_pb2 import FORMAT_DATE, FORMAT_INSTANT
from somicis.shared.v1.field_pb2 import field as rule_of_field

from apps.cli.texts import Texts
from apps.connection.plain import code_of

_WITH_WORDS = frozenset({"citizenship", "comune"})
"""Fields that hold codes of others' making, or a word of ours."""
_COPIED = frozenset({"case_id", "referral_id", "subject", "event_id"})
"""Fields that are copied into another command: however narrow the terminal, they stay in one piece."""

Column = str | tuple[str, ...]
"""A field, or several whose values stand one below the other."""


def cell(texts: Texts, message: Any, path: str) -> str:
    """A field of a message in words; `path` may lead through messages, as "profile.sex"."""
    name, _, rest = path.partition(".")
    field = message.DESCRIPTOR.fields_by_name[name]
    value = getattr(message, name)
    if rest:
        return cell(texts, value, rest)
    if field.is_repeated:
        return ", ".join(_words(texts, field, one) for one in value)
    return _words(texts, field, value)


def facts(texts: Texts, message: Any, paths: Sequence[str]) -> Table:
    """Some fields of a message, one below the other; what is empty is left out, and so is a number nobody gave."""
    words = {path.rpartition(".")[2]: cell(texts, message, path) for path in paths}
    # In the published language a number that was not given is 0.
    return pairs(texts, {name: said for name, said in words.items() if said != "0"})


def pairs(texts: Texts, words: Mapping[str, str]) -> Table:
    """Labelled words, one below the other; what is empty is left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, said in words.items():
        if said:
            table.add_row(Text(texts.say("labels", name), style="dim"), Text(said))
    return table


def listing(texts: Texts, messages: Iterable[Any], columns: Sequence[Column], title: str = "") -> RenderableType:
    """Messages in a table, one a line, or each set off from the next where values are stacked."""
    lines = [["\n".join(cell(texts, one, path) for path in _paths(column)) for column in columns] for one in messages]
    return rows(texts, lines, columns, title)


def rows(texts: Texts, lines: Sequence[Sequence[str]], columns: Sequence[Column], title: str = "") -> RenderableType:
    """Lines of words in a table; a sentence when there are none."""
    if not lines:
        return Text(texts.say("said", "nothing"), style="dim")
    heading = texts.say("titles", title) if title else None
    stacked = any(isinstance(column, tuple) for column in columns)
    table = Table(title=heading, title_justify="left", expand=False, show_lines=stacked)
    for column in columns:
        names = [path.rpartition(".")[2] for path in _paths(column)]
        label = "\n".join(texts.say("labels", name) for name in names)
        table.add_column(label, overflow="fold", no_wrap=not _COPIED.isdisjoint(names))
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _paths(column: Column) -> tuple[str, ...]:
    return (column,) if isinstance(column, str) else column


def more(texts: Texts, limit: int, there_are_more: bool) -> RenderableType:
    """The line below a list that was cut."""
    return Text(texts.say("said", "more", limit=limit) if there_are_more else "", style="dim")


def _words(texts: Texts, field: Any, value: Any) -> str:
    if field.enum_type:
        return texts.code(field.enum_type.name, code_of(field.enum_type, value)) if value else ""
    if field.message_type:
        return str(getattr(value, texts.language, "") or getattr(value, "it", ""))
    if isinstance(value, bool):
        return texts.say("said", "yes" if value else "no")
    if field.name in _WITH_WORDS:
        return texts.word(value)
    shape = field.GetOptions().Extensions[rule_of_field].format
    if shape == FORMAT_DATE:
        return texts.day(value)
    return texts.instant(value) if shape == FORMAT_INSTANT else str(value)
