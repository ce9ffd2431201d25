"""Answers what is asked for on paper: the orientation sheet, and the page that compares measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from somicis.catalogue.v1 import sheets_pb2 as pb

from chassis.days import day_of
from chassis.modelling import InvalidField
from chassis.serving import Call
from chassis.translating import day
from services.catalogue.adapters.pages import pages
from services.catalogue.adapters.typesetting import comparison_paper, sheet_paper
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.lint.overview import overview_of
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.sheet_refusals import MeasureNotForPaper
from services.catalogue.domain.sheets.bulletin import public
from services.catalogue.domain.sheets.comparison import comparison
from services.catalogue.domain.sheets.orientation import Asked, orientation
from services.catalogue.domain.sheets.phrases import ITALIAN, LANGUAGES
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.grpc_edge import translate_sheets
from services.catalogue.grpc_edge.matching import Matching, read_facts

AskedForPaper = pb.MakeSheetRequest | pb.CompareRequest


@dataclass(frozen=True)
class Papers:
    """Is given facts, makes a paper of them, and keeps neither."""

    matching: Matching

    def sheet(self, request: pb.MakeSheetRequest, call: Call) -> pb.MakeSheetResponse:
        """What a person takes home."""
        asked = self._asked(request, call)
        paper = sheet_paper(orientation(asked, request.language or ITALIAN), asked.on)
        return translate_sheets.sheet_to(asked, paper)

    def compare(self, request: pb.CompareRequest, call: Call) -> pb.CompareResponse:
        """The measures side by side; without facts nothing is said of anybody."""
        asked, with_facts = self._asked(request, call), bool(request.facts)
        page = comparison(asked, request.language or ITALIAN, with_facts=with_facts)
        return translate_sheets.comparison_to(asked, page, comparison_paper(page, asked.on), with_facts=with_facts)

    def pages(self, request: pb.MakePagesRequest, call: Call) -> Iterator[pb.MakePagesResponse]:
        """What everybody may read, a file after the other."""
        on = day(request.as_of) or day_of(call.now())
        position, seen = self.matching.seen("", call)
        shown = [each for each in seen.measures if not each.sensitive]
        of = public(shown, on, position, overview_of([each.document for each in shown], on).line)
        for page in pages(of, list(dict.fromkeys(request.languages)) or LANGUAGES):
            yield pb.MakePagesResponse(path=page.path, content=page.content)

    def _asked(self, request: AskedForPaper, call: Call) -> Asked:
        on = day(request.as_of) or day_of(call.now())
        _, profile = read_facts(request.facts, on)
        position, seen = self.matching.seen(request.known_at, call)
        chosen = _named(request.measure_ids, seen.measures)
        judged = [judge(each.document, profile, on, each.standings) for each in chosen]
        checked = overview_of([each.document for each in seen.measures], on).line
        return Asked(judged, profile, on, position, checked)


def _named(codes: Sequence[str], measures: Sequence[KnownMeasure]) -> Sequence[KnownMeasure]:
    """The measures of these codes, in their order. Raises MEASURE_NOT_FOUND and MEASURE_NOT_FOR_PAPER."""
    if repeated := next((code for number, code in enumerate(codes) if code in codes[:number]), None):
        raise InvalidField("measure_ids", f"{repeated} is named twice")
    known = {each.id: each for each in measures}
    if missing := next((code for code in codes if code not in known), None):
        raise MeasureNotFound(code=missing)
    if sensitive := next((code for code in codes if known[code].sensitive), None):
        raise MeasureNotForPaper(measure=sensitive)
    return [known[code] for code in codes]
