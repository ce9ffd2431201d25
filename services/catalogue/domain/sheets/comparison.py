"""One page that compares up to five measures, thing by thing, in no order of preference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.sheets import particulars, standing_words, terms
from services.catalogue.domain.sheets.amounts import money
from services.catalogue.domain.sheets.orientation import Asked, checked_line, marks
from services.catalogue.domain.sheets.phrases import Phrases, phrases
from services.catalogue.domain.sheets.proposal import amounts_for
from services.catalogue.domain.sheets.said import Entry, Said, own
from services.catalogue.domain.sheets.steps import first_step
from services.catalogue.domain.verdicts.amounts_for import NEED
from services.catalogue.domain.verdicts.judged import Judged

AT_MOST = 5
"""Measures on one page: more columns are read letter by letter."""


@dataclass(frozen=True, slots=True)
class Column:
    """One measure; its entries are those of every other column, in the same order."""

    id: str
    edition: str
    name: Said
    official: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page. `marks`: what stands beside what is untranslated, and unverified."""

    language: str
    rtl: bool
    title: str
    under_title: tuple[str, ...]
    columns: tuple[Column, ...]
    warnings: Entry
    footer: tuple[Said, ...]
    marks: dict[str, str]


def comparison(asked: Asked, language: str, *, with_facts: bool) -> Comparison:
    """The page in one language. Without facts nothing is said of how the measures stand for anybody."""
    said_in = phrases(language)
    return Comparison(
        language=language,
        rtl=said_in.rtl,
        title=said_in.say("comparison", "title"),
        under_title=(particulars.as_of(said_in, asked.on), said_in.say("comparison", "intro")),
        columns=tuple(_column(said_in, one, asked, with_facts=with_facts) for one in asked.judged),
        warnings=particulars.warnings(said_in),
        footer=checked_line(said_in, asked.checked, asked.position),
        marks=marks(said_in),
    )


def _column(said_in: Phrases, judged: Judged, asked: Asked, *, with_facts: bool) -> Column:
    edition = judged.edition
    entries = tuple(_entries(said_in, judged, asked.on, with_facts=with_facts))
    return Column(judged.measure.id, edition.id, own(said_in, edition.name), edition.name.it, entries)


def _entries(said_in: Phrases, judged: Judged, on: date, *, with_facts: bool) -> Iterator[Entry]:
    edition, amounts, entry = judged.edition, amounts_for(judged), particulars.entry
    if with_facts:
        yield entry(said_in, "verdict", *standing_words.verdict(said_in, judged, compared=True))
    yield entry(said_in, "window", *particulars.window(said_in, edition, judged.chosen.window))
    yield entry(said_in, "money", *money(said_in, edition, amounts))
    yield entry(said_in, "cost", *terms.cost(said_in, edition))
    yield entry(said_in, "guarantee", *terms.guarantee(said_in, edition, amounts))
    yield entry(said_in, "own_money", *terms.own_money(said_in, amounts, judged.coverage, _need(judged)))
    yield entry(said_in, "time", *terms.time(said_in, edition))
    yield entry(said_in, "excludes", *particulars.excludes(said_in, edition))
    yield entry(said_in, "first_step", first_step(said_in, judged))
    yield entry(said_in, "see", *particulars.see(said_in, edition))
    yield entry(said_in, "checked", *particulars.checked(said_in, edition, on))


def _need(judged: Judged) -> float | None:
    """The need that was stated; of a range nothing exact can be said."""
    span = judged.reasons[0].judging.profile[NEED].possible
    return span.low if isinstance(span, Span) and span.low == span.high else None
