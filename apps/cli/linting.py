"""`somicis catalogue lint`: what an editor should look at, and how good the catalogue is as a whole."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text
from somicis.catalogue.v1 import lint_pb2 as pb

from apps.cli.door import question
from apps.cli.session import Session
from apps.cli.spoken import Column, cell, pairs, rows
from apps.cli.texts import Texts
from apps.cli.typed import CodeName, Day
from apps.connection.asking import A_LONG_QUESTION, ask
from apps.connection.plain import plain

LINTING = typer.Typer()
COUNTED = ("by_level", "by_kind", "by_audience", "statements")
LISTED = ("never_checked", "recheck_due", "without_verified_source")


@question(LINTING, "lint")
def lint(
    session: Session,
    measure: Annotated[str, typer.Option("--measure", parser=CodeName)] = "",
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
) -> None:
    """Lint."""
    request = pb.LintRequest(measure_id=measure, on=on or "", with_drafts=drafts)
    answer = ask(session.clients("editor").catalogue.Lint, request, A_LONG_QUESTION)
    columns: list[Column] = [("measure_id", "edition_id"), "where", "text"]
    lines = [_remark(session.texts, one) for one in answer.remarks]
    session.show(plain(answer), rows(session.texts, lines, columns), overview_of(session.texts, answer.overview))


def _remark(texts: Texts, one: pb.Remark) -> list[str]:
    return [f"{one.measure_id}\n{one.edition_id}", one.where, texts.field_problem(cell(texts, one, "text"))]


def overview_of(texts: Texts, overview: pb.Overview) -> RenderableType:
    """The numbers, one below the other, under the line that stands on sheets."""
    counted = {name: _counted(getattr(overview, name)) for name in COUNTED}
    listed = {name: ", ".join(getattr(overview, name)) for name in LISTED}
    table = pairs(texts, counted | listed)
    table.add_row(Text(""), Text(getattr(overview.line, texts.language, "") or overview.line.it))
    return table


def _counted(counts: Iterable[pb.Count]) -> str:
    return ", ".join(f"{count.name} {count.number}" for count in counts)
