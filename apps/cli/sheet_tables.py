"""How an indicator sheet looks on a page."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text
from somicis.reporting.v1.reporting_service_pb2 import Breakdown, GetSheetResponse, Indicator

from apps.cli.spoken import listing, rows
from apps.cli.texts import Texts


def sheet_tables(texts: Texts, sheet: GetSheetResponse, known_at: str = "") -> Iterator[RenderableType]:
    """The period and since when it is known, the indicators with their parts, how far every source had been read."""
    period = {"first": texts.day(sheet.first_day), "last": texts.day(sheet.last_day)}
    yield Text(texts.say("said", "period", **period), style="bold")
    if known_at:
        yield Text(texts.say("said", "known_at", moment=texts.day_or_instant(known_at)), style="bold")
    lines = [line for indicator in sheet.indicators for line in _lines(texts, indicator)]
    yield rows(texts, lines, ["code", "indicator", "value", "unit", "evidence_count"])
    yield listing(texts, sheet.sources, ["source", "position", "complete_until", "log"], "sources")


def _lines(texts: Texts, indicator: Indicator) -> Iterator[list[str]]:
    said = indicator.text_en if texts.language == "en" else indicator.text_it
    unit = texts.find("units", indicator.unit) or indicator.unit
    value = indicator.value or texts.say("said", "not_defined")
    yield [indicator.code, said, value, unit, str(indicator.evidence_count)]
    for breakdown in indicator.breakdowns:
        for words, value in _cells(texts, breakdown):
            yield ["", f"  {words}", value, "", ""]


def _cells(texts: Texts, breakdown: Breakdown) -> Iterator[tuple[str, str]]:
    for part in breakdown.cells:
        keys = zip(breakdown.dimensions, part.keys, strict=False)
        yield ", ".join(_key(texts, dimension, key) for dimension, key in keys), part.value


def _key(texts: Texts, dimension: str, key: str) -> str:
    """A key in words: the words of the enum a dimension is named after, as AgeBracket for age_bracket."""
    enum = "".join(word.capitalize() for word in dimension.split("_"))
    label = texts.find("labels", dimension) or dimension
    return f"{label}: {texts.find('enums', enum, key) or texts.word(key)}"
