"""Answers the calls of CatalogueService."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import measure_pb2

from chassis.commanding import Commander
from chassis.days import day_of
from chassis.following import Progress
from chassis.history import History
from chassis.paging import Pages
from chassis.serving import Call
from chassis.translating import day
from services.catalogue.application.importing import Importing
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.matching import look_up
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.grpc_edge import translate
from services.catalogue.projections.shelf import Shelf, ShelfProjection


@dataclass(frozen=True)
class CatalogueServicer:
    """One method an RPC; everything it needs is handed in."""

    importing: Importing
    commander: Commander
    shelf: Shelf
    history: History
    pages: Pages
    progress: Progress

    def ImportMeasure(self, request: pb.ImportMeasureRequest, call: Call) -> pb.ImportMeasureResponse:
        """Takes a measure file in."""
        try:
            return translate.imported_to(self.importing.import_measure(translate.import_from(request, call)))
        except DocumentInvalid as invalid:
            # An editor mends all that is wrong at once, not one thing an import.
            raise translate.violations_of(invalid) from invalid

    def ListMeasures(self, request: pb.ListMeasuresRequest, call: Call) -> pb.ListMeasuresResponse:
        """The measures as they stand on a day, in order of code."""
        self.progress.wait(ShelfProjection.name, request.at_least_position, call.time_remaining())
        page = self.pages.asked(request, call.organisation)
        beyond = [each for each in self._on(_day_or_today(request.on, call)) if each.measure_id > page.after]
        wanted = [each for each in beyond if request.level in (measure_pb2.LEVEL_UNSPECIFIED, each.level)]
        measures, token = page.cut(wanted, lambda each: each.measure_id)
        return pb.ListMeasuresResponse(measures=measures, next_page_token=token)

    def GetMeasure(self, request: pb.GetMeasureRequest, call: Call) -> pb.GetMeasureResponse:
        """A measure with all its editions, read from its own events."""
        measure = self.commander.read().find(Measure, id_of_measure(request.measure_id))
        if measure is None:
            raise MeasureNotFound(code=request.measure_id)
        document = measure.document().model_dump(mode="json", exclude_unset=True)
        return pb.GetMeasureResponse(document_json=json.dumps(document, ensure_ascii=False), version=measure.version)

    def Match(self, request: pb.MatchRequest, call: Call) -> pb.MatchResponse:
        """How every measure stands on a day."""
        as_of = _day_or_today(request.as_of, call)
        position, measures = self.shelf.all()
        return translate.decision_to(look_up(measures, as_of), as_of, position)

    def ListHistory(self, request: pb.ListHistoryRequest, call: Call) -> pb.ListHistoryResponse:
        """The stored events about a measure, in order."""
        page = self.pages.asked(request, call.organisation)
        entries, token = self.history.page([_subject(request.subject_id)], request.known_at, page)
        return pb.ListHistoryResponse(entries=entries, next_page_token=token)

    def _on(self, on: date) -> list[measure_pb2.MeasureMatch]:
        _, measures = self.shelf.all()
        return [translate.match_to(answer) for answer in look_up(measures, on)]


def _day_or_today(text: str, call: Call) -> date:
    return day(text) or day_of(call.now())


def _subject(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return id_of_measure(text)
