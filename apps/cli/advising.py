"""`somicis catalogue advise`: what is to be said of all measures together for somebody of whom facts are typed."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text
from somicis.catalogue.v1 import advice_pb2 as pb

from apps.cli.door import question
from apps.cli.edition_tables import reserved_line
from apps.cli.match_tables import shared_lines
from apps.cli.matching import read_text
from apps.cli.session import Session
from apps.cli.spoken import Column, cell, listing, rows
from apps.cli.texts import Texts
from apps.cli.typed import Day, KnownAt
from apps.connection.asking import ask
from apps.connection.plain import plain

ADVISING = typer.Typer()
_RANKING: tuple[Column, ...] = (
    "place",
    ("match.measure_id", "match.edition_id"),
    ("match.verdict", "match.window"),
    "why",
)
_CHANGES: tuple[Column, ...] = ("on", "measure_id", "text")


@question(ADVISING, "advise")
def advise(
    session: Session,
    facts: Annotated[str, typer.Option("--facts")] = "",
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    known_at: KnownAt = None,
) -> None:
    """Advise."""
    told = read_text(facts) if facts else ""
    request = pb.AdviseRequest(as_of=on or "", facts=told, known_at=known_at or "")
    answer = ask(session.clients().catalogue.Advise, request)
    reserved = reserved_line(session.texts, answer.reserved_count)
    session.show(_data(answer), *_tables(session.texts, answer), reserved)


def _data(answer: pb.AdviseResponse) -> Any:
    """The answer, with the values of possible answers as values."""
    data = plain(answer)
    for possible in (data.get("next_question") or {}).get("answers", ()):
        possible["value"] = json.loads(possible.pop("value_json"))
    return data


def _ranked(texts: Texts, one: pb.RankedMeasure) -> list[str]:
    """A line of the order; whoever has only some days left reads so first."""
    until = texts.say("said", "until_day", day=texts.day(one.last_day)) if one.last_day else ""
    return [
        cell(texts, one, "place"),
        "\n".join(cell(texts, one, f"match.{name}") for name in ("measure_id", "edition_id")),
        "\n".join(cell(texts, one, f"match.{name}") for name in ("verdict", "window")),
        "\n".join(filter(None, (until, cell(texts, one, "why")))),
    ]


def _tables(texts: Texts, answer: pb.AdviseResponse) -> Iterator[RenderableType]:
    yield from shared_lines(texts, answer.shared_reasons)
    yield rows(texts, [_ranked(texts, one) for one in answer.ranking], _RANKING, "ranking")
    if answer.conflicts or answer.not_together:
        yield listing(texts, [*answer.conflicts, *answer.not_together], ["text"], "conflicts")
    if answer.HasField("next_question"):
        asked = answer.next_question
        label, count = cell(texts, asked, "label"), len(asked.decides)
        yield Text(texts.say("said", "ask_next", fact=label, count=count, measures=", ".join(asked.decides)))
        if asked.reveals:
            yield Text(texts.say("said", "reveals"), style="dim")
    if answer.changes:
        yield listing(texts, answer.changes, _CHANGES, "changes")
