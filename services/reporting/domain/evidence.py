"""An event behind a number, and its place among the others."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from services.reporting.domain.fact import FactType


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where an event stands in the order of recording: by instant, then by source, position and log."""

    recorded_at: datetime
    source: str
    position: int
    log: str


THE_BEGINNING = Place(datetime.min.replace(tzinfo=UTC), "", 0, "")
"""Every event comes after it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event a number, or one of its parts, needs."""

    place: Place
    type: FactType
    subject: str
    occurred_on: date

    @property
    def event_id(self) -> str:
        """The id under which the source published the event."""
        return f"{self.place.log}/{self.place.position}"
