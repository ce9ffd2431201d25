"""Tells the story to whoever started it, in the order it happens, with the tables an operator sees."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from somicis.reporting.v1.reporting_service_pb2 import Evidence

from apps.cli.history_table import history_table
from apps.cli.measure_tables import matches_table
from apps.cli.sheet_tables import sheet_tables
from apps.cli.texts import DEFAULT_LANGUAGE, Texts
from stacks.demo.case_facts import PROPOSED
from stacks.demo.scenes import Scene
from stacks.demo.story import Story


class Teller:
    """Prints scenes as they end and, at the end, the measures, the sheet and the history."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._texts = Texts(DEFAULT_LANGUAGE)
        self._day = ""

    def scene(self, scene: Scene, outcome: str) -> None:
        """One line a scene, under its day."""
        instant, title, _ = scene
        if instant[:10] != self._day:
            self._day = instant[:10]
            self._console.rule(f"[bold]{self._texts.day(self._day)}", align="left")
        self._console.print(f"  {instant[11:16]}  {title}: [green]{outcome}", soft_wrap=True)

    def end(self, story: Story) -> None:
        """The proposed measures, the sheet with the events behind every number, the whole history."""
        self._console.rule("[bold]Le misure proposte, come il catalogo le descrive al 16 gennaio", align="left")
        proposed = [one for one in story.matches if one.measure_id in PROPOSED]
        self._console.print(matches_table(self._texts, proposed))
        self._console.rule("[bold]La scheda degli indicatori", align="left")
        for part in sheet_tables(self._texts, story.sheet):
            self._console.print(part)
        self._console.print(_evidence(story))
        self._console.rule("[bold]La storia del caso, come la rilegge l'auditor", align="left")
        self._console.print(history_table(self._texts, story.history))


def _evidence(story: Story) -> Table:
    table = Table("Indicatore", "I fatti che lo compongono", title="Da dove viene ogni numero", title_justify="left")
    for indicator in story.sheet.indicators:
        table.add_row(indicator.code, _counted(story.evidence[indicator.code]))
    return table


def _counted(evidence: Sequence[Evidence]) -> str:
    counted = Counter(one.type.rpartition(".")[2] for one in evidence)
    return ", ".join(f"{name} ×{times}" for name, times in sorted(counted.items()))
