"""Answers the calls of CatalogueService."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from somicis.catalogue.v1 import advice_pb2, lint_pb2, match_pb2, measure_pb2, rehearsal_pb2, sheets_pb2, watch_pb2
from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.commanding import Commander
from chassis.days import day_of
from chassis.following import Progress
from chassis.history import History
from chassis.paging import Pages
from chassis.serving import Call
from chassis.translating import day
from services.catalogue.application.comparing import Comparing
from services.catalogue.application.drafts import Drafts
from services.catalogue.application.importing import Importing
from services.catalogue.application.stopping import Stopping
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.lint.linting import lint
from services.catalogue.domain.lint.overview import overview_of
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.measure_on_day import on_day
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.grpc_edge import translate, translate_editing, translate_lint
from services.catalogue.grpc_edge.advising import Advising
from services.catalogue.grpc_edge.matching import Matching
from services.catalogue.grpc_edge.papers import Papers
from services.catalogue.grpc_edge.rehearsing import Rehearsing
from services.catalogue.grpc_edge.seeing import check_sees_drafts, instant_known, seen_by
from services.catalogue.grpc_edge.watching import Watching
from services.catalogue.projections.shelf import Shelf, ShelfProjection


@dataclass(frozen=True)
class CatalogueServicer:
    """One method an RPC; everything it needs is handed in."""

    importing: Importing
    comparing: Comparing
    drafts: Drafts
    stopping: Stopping
    commander: Commander
    shelf: Shelf
    matching: Matching
    advising: Advising
    rehearsing: Rehearsing
    papers: Papers
    watching: Watching
    history: History
    pages: Pages
    progress: Progress

    def ImportMeasure(self, request: pb.ImportMeasureRequest, call: Call) -> pb.ImportMeasureResponse:
        """Takes a measure file in, or says what that would do."""
        command = translate_editing.import_from(request, call)
        if request.dry_run:
            return translate_editing.compared_to(self.comparing.compare(command))
        try:
            return translate_editing.imported_to(self.importing.import_measure(command))
        except DocumentInvalid as invalid:
            # An editor mends all that is wrong at once, not one thing an import.
            raise translate_editing.violations_of(invalid) from invalid

    def ReviewDrafts(self, request: pb.ReviewDraftsRequest, call: Call) -> pb.ReviewDraftsResponse:
        """Says that drafts are right."""
        done = self.drafts.review(translate_editing.review_from(request, call))
        receipt = translate_editing.receipt_to(done.receipt)
        return pb.ReviewDraftsResponse(receipt=receipt, reviewed=done.reviewed)

    def PublishDrafts(self, request: pb.PublishDraftsRequest, call: Call) -> pb.PublishDraftsResponse:
        """Makes drafts what the catalogue says."""
        done = self.drafts.publish(translate_editing.publish_from(request, call))
        return pb.PublishDraftsResponse(
            receipt=translate_editing.receipt_to(done.receipt),
            published=done.published,
            corrected=done.corrected,
        )

    def WithdrawDrafts(self, request: pb.WithdrawDraftsRequest, call: Call) -> pb.WithdrawDraftsResponse:
        """Sends drafts back."""
        done = self.drafts.withdraw(translate_editing.withdraw_from(request, call))
        receipt = translate_editing.receipt_to(done.receipt)
        return pb.WithdrawDraftsResponse(receipt=receipt, withdrawn=done.withdrawn)

    def SuspendEdition(self, request: pb.SuspendEditionRequest, call: Call) -> pb.SuspendEditionResponse:
        """Says from when on an edition takes no applications for the time being."""
        receipt = self.stopping.suspend(translate_editing.suspend_from(request, call))
        return pb.SuspendEditionResponse(receipt=translate_editing.receipt_to(receipt))

    def ResumeEdition(self, request: pb.ResumeEditionRequest, call: Call) -> pb.ResumeEditionResponse:
        """Says from when on it takes them again."""
        receipt = self.stopping.resume(translate_editing.resume_from(request, call))
        return pb.ResumeEditionResponse(receipt=translate_editing.receipt_to(receipt))

    def CloseEdition(self, request: pb.CloseEditionRequest, call: Call) -> pb.CloseEditionResponse:
        """Says after which day it takes them no longer."""
        receipt = self.stopping.close(translate_editing.close_from(request, call))
        return pb.CloseEditionResponse(receipt=translate_editing.receipt_to(receipt))

    def ListMeasures(self, request: pb.ListMeasuresRequest, call: Call) -> pb.ListMeasuresResponse:
        """The measures as they stand on a day, in order of code."""
        if request.with_drafts:
            check_sees_drafts(call)
        self.progress.wait(ShelfProjection.name, request.at_least_position, call.time_remaining())
        page, on = self.pages.asked(request, call.organisation), _day_or_today(request.on, call)
        _, measures = self._known(instant_known(request.known_at, call), call, with_drafts=request.with_drafts)
        seen = seen_by(call, (each for each in measures if request.level in (_ANY_LEVEL, _level(each))))
        beyond = [each for each in seen.measures if each.id > page.after]
        shown, token = page.cut(beyond, lambda each: each.id)
        matches = [translate.listed_to(on_day(each, on)) for each in shown]
        return pb.ListMeasuresResponse(measures=matches, next_page_token=token, reserved_count=seen.reserved)

    def GetMeasure(self, request: pb.GetMeasureRequest, call: Call) -> pb.GetMeasureResponse:
        """A measure with all its editions: now, read from its own events, or as it was known at an instant."""
        if request.with_drafts:
            check_sees_drafts(call)
        known_at = instant_known(request.known_at, call)
        published, shown, version = self._measure(request, known_at, call)
        if shown is None or not seen_by(call, [shown]).measures:
            raise MeasureNotFound(code=request.measure_id)
        document = shown.document.model_dump(mode="json", exclude_unset=True, by_alias=True)
        today = day_of(known_at or call.now())
        return pb.GetMeasureResponse(
            document_json=json.dumps(document, ensure_ascii=False),
            version=version,
            editions=translate_editing.standings_to(shown, published, today),
        )

    def Match(self, request: pb.MatchRequest, call: Call) -> pb.MatchResponse:
        """How every measure stands for one profile."""
        return self.matching.match(request, call)

    def MatchMany(
        self, requests: Iterator[match_pb2.MatchManyRequest], call: Call
    ) -> Iterator[match_pb2.MatchManyResponse]:
        """The same for a stream of profiles."""
        return self.matching.match_many(requests, call)

    def Rerun(self, request: match_pb2.RerunRequest, call: Call) -> match_pb2.RerunResponse:
        """A decision record made again."""
        return self.matching.rerun(request, call)

    def Advise(self, request: advice_pb2.AdviseRequest, call: Call) -> advice_pb2.AdviseResponse:
        """What is to be said of all measures together."""
        return self.advising.advise(request, call)

    def Rehearse(
        self, requests: Iterator[rehearsal_pb2.RehearseRequest], call: Call
    ) -> Iterator[rehearsal_pb2.RehearseResponse]:
        """What a draft would change."""
        return self.rehearsing.rehearse(requests, call)

    def Lint(self, request: lint_pb2.LintRequest, call: Call) -> lint_pb2.LintResponse:
        """What an editor should look at, and how good the catalogue is as a whole."""
        if request.with_drafts:
            check_sees_drafts(call)
        on = _day_or_today(request.on, call)
        measures = [known.document for known in self._known(None, call, with_drafts=request.with_drafts)[1]]
        asked = [each for each in measures if request.measure_id in ("", each.id)]
        if not asked and request.measure_id:
            raise MeasureNotFound(code=request.measure_id)
        return translate_lint.linted_to(lint(asked, on), overview_of(measures, on))

    def MakeSheet(self, request: sheets_pb2.MakeSheetRequest, call: Call) -> sheets_pb2.MakeSheetResponse:
        """The sheet a person takes home."""
        return self.papers.sheet(request, call)

    def Compare(self, request: sheets_pb2.CompareRequest, call: Call) -> sheets_pb2.CompareResponse:
        """Measures side by side."""
        return self.papers.compare(request, call)

    def MakePages(self, request: sheets_pb2.MakePagesRequest, call: Call) -> Iterator[sheets_pb2.MakePagesResponse]:
        """The pages for everybody."""
        return self.papers.pages(request, call)

    def WatchCatalogue(
        self, request: watch_pb2.WatchCatalogueRequest, call: Call
    ) -> Iterator[watch_pb2.WatchCatalogueResponse]:
        """What became of the catalogue, then what becomes of it."""
        return self.watching.watch(request, call)

    def ListHistory(self, request: pb.ListHistoryRequest, call: Call) -> pb.ListHistoryResponse:
        """The stored events about a measure, in order."""
        page = self.pages.asked(request, call.organisation)
        entries, token = self.history.page([_subject(request.subject_id)], request.known_at, page)
        return pb.ListHistoryResponse(entries=entries, next_page_token=token)

    def _known(
        self, known_at: datetime | None, call: Call, *, with_drafts: bool = False
    ) -> tuple[int, Sequence[KnownMeasure]]:
        if known_at is not None:
            # What was stored by then has to be on the shelf, or the same question would get two answers.
            needed = self.shelf.position_at(known_at)
            self.progress.wait(ShelfProjection.name, needed, call.time_remaining())
        return self.shelf.all(known_at, with_drafts=with_drafts)

    def _measure(
        self, request: pb.GetMeasureRequest, known_at: datetime | None, call: Call
    ) -> tuple[KnownMeasure | None, KnownMeasure | None, int]:
        """The measure as it is published, as it is to be shown, and its version, 0 for one of the past."""
        drafts = request.with_drafts
        if known_at is None:
            measure = self.commander.read().find(Measure, id_of_measure(request.measure_id))
            return (measure.known(), measure.known(with_drafts=drafts), measure.version) if measure else (None, None, 0)
        published, shown = (self._then(request.measure_id, known_at, call, with_drafts=d) for d in (False, drafts))
        return published, shown, 0

    def _then(self, code: str, known_at: datetime, call: Call, *, with_drafts: bool) -> KnownMeasure | None:
        _, measures = self._known(known_at, call, with_drafts=with_drafts)
        return next((each for each in measures if each.id == code), None)


_ANY_LEVEL = measure_pb2.LEVEL_UNSPECIFIED


def _level(measure: KnownMeasure) -> int:
    return measure_pb2.Level.Value(f"LEVEL_{measure.level.upper()}")


def _day_or_today(text: str, call: Call) -> date:
    return day(text) or day_of(call.now())


def _subject(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return id_of_measure(text)
