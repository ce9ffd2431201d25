"""Tells the story to whoever started it, in the order it happens, with the tables an operator sees."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from somicis.reporting.v1.reporting_service_pb2 import Evidence

from apps.cli.history_table import history_table
from apps.cli.measure_tables import matches_table
from apps.cli.sheet_tables import sheet_tables
from apps.cli.texts import Texts
from stacks.demo.case_facts import PROPOSED
from stacks.demo.scenes import Scene
from stacks.demo.story import Story


class Teller:
    """Prints scenes as they end and, at the end, the measures, the sheet and the history."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self._console = console
        self.texts = texts
        self._day = ""

    def scene(self, scene: Scene, outcome: str) -> None:
        """One line a scene, under its day."""
        instant, act = scene
        if instant[:10] != self._day:
            self._day = instant[:10]
            self._console.rule(f"[bold]{self.texts.day(self._day)}", align="left")
        title = self.texts.say("demo", "scenes", act.__name__)
        self._console.print(f"  {instant[11:16]}  {title}: [green]{outcome}", soft_wrap=True)

    def end(self, story: Story) -> None:
        """The proposed measures, the sheet with the events behind every number, the whole history."""
        self._rule("measures")
        proposed = [one for one in story.matches if one.measure_id in PROPOSED]
        self._console.print(matches_table(self.texts, proposed))
        self._rule("sheet")
        for part in sheet_tables(self.texts, story.sheet):
            self._console.print(part)
        self._console.print(self._evidence(story))
        self._rule("history")
        self._console.print(history_table(self.texts, story.history))

    def _rule(self, name: str) -> None:
        self._console.rule(f"[bold]{self.texts.say('demo', name)}", align="left")

    def _evidence(self, story: Story) -> Table:
        heads, title = (
            (self.texts.say("demo", name) for name in ("indicator", "facts")),
            self.texts.say("demo", "evidence"),
        )
        table = Table(*heads, title=title, title_justify="left")
        for indicator in story.sheet.indicators:
            table.add_row(indicator.code, _counted(story.evidence[indicator.code]))
        return table


def _counted(evidence: Sequence[Evidence]) -> str:
    counted = Counter(one.type.rpartition(".")[2] for one in evidence)
    return ", ".join(f"{name} ×{times}" for name, times in sorted(counted.items()))
