"""`somicis audit …`: the whole history of a case across services, in order, as an auditor reads it."""

import json
from typing import Any

import typer
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.cli.door import group, question
from apps.cli.history_table import history_table
from apps.cli.session import Session
from apps.cli.typed import CaseId, KnownAt
from apps.connection.history import event_id, history_of
from apps.connection.plain import plain
from apps.connection.problems import NoHistory, NoHistoryYet, Problem

AUDIT = group("audit")
WHO_AUDITS = "auditor"
"""Whom these commands speak as without --as: an operator may not."""


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(AUDIT)


@question(AUDIT, "history")
def history(session: Session, case: CaseId, known_at: KnownAt = None) -> None:
    """ListHistory of every service that has one. Raises NoHistory for a case that none knows."""
    entries = history_of(session.clients(WHO_AUDITS), case, known_at or "")
    if not entries:
        raise _nothing(session, case, known_at)
    data = {"case_id": case, "known_at": known_at, "entries": [_data(entry) for entry in entries]}
    known = session.texts.say("said", "known_at", moment=session.texts.day_or_instant(known_at)) if known_at else ""
    session.show(data, known, history_table(session.texts, entries))


def _nothing(session: Session, case: str, known_at: str | None) -> Problem:
    if known_at is None:
        return NoHistory(case_id=case)
    return NoHistoryYet(case_id=case, known_at=session.texts.day_or_instant(known_at))


def _data(entry: HistoryEntry) -> dict[str, Any]:
    """An entry for a machine: what it says and what it led to are laid open."""
    said = plain(entry)
    data, state = json.loads(said.pop("data_json")), json.loads(said.pop("state_json"))
    return {"event_id": event_id(entry), **said, "data": data, "state": state}
