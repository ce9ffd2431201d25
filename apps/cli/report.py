"""`somicis report …`: the indicator sheet of a period, and the events behind each of its numbers."""

from collections.abc import Iterable

import typer
from rich.console import RenderableType
from somicis.reporting.v1 import reporting_service_pb2 as pb

from apps.cli.door import group, question
from apps.cli.session import Session
from apps.cli.sheet_tables import sheet_tables
from apps.cli.spoken import listing, more
from apps.cli.texts import Texts
from apps.cli.typed import CodeName, FirstDay, KnownAt, LastDay, Limit
from apps.connection.asking import ask
from apps.connection.plain import plain

REPORT = group("report")


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(REPORT)


@question(REPORT, "sheet")
def sheet(session: Session, first: FirstDay, last: LastDay, known_at: KnownAt = None) -> None:
    """GetSheet."""
    request = pb.GetSheetRequest(first_day=first, last_day=last, known_at=known_at or "")
    answer = ask(session.clients().reporting.GetSheet, request)
    session.show(plain(answer), *sheet_tables(session.texts, answer, known_at or ""))


@question(REPORT, "evidence")
def evidence(
    session: Session,
    indicator: CodeName,
    first: FirstDay,
    last: LastDay,
    known_at: KnownAt = None,
    limit: Limit = 200,
) -> None:
    """ListEvidence."""
    request = pb.ListEvidenceRequest(code=indicator, first_day=first, last_day=last, known_at=known_at or "")
    found, cut = session.listed(session.clients().reporting.ListEvidence, request, "evidence", limit)
    data = {"code": indicator, "evidence": [plain(one) for one in found], "more": cut}
    session.show(data, evidence_table(session.texts, found), more(session.texts, limit, cut))


def evidence_table(texts: Texts, found: Iterable[pb.Evidence]) -> RenderableType:
    """Events behind a number, the ids of each in one piece."""
    return listing(texts, found, [("occurred_on", "recorded_at"), ("source", "type"), ("subject", "event_id")])
