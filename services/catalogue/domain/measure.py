"""A measure and its editions as they became known to the catalogue."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from chassis.modelling import Operational, Root
from services.catalogue.domain.edition import Edition, edition_from
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.refusals import EditionLeftOut, LevelOrKindChanged

MEASURES = UUID("0f6c2f0e-5d5b-4f0e-9a55-6a3c1d1e8a11")
"""The name space in which a measure's code makes its id, for ever."""


def id_of_measure(code: str) -> UUID:
    """The id of the measure with this code: the same everywhere, so it is registered once."""
    return uuid5(MEASURES, code)


@dataclass(frozen=True)
class TakenIn:
    """What a document brought, as ids of editions in the document's order."""

    published: tuple[str, ...]
    corrected: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def changed_nothing(self) -> bool:
        return not self.published and not self.corrected


class Measure(Root):
    """One measure. A content is the plain JSON data of a validated edition, as `Edition.content` makes it."""

    class Event(Root.Event):
        code: Operational[str]

    class Registered(Event, Root.Created):
        level: Operational[str]
        kind: Operational[str]

    class EditionPublished(Event):
        level: Operational[str]
        kind: Operational[str]
        edition_id: Operational[str]
        content: Operational[dict[str, Any]]

        def apply(self, measure: "Measure") -> None:
            measure.editions[self.edition_id] = self.content

    class EditionCorrected(Event):
        edition_id: Operational[str]
        content: Operational[dict[str, Any]]

        def apply(self, measure: "Measure") -> None:
            measure.editions[self.edition_id] = self.content

    def __init__(self, code: str, level: str, kind: str, occurred_on: date) -> None:
        self.code = code
        self.level = level
        self.kind = kind
        self.registered_on = occurred_on
        self.editions: dict[str, dict[str, Any]] = {}

    @classmethod
    def register(cls, document: MeasureDocument, today: date) -> "Measure":
        """A measure new to the catalogue, still without editions: `take_in` publishes those."""
        return cls._create(
            cls.Registered,
            id=id_of_measure(document.id),
            code=document.id,
            level=document.level,
            kind=document.kind,
            occurred_on=today,
        )

    def take_in(self, document: MeasureDocument, today: date) -> TakenIn:
        """Publish what is new in the document, correct what differs, and say what stays as it was."""
        self._check_nature(document)
        self._check_nothing_is_left_out(document)
        new = [edition for edition in document.editions if edition.id not in self.editions]
        known = [edition for edition in document.editions if edition.id in self.editions]
        wrong = [edition for edition in known if edition.content() != self.editions[edition.id]]
        for edition in new:
            self._record(self.EditionPublished, edition, today, level=self.level, kind=self.kind)
        for edition in wrong:
            self._record(self.EditionCorrected, edition, today)
        return TakenIn(_ids(new), _ids(wrong), _ids([edition for edition in known if edition not in wrong]))

    def document(self) -> MeasureDocument:
        """The measure as its editor would write it now."""
        editions = sorted(self.editions.values(), key=_begins)
        return read_document({"id": self.code, "level": self.level, "kind": self.kind, "editions": editions})

    def _check_nature(self, document: MeasureDocument) -> None:
        for field, was, asked in (("level", self.level, document.level), ("kind", self.kind, document.kind)):
            if asked != was:
                raise LevelOrKindChanged(measure=self.code, field=field, was=was, asked=asked)

    def _check_nothing_is_left_out(self, document: MeasureDocument) -> None:
        offered = _ids(document.editions)
        for edition_id in self.editions:
            if edition_id not in offered:
                raise EditionLeftOut(measure=self.code, edition=edition_id)

    def _record(self, fact: type[Event], edition: Edition, today: date, **fields: str) -> None:
        about = {"code": self.code, "edition_id": edition.id, "content": edition.content()}
        self.trigger_event(fact, occurred_on=today, **about, **fields)


def _begins(content: dict[str, Any]) -> date:
    return edition_from(content).begins


def _ids(editions: list[Edition] | tuple[Edition, ...]) -> tuple[str, ...]:
    return tuple(edition.id for edition in editions)
