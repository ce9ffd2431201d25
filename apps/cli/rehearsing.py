"""`somicis catalogue rehearse`: what publishing a draft would change, for profiles of a file and invented ones."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import grpc
import typer
from rich.console import RenderableType
from rich.text import Text
from somicis.catalogue.v1 import rehearsal_pb2 as pb
from somicis.catalogue.v1.match_pb2 import MatchProfile
from somicis.catalogue.v1.measure_pb2 import VERDICT_NOT_ELIGIBLE, VERDICT_UNSPECIFIED

from apps.cli.door import question
from apps.cli.measure_files import read_document
from apps.cli.places import in_its_places
from apps.cli.session import Session
from apps.cli.spoken import cell, rows
from apps.cli.texts import Texts
from apps.cli.typed import Day, Mistake
from apps.connection.asking import unavailable
from apps.connection.plain import plain
from apps.connection.problems import FileUnreadable
from apps.connection.refusals import Refused, refused

REHEARSING = typer.Typer()
EDITOR = "editor"
AWAY = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)


@question(REHEARSING, "rehearse")
def rehearse(
    session: Session,
    draft: Annotated[Path | None, typer.Argument()] = None,
    measure: Annotated[str, typer.Option("--measure")] = "",
    profiles: Annotated[Path | None, typer.Option("--profiles")] = None,
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    generated: Annotated[int, typer.Option("--generated", min=0)] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 0,
) -> None:
    """Rehearse."""
    if bool(draft) is bool(measure):
        raise Mistake("one_draft")
    document = read_document(draft) if draft else None
    terms = pb.RehearsalTerms(
        document=document.text if document else "",
        measure_id=measure,
        as_of=on or "",
        generated=generated,
        seed=seed,
    )
    try:
        answer = _answered(session.clients(EDITOR).catalogue.Rehearse, terms, profiles)
    except Refused as no:
        if document is None or no.reason != "INVALID_FIELD":
            raise
        session.about_file = str(draft)
        raise in_its_places(session, document, no) from no
    session.show(plain(answer), *_tables(session.texts, answer))


def _answered(call: Callable[..., Any], terms: pb.RehearsalTerms, profiles: Path | None) -> pb.RehearseResponse:
    """The one answer of the stream. The file is read as it is sent, so it may be as long as it likes."""
    first = pb.RehearseRequest(terms=terms)
    unreadable: list[FileUnreadable] = []

    def sent() -> Iterator[pb.RehearseRequest]:
        yield first
        try:
            yield from _profiles(profiles) if profiles else ()
        except FileUnreadable as problem:
            unreadable.append(problem)
            raise

    try:
        [answer] = call(sent())
    except grpc.RpcError as error:
        if unreadable:
            raise unreadable[0] from error
        raise unavailable(first, error) if error.code() in AWAY else refused(error) from error
    return answer  # type: ignore[no-any-return]  # a stub is untyped


def _profiles(path: Path) -> Iterator[pb.RehearseRequest]:
    """A line a profile: its facts, or `{"key": …, "facts": …}`. Raises FileUnreadable."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield pb.RehearseRequest(profile=_profile(line, str(number)))
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=path, problem=getattr(error, "strerror", None) or error) from error


def _profile(line: str, number: str) -> MatchProfile:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number}: it is no JSON") from error
    if not isinstance(told, dict) or "facts" not in told:
        return MatchProfile(key=number, facts=line.strip())
    return MatchProfile(key=str(told.get("key") or number), facts=json.dumps(told["facts"], ensure_ascii=False))


def _tables(texts: Texts, answer: pb.RehearseResponse) -> Iterator[RenderableType]:
    yield Text(
        texts.say("said", "rehearsed", measure=answer.measure_id, count=answer.profiles, day=texts.day(answer.as_of))
    )
    if answer.new_measure:
        yield Text(texts.say("said", "new_measure"))
    if answer.generated:
        yield Text(texts.say("said", "invented", count=answer.generated, seed=answer.seed))
    lines = [[cell(texts, one, "effect"), str(one.profiles), ", ".join(one.keys)] for one in answer.effects]
    yield rows(texts, lines, ["effect", "profiles", "keys"])
    for counts, title in ((answer.verdicts, "verdicts"), (answer.windows, "windows")):
        lines = [[cell(texts, one, "before"), cell(texts, one, "after"), str(one.profiles)] for one in counts]
        yield rows(texts, lines, ["in_force", "with_draft", "profiles"], title)
    if answer.verdicts and all(_admits_nobody(one) for one in answer.verdicts):
        yield Text(texts.say("said", "none_admitted"), style="bold")
    if answer.unreadable:
        yield Text(texts.say("said", "unreadable_profiles", count=answer.unreadable))
        yield rows(
            texts, [[one.fact, texts.field_problem(one.problem)] for one in answer.problems], ["fact", "problem"]
        )


def _admits_nobody(count: pb.VerdictCount) -> bool:
    return {count.before, count.after} <= {VERDICT_NOT_ELIGIBLE, VERDICT_UNSPECIFIED}
