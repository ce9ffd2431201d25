"""Between the published language and the words of this service, for what stands on paper."""

from collections.abc import Iterable, Sequence

from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import sheets_pb2 as pb

from chassis.translating import enum_to
from services.catalogue.adapters.typesetting import Paper
from services.catalogue.domain.sheets.comparison import Comparison
from services.catalogue.domain.sheets.orientation import Asked
from services.catalogue.domain.sheets.said import Entry, Said, is_untranslated


def sheet_to(asked: Asked, paper: Paper) -> pb.MakeSheetResponse:
    """The sheet, and what it is about."""
    return pb.MakeSheetResponse(
        pdf=paper.pdf,
        pdf_sha256=paper.sha256,
        as_of=asked.on.isoformat(),
        catalogue_position=asked.position,
        measures=_measures(asked, with_facts=True),
    )


def comparison_to(asked: Asked, page: Comparison, paper: Paper, *, with_facts: bool) -> pb.CompareResponse:
    """The page, and the same as data."""
    measures = _measures(asked, with_facts=with_facts)
    for measure, column in zip(measures, page.columns, strict=True):
        measure.said.extend(_said(column.entries, page.language))
    return pb.CompareResponse(
        pdf=paper.pdf,
        pdf_sha256=paper.sha256,
        as_of=asked.on.isoformat(),
        catalogue_position=asked.position,
        measures=measures,
    )


def _measures(asked: Asked, *, with_facts: bool) -> Sequence[pb.MeasureOnPaper]:
    """What stands on paper; of nobody there is no verdict."""
    unspecified = measure_pb2.VERDICT_UNSPECIFIED
    return [
        pb.MeasureOnPaper(
            measure_id=one.measure.id,
            edition_id=one.edition.id,
            verdict=enum_to(measure_pb2.Verdict, one.verdict) if with_facts else unspecified,
        )
        for one in asked.judged
    ]


def _said(entries: Iterable[Entry], language: str) -> Iterable[pb.SaidOfMeasure]:
    for entry in entries:
        lines = [_line(line, language) for line in entry.lines]
        yield pb.SaidOfMeasure(about=entry.code, heading=entry.heading, lines=lines)


def _line(said: Said, language: str) -> pb.SaidLine:
    text = said.before + said.text + said.after
    return pb.SaidLine(text=text, untranslated=is_untranslated(said, language), unverified=said.unverified)
