"""How a measure with its editions, and a round of imports, look on a page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType

from apps.cli.spoken import pairs, rows
from apps.cli.texts import Texts

Document = Mapping[str, Any]
"""A measure as its file has it, already parsed."""


def measure_tables(texts: Texts, document: Document) -> Iterator[RenderableType]:
    """A measure, its editions, and the conditions of the last edition, all still to be verified."""
    yield pairs(
        texts,
        {
            "measure_id": str(document["id"]),
            "level": texts.code("Level", document["level"]),
            "kind": texts.code("Kind", document["kind"]),
        },
    )
    editions = document["editions"]
    lines = [_edition(texts, edition) for edition in editions]
    yield rows(texts, lines, ["edition_id", "name", "valid_from", "valid_to", "windows", "unverified"], "editions")
    if conditions := editions[-1].get("conditions", []):
        lines = [[str(one["id"]), _in(texts, one["text"])] for one in conditions]
        yield rows(texts, lines, ["condition_id", "text"], "to_verify")


def imports_table(texts: Texts, done: Sequence[Mapping[str, Any]]) -> RenderableType:
    """What each file brought: new editions, corrected ones, or nothing."""
    lines = [[str(one["measure_id"]), _brought(texts, one)] for one in done]
    return rows(texts, lines, ["measure_id", "brought"])


def _edition(texts: Texts, edition: Document) -> list[str]:
    return [
        str(edition["id"]),
        _in(texts, edition["name"]),
        _moment(texts, edition.get("valid_from"), "in_force"),
        _moment(texts, edition.get("valid_to"), "in_force"),
        "; ".join(_window(texts, window) for window in edition.get("windows", [])),
        _unverified(texts, edition.get("unverified", [])),
    ]


def _window(texts: Texts, window: Document) -> str:
    opens, closes = (_moment(texts, window.get(end), "open_ended") for end in ("opens", "closes"))
    return f"{opens} – {closes}"


def _moment(texts: Texts, moment: str | None, without_end: str) -> str:
    """A day, a day nobody has found, or what it means that there is none."""
    if moment is None:
        return texts.say("said", without_end)
    return texts.say("said", "unknown") if moment == "unknown" else texts.day(moment)


def _unverified(texts: Texts, paths: Sequence[str]) -> str:
    return texts.say("said", "everything") if "*" in paths else ", ".join(paths)


def _in(texts: Texts, text: Document) -> str:
    return str(text.get(texts.language) or text["it"])


def _brought(texts: Texts, one: Mapping[str, Any]) -> str:
    if one["unchanged"]:
        return texts.say("said", "unchanged")
    found = [("published", one["published"]), ("corrected", one["corrected"])]
    return "; ".join(texts.say("said", what, editions=", ".join(ids)) for what, ids in found if ids)
