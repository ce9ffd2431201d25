"""`somicis report …`: the indicator sheet of a period, and the events behind each of its numbers."""

import typer
from somicis.reporting.v1 import reporting_service_pb2 as pb

from apps.cli.door import group, question
from apps.cli.session import Session
from apps.cli.sheet_tables import sheet_tables
from apps.cli.spoken import listing, more
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
    table = listing(session.texts, found, ["occurred_on", "source", "type", "subject", "recorded_at", "event_id"])
    data = {"code": indicator, "evidence": [plain(one) for one in found], "more": cut}
    session.show(data, table, more(session.texts, limit, cut))
