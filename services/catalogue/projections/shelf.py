"""The shelf: every measure as the catalogue knows it now, or knew it at any instant, for those who look one up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard, position_of
from chassis.store import log
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure import Measure
from services.catalogue.projections.measure_of_facts import Fact, measure_of
from services.catalogue.projections.tables import KNOWN_EDITIONS

REMEMBERED = 4096
"""How many measures, each at one version, need not be read from their data again."""


class ShelfProjection:
    """Keeps every fact about an edition beside the instant it was recorded, and takes none away."""

    name = "known_editions"
    source = ""

    def handlers(self) -> Mapping[type, Handler]:
        """Everything but the registration, which says nothing of an edition."""
        return dict.fromkeys(_SAYS, self._keep)

    def _keep(self, event: Any, heard: Heard, tx: Connection) -> None:
        fact, fields = _SAYS[type(event)]
        row = {
            "position": heard.position,
            "code": event.code,
            "edition_id": event.edition_id,
            "fact": fact,
            "recorded_at": heard.recorded_at,
            "data": {name: _plain(getattr(event, name)) for name in fields},
        }
        tx.execute(insert(KNOWN_EDITIONS).values(row))


class Shelf:
    """Reads the shelf. A measure is read from its data once a version: reading it anew is what costs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[tuple[str, int, bool], KnownMeasure | None] = {}

    def all(self, known_at: datetime | None = None, *, with_drafts: bool = False) -> tuple[int, Sequence[KnownMeasure]]:
        """How far the log has been read, and every measure in order of code.

        `known_at`: as the catalogue knew it then, up to the last position recorded at or before that instant.
        `with_drafts`: drafts stand in the place of what is published, and measures never published are there.
        """
        with self._database.reading() as tx:
            position = position_of(tx, ShelfProjection.name)
            if known_at is not None:
                position = min(position, log.last_position(tx, known_at))
            return position, self._at(tx, position, with_drafts=with_drafts)

    def at(self, position: int) -> Sequence[KnownMeasure]:
        """Every measure as it was published at a position of the log, which the shelf has to have come to."""
        with self._database.reading() as tx:
            return self._at(tx, position, with_drafts=False)

    def head(self) -> log.LogHead:
        """Where the log stands of which the shelf tells."""
        with self._database.reading() as tx:
            return log.head(tx)

    def position_at(self, known_at: datetime) -> int:
        """How far the shelf must have come to say what was known then."""
        with self._database.reading() as tx:
            return log.last_position(tx, known_at)

    def _at(self, tx: Connection, position: int, *, with_drafts: bool) -> Sequence[KnownMeasure]:
        # Sorted here: databases put underscores in different places, and pages and hashes hang on the order.
        versions = sorted((row.code, row.version) for row in tx.execute(_versions_at(position)))
        found = [self._measure(tx, code, version, with_drafts=with_drafts) for code, version in versions]
        return [measure for measure in found if measure is not None]

    def _measure(self, tx: Connection, code: str, version: int, *, with_drafts: bool) -> KnownMeasure | None:
        key = (code, version, with_drafts)
        if key not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[key] = measure_of(code, _facts(tx, code, version), with_drafts=with_drafts)
        return self._read[key]


_NATURE = ("level", "kind")
_SAYS: Mapping[type, tuple[Fact, tuple[str, ...]]] = {
    Measure.EditionDrafted: (Fact.DRAFTED, (*_NATURE, "content", "correction", "drafted_by")),
    Measure.DraftReviewed: (Fact.REVIEWED, ("reviewed_by",)),
    Measure.DraftWithdrawn: (Fact.WITHDRAWN, ()),
    Measure.EditionPublished: (Fact.PUBLISHED, (*_NATURE, "content")),
    Measure.EditionCorrected: (Fact.CORRECTED, ("content",)),
    Measure.EditionSuspended: (Fact.SUSPENDED, ("from_day", "reason", "note")),
    Measure.EditionResumed: (Fact.RESUMED, ("from_day",)),
    Measure.EditionClosed: (Fact.CLOSED, ("last_day", "reason", "note")),
}
"""By event: what it is on the shelf, and which of its fields are kept."""


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _versions_at(position: int) -> Select[Any]:
    kept = KNOWN_EDITIONS.c
    return (
        select(kept.code, func.max(kept.position).label("version")).where(kept.position <= position).group_by(kept.code)
    )


def _facts(tx: Connection, code: str, version: int) -> list[tuple[str, Fact, dict[str, Any]]]:
    kept = KNOWN_EDITIONS.c
    wanted = select(kept.edition_id, kept.fact, kept.data).where(kept.code == code, kept.position <= version)
    rows = tx.execute(wanted.order_by(kept.position))
    return [(row.edition_id, Fact(row.fact), row.data) for row in rows]
