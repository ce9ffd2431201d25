"""Answers the questions of ReportingService."""

from collections.abc import Callable, Sequence
from datetime import UTC

from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.paging import Pages
from chassis.serving import Call
from chassis.translating import instant
from services.reporting.application.sheets import Sheets
from services.reporting.domain.fact import Fact
from services.reporting.domain.source_mark import SourceMark
from services.reporting.grpc_edge.translate import evidence_to, period_from, sheet_to


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
        """The facts behind one number, page by page in the order they were recorded."""
        page = self._pages.asked(request, call.organisation)
        facts = self._sheets.evidence(request.code, period_from(request), instant(request.known_at))
        evidence, token = page.cut([fact for fact in facts if place_of(fact) > page.after], place_of)
        return pb.ListEvidenceResponse(evidence=map(evidence_to, evidence), next_page_token=token)


def place_of(fact: Fact) -> str:
    """The fact's place in the order of recording, as text that sorts the same way."""
    recorded = fact.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{recorded} {fact.source} {fact.log} {fact.position:020}"
