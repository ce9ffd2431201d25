"""What an auditor sees of a history on a page."""

import io
import json
from typing import Any

from rich.console import Console
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.cli.history_table import history_table
from apps.cli.texts import Texts


def entry(version: int, **state: Any) -> HistoryEntry:
    """An event of one case, and the case after it."""
    return HistoryEntry(
        service="intake",
        stream="case",
        version=version,
        name="case.need_recorded",
        recorded_at="2023-01-16T11:00:00Z",
        occurred_on="2023-01-16",
        state_json=json.dumps(state),
    )


def test_what_an_event_took_away_is_shown_as_what_it_brought() -> None:
    """A need recorded anew without its amount has lost it, and nobody is to miss that."""
    page = Console(file=io.StringIO(), width=200)
    page.print(history_table(Texts("it"), [entry(1, need={"amount_eur": 30000}), entry(2, need={"amount_eur": None})]))

    assert "v2 need.amount_eur=∅" in page.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO
