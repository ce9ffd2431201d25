"""What a benchmark found, and how it is shown: ratios beside the floor and the peer of the same run."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One figure. Its ratio is to the first of what it is measured beside; without any, the figure stands alone.

    `limit` is the smallest ratio aimed at, or with `at_most` the greatest.
    """

    name: str
    unit: str
    ours: float
    beside: Mapping[str, float]
    limit: float
    at_most: bool = False

    @property
    def ratio(self) -> float:
        """Ours against what it is measured beside; the figure itself where there is nothing of the kind."""
        return self.ours / next(iter(self.beside.values())) if self.beside else self.ours

    @property
    def met(self) -> bool:
        """Whether it is as good as aimed at."""
        return self.ratio <= self.limit if self.at_most else self.ratio >= self.limit

    @property
    def aim(self) -> str:
        """What is aimed at, in signs."""
        return f"{'≤' if self.at_most else '≥'} {self.limit:g}{'×' if self.beside else f' {self.unit}'}"

    def told(self) -> dict[str, object]:
        """As the file has it."""
        return {**asdict(self), "beside": dict(self.beside), "ratio": self.ratio, "aim": self.aim, "met": self.met}


def table_of(rows: Sequence[Row], machine: str) -> Table:
    """The rows as people read them."""
    table = Table("what", "ours", "beside", "ratio", "aim", "", title=machine)
    for row in rows:
        beside = "\n".join(f"{name} {figure:,.1f}" for name, figure in row.beside.items())
        ratio = f"{row.ratio:.2f}×" if row.beside else ""
        verdict = "" if row.met else "falls short"
        table.add_row(row.name, f"{row.ours:,.1f} {row.unit}", beside, ratio, row.aim, verdict)
    return table


def write(rows: Sequence[Row], machine: str, file: Path) -> None:
    """Leave the rows for programs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"machine": machine, "rows": [row.told() for row in rows]}
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
