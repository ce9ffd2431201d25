"""Takes an editor's measure file in: what is new is published, what differs is corrected."""

from dataclasses import dataclass
from datetime import date

from chassis.commanding import Aggregates, Commander, Receipt
from chassis.days import day_of
from chassis.modelling import Command
from services.catalogue.application.measure_files import read_text
from services.catalogue.domain.measure import Measure, TakenIn, id_of_measure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.refusals import MeasureNotFound, PublishedInTheFuture


class ImportMeasure(Command):
    """A measure file, as text, and the day it is published; today when none is given.

    `expected_version` is of the measure the file was written from; None for a file that says all there is.
    """

    document: str
    published_on: date | None = None

    def day(self) -> date:
        """The day it is published. Raises PUBLISHED_IN_THE_FUTURE."""
        today = day_of(self.now)
        on = self.published_on or today
        if on > today:
            raise PublishedInTheFuture(on=on, today=today)
        return on


@dataclass(frozen=True)
class Imported:
    """What a file brought. `receipt.position` is 0 when it brought nothing: there is nothing to wait for."""

    receipt: Receipt
    code: str
    published: tuple[str, ...]
    corrected: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether everything in the file was known."""
        return not self.published and not self.corrected


class _NothingNew(Exception):
    """The file says what the catalogue says already; not an error, so it never leaves this module."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt


class Importing:
    """The one way into the catalogue."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def import_measure(self, command: ImportMeasure) -> Imported:
        """Record what is new in the file.

        Raises DocumentInvalid with every field that is wrong, LEVEL_OR_KIND_CHANGED,
        EDITION_LEFT_OUT and PUBLISHED_IN_THE_FUTURE, and for a file written from a certain version
        MEASURE_NOT_FOUND and StaleVersion; nothing is recorded then.
        """
        document, on = read_text(command.document), command.day()
        try:
            receipt = self._commander.execute(command, lambda at: _taken_in(command, document, on, at))
        except _NothingNew as known:
            return Imported(known.receipt, document.id, (), ())
        recorded = self._commander.recorded_by(receipt)
        return Imported(
            receipt,
            document.id,
            tuple(e.edition_id for e in recorded if isinstance(e, Measure.EditionPublished)),
            tuple(e.edition_id for e in recorded if isinstance(e, Measure.EditionCorrected)),
        )


def _taken_in(command: ImportMeasure, document: MeasureDocument, on: date, at: Aggregates) -> Measure:
    known = at.find(Measure, id_of_measure(document.id))
    if command.expected_version is not None:
        if known is None:
            raise MeasureNotFound(code=document.id)
        at.check_version(known)
    measure = known or Measure.register(document, on)
    taken: TakenIn = measure.take_in(document, on)
    if taken.changed_nothing:
        raise _NothingNew(Receipt(measure.id, measure.version, 0))
    return measure
