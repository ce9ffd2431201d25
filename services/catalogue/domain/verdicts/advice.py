"""What the desk makes of all measures together for one profile: an order, what gets in whose way, what to ask next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.change import changes
from services.catalogue.domain.verdicts.conflict import Conflict, conflicts
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.last_day import last_day
from services.catalogue.domain.verdicts.not_together import NotTogether, not_together
from services.catalogue.domain.verdicts.question import Question, best_question
from services.catalogue.domain.verdicts.ranked import Ranked, ranked
from services.catalogue.domain.verdicts.shared_reasons import Shared, shared_reasons
from services.catalogue.domain.verdicts.to_come import ToCome, to_come


@dataclass(frozen=True)
class Advice:
    """`changes`: of all measures, the nearest first. `shared`: what is in the way of all of them.

    `last_days`: until when a measure stands as it does, by its code, where that is soon over.
    """

    ranking: Sequence[Ranked]
    conflicts: Sequence[Conflict]
    not_together: Sequence[NotTogether]
    question: Question | None
    changes: Sequence[ToCome]
    last_days: Mapping[str, date]
    shared: Sequence[Shared]


def advice_on(measures: Sequence[KnownMeasure], profile: Profile, on: date) -> Advice:
    """All that is to be said beyond each measure alone. Suspended and closed editions are taken as they stand."""
    standings = {measure.id: measure.standings for measure in measures}

    def again(document: MeasureDocument, somebody: Profile, day: date) -> Judged:
        return judge(document, somebody, day, standings[document.id])

    later = {each.id: changes(each.document, profile, on, again, _interruptions(each)) for each in measures}
    judged = [again(measure.document, profile, on) for measure in measures]
    return Advice(
        ranking=ranked(judged),
        conflicts=conflicts(judged, profile, on, again),
        not_together=not_together(judged),
        question=best_question(judged, profile, on, again),
        changes=to_come(later),
        last_days={code: day for code, theirs in later.items() if (day := last_day(theirs, on))},
        shared=shared_reasons(judged),
    )


def _interruptions(measure: KnownMeasure) -> set[date]:
    """The days on which an edition stops or goes on taking applications."""
    stops = [each for standing in measure.standings.values() for each in standing.interruptions]
    return {day for each in stops for day in (each.from_day, each.until) if day}
