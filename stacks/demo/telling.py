"""Tells the story to whoever started it, in the order it happens."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from somicis.catalogue.v1 import measure_pb2 as measures
from somicis.reporting.v1.reporting_service_pb2 import Evidence, Indicator
from somicis.shared.v1.history_pb2 import HistoryEntry

from stacks.demo.scenes import Scene
from stacks.demo.story import PROPOSED, Story

ROME = ZoneInfo("Europe/Rome")


class Teller:
    """Prints scenes as they end and, at the end, the sheet and the history."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._day = ""

    def scene(self, scene: Scene, outcome: str) -> None:
        """One line a scene, under its day."""
        instant, title, _ = scene
        if instant[:10] != self._day:
            self._day = instant[:10]
            self._console.rule(f"[bold]{self._day}", align="left")
        self._console.print(f"  {instant[11:16]}  {title}: [green]{outcome}")

    def measures(self, story: Story) -> None:
        """The proposed measures as the catalogue described them."""
        table = Table("Misura", "Livello", "Finestra", "Giudizio", "Da verificare", title="Le misure proposte")
        for one in story.matches:
            if one.measure_id in PROPOSED:
                window = measures.WindowState.Name(one.window).removeprefix("WINDOW_STATE_").lower()
                table.add_row(
                    one.name.it,
                    measures.Level.Name(one.level).removeprefix("LEVEL_").lower(),
                    f"{window} {one.opens_on}".strip(),
                    "da verificare" if one.verdict == measures.VERDICT_TO_VERIFY else "?",
                    f"{len(one.to_verify)} condizioni",
                )
        self._console.print(table)

    def sheet(self, story: Story) -> None:
        """The indicators, each with the events that made it."""
        table = Table("Codice", "Indicatore", "Valore", "I fatti che lo compongono", title="Primo trimestre 2023")
        for one in story.sheet.indicators:
            table.add_row(one.code, one.text_it, _value(one), _events(story.evidence[one.code]))
        self._console.print(table)

    def history(self, entries: Sequence[HistoryEntry]) -> None:
        """Every stored event about the case: who, when recorded, when occurred."""
        table = Table("#", "Registrato", "Avvenuto", "Servizio", "Fatto", "Chi", "Stato", title="La storia del caso")
        for number, entry in enumerate(entries, 1):
            recorded = datetime.fromisoformat(entry.recorded_at).astimezone(ROME)
            table.add_row(
                str(number),
                f"{recorded:%Y-%m-%d %H:%M}",
                entry.occurred_on,
                entry.service,
                entry.name,
                f"{entry.actor} ({entry.organisation})",
                _state(entry),
            )
        self._console.print(table)


def _value(indicator: Indicator) -> str:
    return f"{indicator.value} {indicator.unit}"


def _events(evidence: Sequence[Evidence]) -> str:
    counted = Counter(one.type.rpartition(".")[2] for one in evidence)
    return ", ".join(f"{name} ×{times}" if times > 1 else name for name, times in sorted(counted.items()))


def _state(entry: HistoryEntry) -> str:
    return str(json.loads(entry.state_json).get("state", ""))
