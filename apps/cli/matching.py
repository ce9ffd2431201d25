"""`somicis catalogue match` and `rerun`: what fits somebody of whom facts are typed, and a decision made again."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.match_pb2 import RerunRequest

from apps.cli.door import question
from apps.cli.edition_tables import reserved_line
from apps.cli.match_data import answers_data
from apps.cli.match_tables import Detail, answer_tables
from apps.cli.record_differences import differences, told
from apps.cli.session import Session
from apps.cli.typed import CodeName, Day, KnownAt, Mistake
from apps.connection.asking import ask
from apps.connection.problems import FileUnreadable, FileUnwritable

MATCHING = typer.Typer()
STANDARD_INPUT = "-"


@question(MATCHING, "match")
def match(
    session: Session,
    facts: Annotated[str, typer.Option("--facts")] = "",
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    known_at: KnownAt = None,
    measure: Annotated[str, typer.Option("--measure")] = "",
    record: Annotated[Path | None, typer.Option("--record")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all")] = False,
    sources: Annotated[bool, typer.Option("--sources")] = False,
) -> None:
    """Match. Raises Mistake for a record that is there already: it may be the only one of another decision."""
    if record is not None and record.exists():
        raise Mistake("file_there", file=str(record))
    request = pb.MatchRequest(
        as_of=on or "",
        facts=read_text(facts) if facts else "",
        known_at=known_at or "",
        measure_id=measure,
        record=record is not None,
    )
    answer = ask(session.clients().catalogue.Match, request)
    if record is not None:
        _write(record, answer.record_json)
    detail = Detail(everything=everything or bool(measure), sources=sources)
    tables = answer_tables(session.texts, answer, detail)
    session.show(answers_data(answer), *tables, reserved_line(session.texts, answer.reserved_count))


@question(MATCHING, "rerun")
def rerun(session: Session, record: CodeName, sources: Annotated[bool, typer.Option("--sources")] = False) -> None:
    """Rerun. Exits with 1 when something is otherwise than it was."""
    kept = read_text(record)
    answer = ask(session.clients().catalogue.Rerun, RerunRequest(record_json=kept))
    then, now = json.loads(kept), json.loads(answer.record_json)
    found = list(differences(then, now))
    another = then["catalogue"]["log"] != answer.catalogue_log
    data = {
        "same": not found,
        "differences": [each.data() for each in found],
        "catalogue_log": answer.catalogue_log,
        "record": now,
        "matches": answers_data(answer),
    }
    remark = session.texts.say("said", "other_log", log=answer.catalogue_log) if another else ""
    why = answer_tables(session.texts, answer, Detail(everything=True, sources=True)) if sources else ()
    session.show(data, told(session.texts, found), Text(remark, style="dim"), *why)
    if found:
        raise typer.Exit(1)


def read_text(place: str) -> str:
    """The text of a file, or what comes in. Raises FileUnreadable."""
    try:
        return sys.stdin.read() if place == STANDARD_INPUT else Path(place).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=place, problem=getattr(error, "strerror", None) or error) from error


def _write(path: Path, text: str) -> None:
    """For its owner alone: it holds facts about a person. Raises FileUnwritable."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(text.encode())
    except OSError as error:
        raise FileUnwritable(path=path, problem=error.strerror or error) from error
