"""One measure on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.sheets import particulars, standing_words, terms
from services.catalogue.domain.sheets.amounts import money
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Entry, Said, own
from services.catalogue.domain.verdicts.judged import Judged


@dataclass(frozen=True, slots=True)
class Proposal:
    """`name` in the reader's language where there is one, `official` as its owner calls it."""

    id: str
    edition: str
    name: Said
    official: str
    nature: str
    summary: Said
    entries: tuple[Entry, ...]


def proposal(phrases: Phrases, judged: Judged, on: date) -> Proposal:
    """What a person takes home about one measure. Entries without a line are left out."""
    edition, measure = judged.edition, judged.measure
    return Proposal(
        id=measure.id,
        edition=edition.id,
        name=own(phrases, edition.name),
        official=edition.name.it,
        nature=particulars.nature(phrases, measure),
        summary=particulars.summary(phrases, edition),
        entries=tuple(one for one in _entries(phrases, judged, on) if one.lines),
    )


def amounts_for(judged: Judged) -> Sequence[Amount]:
    """The amounts that may be for this person."""
    judging = judged.reasons[0].judging
    amounts = judged.edition.amounts
    return [one for one in amounts if not one.only_if or one.only_if.judge(judging).truth is not Truth.FALSE]


def _entries(phrases: Phrases, judged: Judged, on: date) -> Sequence[Entry]:
    edition, entry = judged.edition, particulars.entry
    return (
        entry(phrases, "verdict", *standing_words.verdict(phrases, judged)),
        entry(phrases, "window", *particulars.window(phrases, edition, judged.chosen.window)),
        entry(phrases, "gives", *money(phrases, edition, amounts_for(judged))),
        entry(phrases, "cost", *terms.cost(phrases, edition)),
        entry(phrases, "not_met", *standing_words.not_met(phrases, judged)),
        entry(phrases, "missing", *standing_words.missing(phrases, judged)),
        entry(phrases, "to_judge", *standing_words.to_judge(phrases, judged)),
        entry(phrases, "documents", *particulars.documents(phrases, edition)),
        entry(phrases, "services", *particulars.services(phrases, edition)),
        entry(phrases, "see", *particulars.see(phrases, edition)),
        entry(phrases, "checked", *particulars.checked(phrases, edition, on)),
    )
