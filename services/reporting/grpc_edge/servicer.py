"""Answers the questions of ReportingService."""

from collections.abc import Callable, Sequence

from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.paging import Pages
from chassis.serving import Call
from chassis.translating import instant
from services.reporting.application.sheets import Sheets
from services.reporting.domain.source_mark import SourceMark
from services.reporting.grpc_edge.translate import evidence_to, period_from, place_from, place_to, sheet_to


class ReportingServicer:
    """`marks` says how far the sources have been counted; it is asked before the facts are."""

    def __init__(self, sheets: Sheets, marks: Callable[[], Sequence[SourceMark]], pages: Pages) -> None:
        self._sheets = sheets
        self._marks = marks
        self._pages = pages

    def GetSheet(self, request: pb.GetSheetRequest, call: Call) -> pb.GetSheetResponse:
        """Every computed indicator for a period."""
        period = period_from(request)
        marks = self._marks()
        return sheet_to(period, self._sheets.sheet(period, instant(request.known_at)), marks)

    def ListEvidence(self, request: pb.ListEvidenceRequest, call: Call) -> pb.ListEvidenceResponse:
        """The events behind one number, page by page in the order they were recorded."""
        page = self._pages.asked(request, call.organisation)
        period, known_at = period_from(request), instant(request.known_at)
        found = self._sheets.evidence(request.code, period, known_at, place_from(page.after), page.wanted)
        evidence, token = page.cut(found, place_to)
        return pb.ListEvidenceResponse(evidence=map(evidence_to, evidence), next_page_token=token)
