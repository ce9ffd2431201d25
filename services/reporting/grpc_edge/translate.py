"""Between the messages of the API and what reporting counts; the one file here that names both."""

from collections.abc import Iterable
from datetime import UTC, datetime

from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.translating import day
from services.reporting.application.sheets import Line
from services.reporting.domain.decimals import as_text
from services.reporting.domain.evidence import THE_BEGINNING, Evidence, Place
from services.reporting.domain.period import Period
from services.reporting.domain.source_mark import SourceMark
from services.reporting.domain.value import Breakdown


def period_from(wire: pb.GetSheetRequest | pb.ListEvidenceRequest) -> Period:
    """The period asked for.

    Raises:
        InvalidField: a day is missing.
        PeriodReversed: the last day comes before the first.

    """
    first, last = day(wire.first_day), day(wire.last_day)
    if first is None or last is None:
        raise InvalidField("first_day" if first is None else "last_day", "must be given")
    return Period(first, last)


def sheet_to(period: Period, lines: Iterable[Line], marks: Iterable[SourceMark]) -> pb.GetSheetResponse:
    """A sheet."""
    return pb.GetSheetResponse(
        first_day=period.first.isoformat(),
        last_day=period.last.isoformat(),
        indicators=[_indicator_to(line) for line in lines],
        sources=[_mark_to(mark) for mark in marks],
    )


def evidence_to(evidence: Evidence) -> pb.Evidence:
    """One event behind a number."""
    return pb.Evidence(
        event_id=evidence.event_id,
        source=evidence.place.source,
        type=evidence.type.value,
        subject=evidence.subject,
        occurred_on=evidence.occurred_on.isoformat(),
        recorded_at=_instant_to(evidence.place.recorded_at),
    )


def place_from(text: str) -> Place:
    """The place a page goes on after; the text is empty at the start."""
    if not text:
        return THE_BEGINNING
    recorded_at, source, log, position = text.split(" ")
    return Place(datetime.fromisoformat(recorded_at), source, int(position), log)


def place_to(evidence: Evidence) -> str:
    """The place of an event, as text."""
    place = evidence.place
    return f"{_instant_to(place.recorded_at)} {place.source} {place.log} {place.position}"


def _indicator_to(line: Line) -> pb.Indicator:
    row, value = line.definition, line.value
    return pb.Indicator(
        code=row.code,
        text_it=row.text.it,
        text_en=row.text.en,
        unit=row.unit,
        value=as_text(value.amount),
        breakdowns=[_breakdown_to(breakdown) for breakdown in value.breakdowns],
        evidence_count=value.events,
        note_it=row.note.it if row.note else "",
        note_en=row.note.en if row.note else "",
    )


def _breakdown_to(breakdown: Breakdown) -> pb.Breakdown:
    cells = [pb.Cell(keys=cell.keys, value=as_text(cell.amount)) for cell in breakdown.cells]
    return pb.Breakdown(dimensions=breakdown.dimensions, cells=cells)


def _mark_to(mark: SourceMark) -> pb.SourceMark:
    complete = _instant_to(mark.complete_until) if mark.complete_until else ""
    return pb.SourceMark(source=mark.source, log=mark.log, position=mark.position, complete_until=complete)


def _instant_to(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
