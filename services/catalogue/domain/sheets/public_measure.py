"""One measure on a page for everybody: what it gives and asks, of whoever reads it nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.measure_on_day import MeasureOnDay
from services.catalogue.domain.sheets import particulars, terms
from services.catalogue.domain.sheets.amounts import money
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Entry, Said, fixed, named, own
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """`name` in the reader's language where there is one, `official` as its owner calls it."""

    id: str
    edition: str
    level: str
    kind: str
    state: WindowState
    badge: str
    name: Said
    official: str
    nature: str
    summary: Said
    window: tuple[Said, ...]
    entries: tuple[Entry, ...]


def public_measure(phrases: Phrases, one: MeasureOnDay, on: date) -> PublicMeasure:
    """What everybody may read of a measure. Entries without a line are left out."""
    measure, edition, window = one.measure, one.chosen.edition, one.chosen.window
    return PublicMeasure(
        id=measure.id,
        edition=edition.id,
        level=measure.level,
        kind=measure.kind,
        state=window.state,
        badge=phrases.say("state", "suspended" if window.is_suspended else _BADGES[window.state]),
        name=own(phrases, edition.name),
        official=edition.name.it,
        nature=particulars.nature(phrases, measure.document),
        summary=particulars.summary(phrases, edition),
        window=particulars.window(phrases, edition, window),
        entries=tuple(entry for entry in _entries(phrases, one, on) if entry.lines),
    )


_BADGES = {
    WindowState.OPEN: "open",
    WindowState.UPCOMING: "announced",
    WindowState.UNKNOWN: "unknown",
    WindowState.CLOSED: "closed",
}


def _entries(phrases: Phrases, one: MeasureOnDay, on: date) -> Sequence[Entry]:
    edition, entry = one.chosen.edition, particulars.entry
    return (
        entry(phrases, "window", *particulars.window(phrases, edition, one.chosen.window)),
        entry(phrases, "gives", *money(phrases, edition, edition.amounts)),
        entry(phrases, "cost", *terms.cost(phrases, edition)),
        entry(phrases, "guarantee", *terms.guarantee(phrases, edition, edition.amounts)),
        entry(phrases, "own_money", *terms.own_money(phrases, edition.amounts)),
        entry(phrases, "time", *terms.time(phrases, edition)),
        entry(phrases, "territory", own(phrases, edition.territory.text)),
        entry(phrases, "conditions", *_conditions(phrases, one)),
        entry(phrases, "documents", *particulars.documents(phrases, edition)),
        entry(phrases, "services", *particulars.services(phrases, edition)),
        entry(phrases, "excludes", *particulars.excludes(phrases, edition)),
        entry(phrases, "see", *particulars.see(phrases, edition)),
        entry(phrases, "law", *map(named, edition.legal_sources)),
        entry(phrases, "checked", *particulars.checked(phrases, edition, on)),
    )


def _conditions(phrases: Phrases, one: MeasureOnDay) -> Sequence[Said]:
    """All that is asked: of every measure the residence title, then what it asks itself. A note asks nothing."""
    edition = one.chosen.edition
    of_all = ("permit", "tcn") if edition.tcn.eligible == "unclear" else ("permit",)
    return [
        *(fixed(phrases, phrases.say("every_measure", name)) for name in of_all),
        *_own_conditions(phrases, edition),
    ]


def _own_conditions(phrases: Phrases, edition: Edition) -> Sequence[Said]:
    return [
        own(phrases, each.text, unverified=edition.is_unverified(f"conditions.{each.id}"))
        for each in edition.conditions
        if each.sort != "note"
    ]
