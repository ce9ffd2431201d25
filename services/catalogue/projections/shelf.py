"""The shelf: every measure as it reads now, for those who look one up."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard, position_of
from services.catalogue.domain.edition import edition_from
from services.catalogue.domain.measure import Measure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.projections.tables import SHELF_EDITIONS, SHELF_MEASURES


class ShelfProjection:
    """Puts every edition on the shelf, a corrected one in the place of the wrong one."""

    name = "shelf"
    source = ""

    def handlers(self) -> Mapping[type, Handler]:
        """Registered, published, corrected."""
        return {
            Measure.Registered: self._registered,
            Measure.EditionPublished: self._edition,
            Measure.EditionCorrected: self._edition,
        }

    def _registered(self, event: Measure.Registered, _heard: Heard, tx: Connection) -> None:
        tx.execute(insert(SHELF_MEASURES).values(code=event.code, level=event.level, kind=event.kind))

    def _edition(
        self, event: Measure.EditionPublished | Measure.EditionCorrected, _heard: Heard, tx: Connection
    ) -> None:
        key = {"code": event.code, "edition_id": event.edition_id}
        tx.execute(delete(SHELF_EDITIONS).filter_by(**key))
        tx.execute(insert(SHELF_EDITIONS).values(**key, version=event.originator_version, content=event.content))


class Shelf:
    """Reads the shelf. A measure is read from its data once a version: reading it anew is what costs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[str, tuple[int, MeasureDocument]] = {}

    def all(self) -> tuple[int, Sequence[MeasureDocument]]:
        """How far the log has been read, and every measure in order of code."""
        with self._database.reading() as tx:
            position = position_of(tx, ShelfProjection.name)
            # Sorted here: databases put underscores in different places, and pages and hashes hang on the order.
            versions = sorted(tx.execute(_VERSIONS).all())
            return position, [self._measure(tx, code, version) for code, version in versions]

    def _measure(self, tx: Connection, code: str, version: int) -> MeasureDocument:
        known = self._read.get(code)
        if known is None or known[0] != version:
            known = (version, _document(tx, code))
            self._read[code] = known
        return known[1]


_VERSIONS = select(SHELF_EDITIONS.c.code, func.max(SHELF_EDITIONS.c.version)).group_by(SHELF_EDITIONS.c.code)


def _document(tx: Connection, code: str) -> MeasureDocument:
    measure = tx.execute(select(SHELF_MEASURES).filter_by(code=code)).one()
    contents = tx.execute(select(SHELF_EDITIONS.c.content).filter_by(code=code)).scalars()
    editions = sorted(map(edition_from, contents), key=lambda edition: edition.begins)
    # Not validated as a whole: a file's events may arrive one by one, and between the one that brings
    # a new edition and the one that ends the old, the two overlap.
    return MeasureDocument.model_construct(id=code, level=measure.level, kind=measure.kind, editions=tuple(editions))
