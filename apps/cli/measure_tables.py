"""How measures on a day, a measure with its editions, and a round of imports look on a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from somicis.catalogue.v1.edition_pb2 import Stop
from somicis.catalogue.v1.measure_pb2 import VERDICT_NOT_ELIGIBLE, MeasureMatch, WindowState
from somicis.catalogue.v1.watch_pb2 import CatalogueChange
from somicis.intake.v1.caution_pb2 import Caution

from apps.cli.amounts import amount_in_words
from apps.cli.spoken import cell, pairs, rows
from apps.cli.texts import Texts
from apps.connection.plain import code_of

Document = Mapping[str, Any]
"""A measure as its file has it, already parsed."""


def matches_table(texts: Texts, matches: Iterable[MeasureMatch]) -> RenderableType:
    """Measures on a day: what may be said of each, when and where and for whom, and what is still to be verified."""
    lines = [
        [
            _lines((one.measure_id, cell(texts, one, "name"))),
            _joined(cell(texts, one, "level"), cell(texts, one, "kind")),
            window_on(texts, one),
            _joined(cell(texts, one, "territory"), cell(texts, one, "only_for")),
            _joined(cell(texts, one, "verdict"), *_to_mind(texts, one)),
        ]
        for one in matches
    ]
    # Five columns and not nine: on a terminal of eighty characters nine are read letter by letter.
    return rows(texts, lines, ["measure_id", "level_and_kind", "window", "where_for_whom", "verdict"])


def measure_tables(texts: Texts, document: Document) -> Iterator[RenderableType]:
    """A measure, its editions at a glance, then each edition with its own conditions."""
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
    for edition in editions:
        yield from _particulars(texts, edition)


def window_on(texts: Texts, match: MeasureMatch | Caution | CatalogueChange) -> str:
    """Whether applications are taken, and the day that decides it."""
    state = code_of(WindowState.DESCRIPTOR, match.window)
    known = [name for name in ("opens_on", "closes_on") if getattr(match, name)]
    days = {name: texts.day(getattr(match, name)) for name in known}
    endless = ["without_end"] if state == "open" and "closes_on" not in known else []
    if endless and getattr(match, "until_funds_end", False):
        endless = ["until_funds_end"]
    said = texts.find("windows", "_".join([str(state), *known, *endless]), **days) or cell(texts, match, "window")
    stops = list(getattr(match, "stops", ()))
    suspended = state == "closed" and any(stop.suspension_reason and not stop.last_day for stop in stops)
    told = [] if suspended else [said, *_for_some(texts, match)]
    return "; ".join([*told, *(stop_in_words(texts, stop) for stop in stops)])


def _for_some(texts: Texts, match: MeasureMatch | Caution | CatalogueChange) -> Iterator[str]:
    """Until when it may be theirs too, where nobody knows; a caution and a change know no person."""
    if not isinstance(match, MeasureMatch):
        return
    if match.perhaps_until:
        yield texts.say("windows", "some_until", day=texts.day(match.perhaps_until))
    if match.perhaps_without_end:
        yield texts.say("windows", "some_without_end")


def stop_in_words(texts: Texts, stop: Stop) -> str:
    """In which days no applications are taken though a window is open, and why."""
    way, field = ("suspended", "suspension_reason") if stop.suspension_reason else ("stopped", "closing_reason")
    days = {name: texts.day(day) for name, day in (("first", stop.from_day), ("last", stop.last_day)) if day}
    said = texts.say("stops", "_".join([way, *(["until"] if "last" in days else [])]), **days)
    return f"{said} ({'; '.join(filter(None, [cell(texts, stop, field), stop.note]))})"


def _joined(*said: str) -> str:
    return "; ".join(filter(None, said))


def _to_mind(texts: Texts, match: MeasureMatch) -> list[str]:
    """What an operator has to mind before speaking of the measure."""
    # What is lost whatever the answers are is not worth asking.
    open_questions = 0 if match.verdict == VERDICT_NOT_ELIGIBLE else len(match.to_verify)
    told = {
        "condition" if open_questions == 1 else "conditions": open_questions > 0,
        "unverified": match.unverified,
        "sensitive": match.sensitive,
    }
    return [texts.say("said", what, count=open_questions) for what, so in told.items() if so]


def _particulars(texts: Texts, edition: Document) -> Iterator[RenderableType]:
    yield Text(f"\n{edition['id']}  {texts.of(edition['name'])}", style="bold")
    yield pairs(
        texts,
        {
            "summary": texts.of(edition["summary"]),
            "amounts": _lines(amount_in_words(texts, one) for one in edition.get("amounts", [])),
            "interest": _interest(texts, edition),
            "guarantee": texts.of(said) if (said := edition.get("guarantee_text")) else "",
            "territory": texts.of(edition["territory"]["text"]),
            "tcn": texts.say("tcn", edition["tcn"]["eligible"]),
            "owner": edition["owner"],
            "sensitive": texts.say("said", "sensitive") if edition.get("sensitive") else "",
            "notes": _lines(texts.of(one) for one in _notes(edition)),
            "sources": _lines([*edition["legal_sources"], *(one["url"] for one in edition["sources"])]),
        },
    )
    if conditions := edition["conditions"]:
        lines = [[str(one["id"]), texts.say("sorts", _sort(one)), texts.of(one["text"])] for one in conditions]
        yield rows(texts, lines, ["condition_id", "sort", "text"], "conditions")


def _notes(edition: Document) -> list[Mapping[str, Any]]:
    """What was noted of its windows and of the whole of it, and what somebody still has to ask."""
    of_windows = [window["note"] for window in edition.get("windows", []) if window.get("note")]
    return [*of_windows, *edition.get("notes", []), *edition.get("open_questions", [])]


def _sort(condition: Document) -> str:
    """What is done with a condition."""
    ways = {"require": "rule", "act": "act", "judged_by": "judgement", "noted": "note"}
    return next((sort for way, sort in ways.items() if condition.get(way) is not None), "not_evaluated")


def _interest(texts: Texts, edition: Document) -> str:
    said = texts.say("interest", edition["interest_free"])
    rate = edition.get("rate_text")
    return f"{said}: {texts.of(rate)}" if rate else said


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(sentences)


def _edition(texts: Texts, edition: Document) -> list[str]:
    return [
        str(edition["id"]),
        texts.of(edition["name"]),
        _moment(texts, edition.get("valid_from"), "in_force"),
        _moment(texts, edition.get("valid_to"), "in_force"),
        "; ".join(_window(texts, window) for window in edition.get("windows", [])),
        _unverified(texts, edition.get("unverified", [])),
    ]


def _window(texts: Texts, window: Document) -> str:
    opens, closes = (_moment(texts, window.get(end), "open_ended") for end in ("opens", "closes"))
    if window.get("until_funds_end") and window.get("closes") is None:
        closes = texts.say("said", "until_funds_end")
    return f"{opens} – {closes}"


def _moment(texts: Texts, moment: str | None, without_end: str) -> str:
    """A day, a day nobody has found, or what it means that there is none."""
    if moment is None:
        return texts.say("said", without_end)
    return texts.say("said", "unknown") if moment == "unknown" else texts.day(moment)


def _unverified(texts: Texts, paths: Sequence[str]) -> str:
    return texts.say("said", "everything") if "*" in paths else ", ".join(paths)
