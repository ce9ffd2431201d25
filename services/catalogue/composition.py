"""Wires the catalogue for one process; nothing connects before this is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.following import Projection
from chassis.foundations import Foundations, lay
from chassis.standing import Standings
from services.catalogue.application.comparing import Comparing
from services.catalogue.application.drafts import Drafts
from services.catalogue.application.importing import Importing
from services.catalogue.application.stopping import Stopping
from services.catalogue.application.stored_names import STORED_NAMES
from services.catalogue.projections.shelf import Shelf, ShelfProjection
from services.catalogue.projections.tables import METADATA
from services.catalogue.settings import Settings

NAME = "catalogue"
HEARS = ()


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogue is made of."""

    foundations: Foundations
    settings: Settings
    projections: Sequence[Projection]
    importing: Importing
    comparing: Comparing
    drafts: Drafts
    stopping: Stopping
    shelf: Shelf

    @property
    def standings(self) -> Standings:
        """How it stands."""
        at = self.foundations
        return Standings(NAME, at.database, at.clock, HEARS, self.projections)


def compose(settings: Settings) -> Catalogue:
    """Open the catalogue's database and make its parts."""
    foundations = lay(NAME, settings, STORED_NAMES, METADATA)
    return Catalogue(
        foundations=foundations,
        settings=settings,
        projections=(ShelfProjection(),),
        importing=Importing(foundations.commander),
        comparing=Comparing(foundations.commander),
        drafts=Drafts(foundations.commander),
        stopping=Stopping(foundations.commander),
        shelf=Shelf(foundations.database),
    )
