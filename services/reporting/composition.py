"""Wires reporting for one process; nothing connects before this is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.following import Projection
from chassis.foundations import Foundations, lay
from chassis.standing import Standings
from services.reporting.application.register_file import register
from services.reporting.application.sheets import Sheets
from services.reporting.projections.marks import COUNTING, Marks
from services.reporting.projections.numbers import NumbersOfFacts
from services.reporting.projections.tables import METADATA
from services.reporting.settings import Settings

NAME = "reporting"
HEARS = ("intake", "referral")
STORED_NAMES: Mapping[str, type] = {}
"""Reporting counts what others say; it stores no event of its own yet."""


@dataclass(frozen=True)
class Reporting:
    """Everything reporting is made of."""

    foundations: Foundations
    settings: Settings
    projections: Sequence[Projection]
    sheets: Sheets
    marks: Marks

    @property
    def standings(self) -> Standings:
        """How it stands."""
        at = self.foundations
        return Standings(NAME, at.database, at.clock, HEARS, self.projections)


def compose(settings: Settings) -> Reporting:
    """Open reporting's database and make its parts."""
    foundations = lay(NAME, settings, STORED_NAMES, METADATA)
    return Reporting(
        foundations=foundations,
        settings=settings,
        projections=COUNTING,
        sheets=Sheets(register(), NumbersOfFacts(foundations.database)),
        marks=Marks(foundations.database),
    )
