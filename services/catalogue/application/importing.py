"""Takes an editor's measure file in: what is new or otherwise is drafted, for others to review and publish."""

from dataclasses import dataclass

from chassis.commanding import Aggregates, Commander, Receipt
from chassis.days import day_of
from chassis.modelling import Command
from services.catalogue.application.measure_files import in_lines, read_text
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.verdicts.tests_that_hold import check_own_tests


class ImportMeasure(Command):
    """A measure file, as text.

    `expected_version` is of the measure the file was written from; None for a file that says all there is.
    """

    document: str


@dataclass(frozen=True)
class Imported:
    """What a file brought. `receipt.position` is 0 when it brought nothing: there is nothing to wait for."""

    receipt: Receipt
    code: str
    drafted: tuple[str, ...]
    withdrawn: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether everything in the file was known."""
        return not self.drafted and not self.withdrawn


class _NothingNew(Exception):
    """The file says what the catalogue says already; not an error, so it never leaves this module."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt


class Importing:
    """The one way into the catalogue."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def import_measure(self, command: ImportMeasure) -> Imported:
        """Draft what is new in the file.

        Raises DocumentInvalid with every field that is wrong or, when none is, every test of its own that does
        not hold; LEVEL_OR_KIND_CHANGED and EDITION_LEFT_OUT,
        and for a file written from a certain version MEASURE_NOT_FOUND and StaleVersion; nothing is
        recorded then.
        """
        document = read_text(command.document)
        try:
            receipt = self._commander.execute(command, lambda at: _taken_in(command, document, at))
        except _NothingNew as known:
            return Imported(known.receipt, document.id, (), ())
        recorded = self._commander.recorded_by(receipt)
        return Imported(
            receipt,
            document.id,
            tuple(e.edition_id for e in recorded if isinstance(e, Measure.EditionDrafted)),
            tuple(e.edition_id for e in recorded if isinstance(e, Measure.DraftWithdrawn)),
        )


def _taken_in(command: ImportMeasure, document: MeasureDocument, at: Aggregates) -> Measure:
    today, known = day_of(command.now), at.find(Measure, id_of_measure(document.id))
    if command.expected_version is not None:
        if known is None:
            raise MeasureNotFound(code=document.id)
        at.check_version(known)
    measure = known or Measure.register(document, today)
    if measure.take_in(document, command.origin.actor, today).changes_nothing:
        raise _NothingNew(Receipt(measure.id, measure.version, 0))
    try:
        check_own_tests(document)
    except DocumentInvalid as invalid:
        raise in_lines(invalid, command.document) from invalid
    return measure
