"""`somicis catalogue …`: the measures, imported by an editor from files and read by everybody."""

import json
from typing import Annotated, Any

import typer
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import measure_pb2 as measures

from apps.cli.advising import ADVISING
from apps.cli.door import group, question
from apps.cli.editing import DRAFTER, EDITING
from apps.cli.edition_tables import reserved_line, standing_tables
from apps.cli.linting import LINTING
from apps.cli.matching import MATCHING
from apps.cli.measure_tables import matches_table, measure_tables
from apps.cli.papers import PAPERS
from apps.cli.rehearsing import REHEARSING
from apps.cli.session import Session
from apps.cli.spoken import more
from apps.cli.typed import AtLeastPosition, CodeName, Day, KnownAt, Limit, coded
from apps.cli.watching import WATCHING
from apps.connection.asking import ask
from apps.connection.identity import DEFAULT_IDENTITY
from apps.connection.paging import every_page
from apps.connection.plain import plain

CATALOGUE = group("catalogue")
CATALOGUE.add_typer(EDITING)
CATALOGUE.add_typer(PAPERS)
CATALOGUE.add_typer(WATCHING)
CATALOGUE.add_typer(MATCHING)
CATALOGUE.add_typer(ADVISING)
CATALOGUE.add_typer(REHEARSING)
CATALOGUE.add_typer(LINTING)

Drafts = Annotated[bool, typer.Option("--drafts")]


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(CATALOGUE)


@question(CATALOGUE, "list")
def list_measures(
    session: Session,
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    level: Annotated[measures.Level.ValueType, coded("--level", measures.Level)] = measures.LEVEL_UNSPECIFIED,
    limit: Limit = 200,
    at_least_position: AtLeastPosition = 0,
    drafts: Drafts = False,
    known_at: KnownAt = None,
) -> None:
    """ListMeasures."""
    request = pb.ListMeasuresRequest(
        on=on or "",
        level=level,
        at_least_position=at_least_position,
        with_drafts=drafts,
        known_at=known_at or "",
    )
    found, kept_back = list[measures.MeasureMatch](), 0
    for page in every_page(session.clients(_natural(drafts)).catalogue.ListMeasures, request):
        found, kept_back = [*found, *page.measures], page.reserved_count
        if len(found) > limit:
            break
    cut = len(found) > limit
    found = found[:limit]
    data = {"measures": [plain(one) for one in found], "more": cut, "reserved_count": kept_back}
    below = [more(session.texts, limit, cut), reserved_line(session.texts, kept_back)]
    session.show(data, matches_table(session.texts, found), *below)


@question(CATALOGUE, "show")
def show(session: Session, measure: CodeName, drafts: Drafts = False, known_at: KnownAt = None) -> None:
    """GetMeasure."""
    request = pb.GetMeasureRequest(measure_id=measure, with_drafts=drafts, known_at=known_at or "")
    answer = ask(session.clients(_natural(drafts)).catalogue.GetMeasure, request)
    document: dict[str, Any] = json.loads(answer.document_json)
    data = {"measure": document, "version": answer.version, "editions": [plain(one) for one in answer.editions]}
    tables = [*measure_tables(session.texts, document), *standing_tables(session.texts, answer.editions)]
    session.show(data, *tables)


def _natural(drafts: bool) -> str:
    """Drafts are shown to editors only."""
    return DRAFTER if drafts else DEFAULT_IDENTITY
