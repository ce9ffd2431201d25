"""Says what a measure file would change and all that is wrong in it, and records nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf

from chassis.commanding import Commander
from chassis.days import day_of
from chassis.modelling import Refusal
from services.catalogue.application.importing import ImportMeasure
from services.catalogue.application.lines_of_file import LinesOfFile
from services.catalogue.application.measure_files import lines_of, read_text
from services.catalogue.domain.changes import ABSENT, Change, changes
from services.catalogue.domain.document_problems import DocumentInvalid, Problem
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.taken_in import TakenIn
from services.catalogue.domain.verdicts.tests_that_hold import broken_tests


@dataclass(frozen=True)
class LineChanged:
    """A change of an edition and the line of the file that makes it; 0 when no line does."""

    edition_id: str
    change: Change
    line: int


@dataclass(frozen=True)
class Wrong:
    """A problem, and the rule of the catalogue that refuses it when it is one."""

    problem: Problem
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Compared:
    """What an import of the file would bring; with a problem, nothing."""

    code: str
    drafted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    changes: tuple[LineChanged, ...] = ()
    problems: tuple[Wrong, ...] = field(default=())

    @property
    def unchanged(self) -> bool:
        """Whether the file is right and everything in it was known."""
        return not (self.drafted or self.withdrawn or self.problems)


class Comparing:
    """The dry run of an import."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def compare(self, command: ImportMeasure) -> Compared:
        """What `import_measure` would do. Raises MEASURE_NOT_FOUND and StaleVersion as it does."""
        try:
            document = read_text(command.document)
        except DocumentInvalid as invalid:
            return Compared("", problems=tuple(map(Wrong, invalid.problems)))
        lines, measure = lines_of(command.document), self._measure(command, document)
        try:
            new = measure.would_take_in(document)
            broken = () if new.changes_nothing else tuple(broken_tests(document))
        except Refusal as refusal:
            return Compared(document.id, problems=(Wrong(_told(refusal, lines), refusal),))
        problems = tuple(Wrong(replace(each, line=lines.of(each.field))) for each in broken)
        found = tuple(sorted(_placed(_changes(new, measure), lines), key=_in_order_of_the_file))
        return Compared(document.id, tuple(each.id for each in new.drafted), new.withdrawn, found, problems)

    def _measure(self, command: ImportMeasure, document: MeasureDocument) -> Measure:
        at = self._commander.read(command)
        known = at.find(Measure, id_of_measure(document.id))
        if known is not None:
            at.check_version(known)
        elif command.expected_version is not None:
            raise MeasureNotFound(code=document.id)
        return known or Measure.register(document, day_of(command.now))


def _changes(new: TakenIn, measure: Measure) -> Iterator[tuple[str, Change]]:
    for edition in new.drafted:
        draft, published = measure.drafts.get(edition.id), measure.editions.get(edition.id, ABSENT)
        for change in changes(draft.content if draft else published, edition.content()):
            yield edition.id, change
    for edition_id in new.withdrawn:
        content = measure.drafts[edition_id].content
        for change in changes(content, measure.editions.get(edition_id, ABSENT)):
            yield edition_id, change


def _placed(found: Iterator[tuple[str, Change]], lines: LinesOfFile) -> Iterator[LineChanged]:
    for edition_id, change in found:
        path = ".".join(filter(None, ("editions", edition_id, change.path)))
        yield LineChanged(edition_id, change, lines.of(path) if lines.has(path) else 0)


def _in_order_of_the_file(changed: LineChanged) -> float:
    return changed.line or inf


def _told(refusal: Refusal, lines: LinesOfFile) -> Problem:
    path = refusal.facts.get("field", "editions")
    return replace(Problem(path, str(refusal)), line=lines.of(path))
