"""How one measure stands for one profile on one day, with everything that makes it stand so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.verdicts.after_waiting import after_waiting
from services.catalogue.domain.verdicts.coverage import Coverage, Covered, coverage_of
from services.catalogue.domain.verdicts.edition_for import NONE_DISTURBED, Chosen, Standings, edition_for
from services.catalogue.domain.verdicts.of_every_measure import reasons_of_every_measure
from services.catalogue.domain.verdicts.of_the_edition import reasons_of_the_edition
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.shown import shown_of
from services.catalogue.domain.verdicts.title import reasons_of_the_title
from services.catalogue.domain.verdicts.to_do import to_do
from services.catalogue.domain.verdicts.todo import Todo
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.verdicts.window_for import hangs_on
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True)
class Judged:
    """The answer about one measure. `judged_on`: the day for ages and durations. `shown`: what changes nothing.

    `window_hangs_on`: the facts nobody knows and without which nobody can say whether a window is for this person.
    """

    measure: MeasureDocument
    chosen: Chosen
    verdict: Verdict
    judged_on: date
    reasons: Sequence[Reason]
    todo: Sequence[Todo]
    coverage: Coverage
    shown: Sequence[Condition]
    window_hangs_on: Sequence[str] = ()

    @property
    def edition(self) -> Edition:
        return self.chosen.edition

    @property
    def missing(self) -> Sequence[str]:
        """The facts nobody knows and on which the verdict, or the window, may hang, each once."""
        behind = [name for reason in self.reasons for name in reason.missing]
        return tuple(dict.fromkeys([*behind, *self.window_hangs_on]))


def judge(measure: MeasureDocument, profile: Profile, on: date, standings: Standings = NONE_DISTURBED) -> Judged:
    """How a measure stands. Nothing unknown makes it *not eligible*: that is said only when it is certain."""
    chosen = edition_for(measure.editions, profile.on(on), on, standings)
    edition, day = chosen.edition, chosen.judged_on(on)
    judging = Judging(profile.on(day), day, edition.in_force(day))
    coverage = coverage_of(edition, judging)
    reasons = [
        *reasons_of_the_title(judging, chosen.mended_by(on)),
        *reasons_of_every_measure(edition, coverage, on, judging),
        *after_waiting(list(reasons_of_the_edition(edition, on, judging)), edition, on, judging),
    ]
    return Judged(
        measure=measure,
        chosen=chosen,
        verdict=_verdict(reasons, coverage, chosen.mended_by(on)),
        judged_on=day,
        reasons=reasons,
        todo=list(to_do(edition, reasons, chosen.last_day, judging)),
        coverage=coverage,
        shown=shown_of(edition, judging),
        window_hangs_on=_window_hangs_on(chosen, judging.at(on)),
    )


def _window_hangs_on(chosen: Chosen, judging: Judging) -> Sequence[str]:
    """The facts that say whether one belongs to those for whom a window is."""
    if chosen.edition.is_for_all or chosen.window.state is not WindowState.UNKNOWN:
        return ()
    leaves = (leaf for found in hangs_on(chosen.edition, judging) for leaf in found.deciding())
    return [name for leaf in leaves for name in judging.profile.unknown_behind(leaf.rule.fact)]


def _verdict(reasons: Sequence[Reason], coverage: Coverage, last_day: date | None) -> Verdict:
    """The first that holds."""
    failed = [reason for reason in reasons if reason.outcome is Truth.FALSE]
    if any(_too_late(reason.mended_on, last_day) for reason in failed):
        return Verdict.NOT_ELIGIBLE
    if any(reason.outcome is Truth.UNKNOWN for reason in reasons):
        return Verdict.TO_VERIFY
    if any(_too_late(reason.mended_at_worst, last_day) for reason in failed):
        return Verdict.TO_VERIFY
    if failed or coverage.state is Covered.PARTIAL:
        return Verdict.CONDITIONAL
    return Verdict.ELIGIBLE


def _too_late(mended_on: date | None, last_day: date | None) -> bool:
    return mended_on is None or (last_day is not None and mended_on > last_day)
