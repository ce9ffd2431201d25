"""How the life of editions looks on a page: what was done, how each stands, and what a file would change."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2

from apps.cli.measure_tables import stop_in_words
from apps.cli.spoken import cell, rows
from apps.cli.texts import Texts
from apps.connection.plain import plain
from apps.spreadsheets.document_text import DocumentText

DONE = ("drafted", "withdrawn", "reviewed", "published", "corrected")
LONGEST_VALUE = 120


def editing_table(texts: Texts, done: Sequence[Mapping[str, Any]]) -> RenderableType:
    """What was done with the editions of each measure, or that there was nothing new."""
    lines = [[str(one["measure_id"]), _done(texts, one)] for one in done]
    return rows(texts, lines, ["measure_id", "brought"])


def standing_tables(texts: Texts, standings: Sequence[edition_pb2.EditionStanding]) -> Iterator[RenderableType]:
    """How each edition stands; then, of drafts, what they change."""
    lines = [[one.edition_id, *_standing(texts, one)] for one in standings]
    yield rows(texts, lines, ["edition_id", "edition_state", "drafted_by", "reviewed_by", "note"])
    for one in standings:
        yield from (_changed(texts, change, one.edition_id) for change in one.changes)


def reserved_line(texts: Texts, reserved: int) -> RenderableType:
    """That some measures are shown to the desk only; nothing when none is."""
    return Text(texts.say("said", "reserved", count=reserved), style="dim") if reserved else Text()


@dataclass(frozen=True)
class Tried:
    """A file, the text that was sent of it, and what the catalogue would do with that."""

    file: str
    document: DocumentText
    answer: pb.ImportMeasureResponse

    def place(self, line: int) -> str:
        """Where a line of the text stands in the file: its number, or the cell of a workbook."""
        return self.document.place_of(line) or (str(line) if line else "")


def dry_run_lines(texts: Texts, told: Iterable[Tried]) -> RenderableType:
    """What files would change and what is wrong in them, a line each, with where it stands in the file."""
    return Group(*(line for one in told for line in _of_file(texts, one)))


def dry_run_data(tried: Tried) -> dict[str, Any]:
    """The same for a machine; `was` and `becomes` are there only where there is a value.

    `place` is a line of the file, or a cell of the workbook.
    """
    answer = tried.answer
    return {
        "file": tried.file,
        "measure_id": answer.measure_id,
        "drafted": list(answer.drafted),
        "withdrawn": list(answer.withdrawn),
        "unchanged": answer.unchanged,
        "changes": [_change_data(tried, change) for change in answer.changes],
        "problems": [{**plain(problem), "place": tried.place(problem.line)} for problem in answer.problems],
    }


def _done(texts: Texts, one: Mapping[str, Any]) -> str:
    found = [(what, one[what]) for what in DONE if one.get(what)]
    said = "; ".join(texts.say("said", what, editions=", ".join(ids)) for what, ids in found)
    return said or texts.say("said", "unchanged")


def _standing(texts: Texts, one: edition_pb2.EditionStanding) -> list[str]:
    state = [cell(texts, one, "state")]
    if one.suspended_from:
        why = cell(texts, one, "suspension_reason")
        state.append(texts.say("said", "suspended_from", day=texts.day(one.suspended_from), reason=why))
    if one.last_day:
        why = cell(texts, one, "closing_reason")
        state.append(texts.say("said", "closed_after", day=texts.day(one.last_day), reason=why))
    state += [stop_in_words(texts, stop) for stop in one.stops if stop.last_day]
    return ["\n".join(state), one.drafted_by, one.reviewed_by, one.note]


def _of_file(texts: Texts, tried: Tried) -> Iterator[Text]:
    file, answer = tried.file, tried.answer
    for problem in answer.problems:
        known = {fact.name: fact.value for fact in problem.facts}
        said = texts.find("refusals", problem.reason, **known) or texts.field_problem(problem.problem)
        # Nobody wrote a field of the name "document": it stands for the whole file, which is named already.
        path = "" if problem.path == "document" else f"{problem.path}: "
        yield Text.assemble(f"{_joined(file, tried.place(problem.line))}: {path}", (said, "bold red"))
    for change in answer.changes:
        yield _changed(texts, change, _joined(file, tried.place(change.line)))
    for edition in answer.withdrawn:
        yield Text(f"{file}: {texts.say('said', 'would_withdraw', edition=edition)}")
    if answer.unchanged:
        yield Text(f"{file}: {texts.say('said', 'unchanged')}", style="dim")


def _joined(file: str, place: str) -> str:
    return f"{file}:{place}" if place else file


def _changed(texts: Texts, change: edition_pb2.DocumentChange, place: str) -> Text:
    path = ".".join(filter(None, ("editions", change.edition_id, change.path)))
    if not change.path and not change.was_json:
        return Text(f"{place}: {path}: {texts.say('said', 'new_edition')}")
    was, becomes = (_value(texts, value) for value in (change.was_json, change.becomes_json))
    return Text(f"{place}: {path}: {was} → {becomes}")


def _value(texts: Texts, value: str) -> str:
    if not value:
        return texts.say("said", "absent")
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"


def _change_data(tried: Tried, change: edition_pb2.DocumentChange) -> dict[str, Any]:
    values = {"was": change.was_json, "becomes": change.becomes_json}
    there = {name: json.loads(value) for name, value in values.items() if value}
    place = {"line": change.line or None, "place": tried.place(change.line)}
    return {"edition_id": change.edition_id, "path": change.path, **place, **there}
