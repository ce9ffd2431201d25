"""`somicis catalogue sheet` and `compare`: what a person takes home, and measures side by side, on paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from somicis.catalogue.v1 import sheets_pb2 as pb

from apps.cli.door import question
from apps.cli.matching import read_text
from apps.cli.session import Session
from apps.cli.spoken import listing
from apps.cli.texts import DEFAULT_LANGUAGE, PAPER_LANGUAGES
from apps.cli.typed import Day, KnownAt, OneOf
from apps.connection.asking import ask
from apps.connection.plain import plain
from apps.connection.problems import FileUnwritable

PAPERS = typer.Typer()

Facts = Annotated[str, typer.Option("--facts")]
Measures = Annotated[list[str], typer.Option("--measure")]
On = Annotated[str | None, typer.Option("--on", parser=Day())]
PaperLanguage = Annotated[str | None, typer.Option("--lang", parser=OneOf(*PAPER_LANGUAGES))]


@question(PAPERS, "sheet")
def sheet(
    session: Session,
    measure: Measures,
    to: Annotated[Path, typer.Option("--to")],
    facts: Facts = "",
    on: On = None,
    lang: PaperLanguage = None,
    known_at: KnownAt = None,
) -> None:
    """MakeSheet, written to a file."""
    request = pb.MakeSheetRequest(
        measure_ids=measure,
        as_of=on or "",
        facts=read_text(facts) if facts else "",
        language=lang or "",
        known_at=known_at or "",
    )
    answer = ask(session.clients().catalogue.MakeSheet, request)
    write(to, answer.pdf)
    lines = listing(session.texts, answer.measures, ["measure_id", "edition_id", "verdict"])
    session.show(_data(answer, to), lines, _written(session, to, answer.pdf_sha256))


@question(PAPERS, "compare")
def compare(
    session: Session,
    measure: Measures,
    to: Annotated[Path | None, typer.Option("--to")] = None,
    facts: Facts = "",
    on: On = None,
    lang: PaperLanguage = None,
    known_at: KnownAt = None,
) -> None:
    """Compare, shown, and written to a file when one is named."""
    request = pb.CompareRequest(
        measure_ids=measure,
        as_of=on or "",
        facts=read_text(facts) if facts else "",
        language=lang or "",
        known_at=known_at or "",
    )
    answer = ask(session.clients().catalogue.Compare, request)
    written: list[RenderableType] = []
    if to:
        write(to, answer.pdf)
        written.append(_written(session, to, answer.pdf_sha256))
    session.show(
        _data(answer, to),
        _side_by_side(session.texts.say("said", "to_confirm", lang or DEFAULT_LANGUAGE), answer.measures),
        *written,
    )


def write(path: Path, content: bytes) -> None:
    """A file, in the place of one that was there. Raises FileUnwritable."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileUnwritable(path=path, problem=error.strerror or error) from error


def _data(answer: pb.MakeSheetResponse | pb.CompareResponse, to: Path | None) -> dict[str, Any]:
    """All of it but the bytes, and where those are."""
    data = {name: value for name, value in plain(answer).items() if name != "pdf"}
    return {"file": str(to) if to else None, **data}


def _written(session: Session, path: Path, sha256: str) -> RenderableType:
    return Text(session.texts.say("said", "on_paper", file=str(path), sha256=sha256))


def _side_by_side(doubt: str, measures: Sequence[pb.MeasureOnPaper]) -> RenderableType:
    table = Table("", *(one.measure_id for one in measures), expand=False, show_lines=True)
    for number, thing in enumerate(measures[0].said):
        table.add_row(thing.heading, *(_lines(doubt, one.said[number].lines) for one in measures))
    return table


def _lines(doubt: str, lines: Sequence[pb.SaidLine]) -> str:
    return "\n".join(f"{line.text} [{doubt}]" if line.unverified else line.text for line in lines)
