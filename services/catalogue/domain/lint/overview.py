"""How good the catalogue is as a whole: what it has, and what nobody has checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.lint.of_sources import has_verified_source, is_over, recheck_due_on
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.text import Text


@dataclass(frozen=True)
class Overview:
    """`statements`: conditions by sort, over all editions. The lists are of measures, by code."""

    measures: int
    editions: int
    by_level: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_audience: Mapping[str, int]
    statements: Counter[str]
    never_checked: Sequence[str]
    recheck_due: Sequence[str]
    without_verified_source: Sequence[str]

    @property
    def line(self) -> Text:
        """The one line that stands on every sheet."""
        judged, left = self.statements["rule"] + self.statements["act"], self.statements["not_evaluated"]
        unsure = len(self.without_verified_source)
        return Text(
            {
                "it": f"Verificato con: {self.measures} misure, {judged} condizioni valutate, {left} non valutate, "
                f"{unsure} misure senza fonte verificata, {len(self.recheck_due)} da ricontrollare.",
                "en": f"Checked with: {self.measures} measures, {judged} conditions evaluated, {left} not evaluated, "
                f"{unsure} measures without a verified source, {len(self.recheck_due)} due to be checked again.",
                "fr": f"Vérifié avec : {self.measures} mesures, {judged} conditions évaluées, {left} non évaluées, "
                f"{unsure} mesures sans source vérifiée, {len(self.recheck_due)} à revérifier.",
                "ar": f"تم التحقق بواسطة: {self.measures} إجراء، {judged} شرط مُقيَّم، {left} غير مُقيَّم، "
                f"{unsure} إجراء بلا مصدر مؤكَّد، {len(self.recheck_due)} بحاجة إلى إعادة تحقق.",
            }
        )


def overview_of(measures: Sequence[MeasureDocument], on: date) -> Overview:
    """The whole catalogue on a day. What is said of sources is said of each measure's last edition.

    Of one that is over nobody has to look at the sources again, and it is not counted among those due.
    """
    editions = [edition for measure in measures for edition in measure.editions]
    last = {measure.id: measure.editions[-1] for measure in measures}
    due = {m.id: recheck_due_on(last[m.id]) for m in measures if not is_over(m, last[m.id], on)}
    return Overview(
        measures=len(measures),
        editions=len(editions),
        by_level=Counter(str(measure.level) for measure in measures),
        by_kind=Counter(str(measure.kind) for measure in measures),
        by_audience=Counter(audience(edition) for edition in last.values()),
        statements=Counter(str(condition.sort) for edition in editions for condition in edition.conditions),
        never_checked=[code for code, day in due.items() if day is None],
        recheck_due=[code for code, day in due.items() if day and day < on],
        without_verified_source=[code for code, edition in last.items() if not has_verified_source(edition)],
    )


def audience(edition: Edition) -> str:
    """Whom an edition looks at: the person who asks, an enterprise, or both."""
    about = {condition.about for condition in edition.conditions if condition.sort in ("rule", "not_evaluated")}
    person, business = bool(about & {"person", "team"}), "enterprise" in about
    return "both" if person and business else "person" if person else "enterprise" if business else "everybody"
