"""How one measure stands for one profile on one day, with everything that makes it stand so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.once import once
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.verdicts.after_waiting import after_waiting
from services.catalogue.domain.verdicts.chosen_for import chosen_for, every_way, hangs_on_a_window, window_hangs_on
from services.catalogue.domain.verdicts.coverage import Coverage, Covered
from services.catalogue.domain.verdicts.edition_for import NONE_DISTURBED, Chosen, Standings
from services.catalogue.domain.verdicts.ready import ready_for
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.shown import shown_of
from services.catalogue.domain.verdicts.title import reasons_of_the_title
from services.catalogue.domain.verdicts.to_do import to_do
from services.catalogue.domain.verdicts.todo import Todo
from services.catalogue.domain.verdicts.verdict import Verdict


@dataclass(eq=False)  # never changed, and made too often to be frozen
class Judged:
    """The answer about one measure on the day `on`: what it is made of at once, what follows from it on request."""

    measure: MeasureDocument
    on: date
    chosen: Chosen
    verdict: Verdict
    reasons: Sequence[Reason]
    coverage: Coverage
    judging: Judging

    @property
    def edition(self) -> Edition:
        return self.chosen.edition

    @property
    def judged_on(self) -> date:
        """The day for ages and durations."""
        return self.judging.on

    @once
    def todo(self) -> Sequence[Todo]:
        """What is to be done, acts first."""
        choices = ready_for(self.edition, self.on, self.judged_on).amount_choices(self.judging)
        return to_do(self.edition, self.reasons, choices, self.chosen.last_day, self.judging)

    @once
    def shown(self) -> Sequence[Condition]:
        """What changes nothing."""
        return shown_of(self.edition, self.judging)

    @once
    def window_hangs_on(self) -> Sequence[str]:
        """The facts nobody knows and without which nobody can say whether a window is for this person."""
        return window_hangs_on(self.chosen, self.judging.at(self.on))

    @once
    def missing(self) -> Sequence[str]:
        """The facts nobody knows and on which the verdict, or the window, may hang, each once."""
        behind = [name for reason in self.reasons for name in reason.missing]
        return tuple(dict.fromkeys([*behind, *self.window_hangs_on]))


def judge(measure: MeasureDocument, profile: Profile, on: date, standings: Standings = NONE_DISTURBED) -> Judged:
    """How a measure stands. Nothing unknown makes it *not eligible*: that is said only when it is certain.

    Where nobody can say which window is theirs, that is so whichever it turns out to be, or it is to be verified.
    """
    judged = _judged(measure, chosen_for(measure, profile.on(on), on, standings), profile, on)
    if not hangs_on_a_window(judged.chosen):
        return judged
    ways = every_way(measure, profile.on(on), on, standings)
    holds = {_judged(measure, chosen, profile, on).verdict for chosen in ways} == {judged.verdict}
    return judged if holds else replace(judged, verdict=Verdict.TO_VERIFY)


def _judged(measure: MeasureDocument, chosen: Chosen, profile: Profile, on: date) -> Judged:
    edition, last_day = chosen.edition, chosen.mended_by(on)
    ready = ready_for(edition, on, chosen.judged_on(on))
    judging = ready.judging(profile)
    coverage, of_amounts = ready.coverage(judging)
    reasons = [
        *reasons_of_the_title(judging, last_day),
        *ready.reasons_of_every_measure(judging),
        *of_amounts,
        *after_waiting(ready.own_reasons(judging), edition, on, judging),
    ]
    return Judged(measure, on, chosen, _verdict(reasons, coverage, last_day), reasons, coverage, judging)


def _verdict(reasons: Sequence[Reason], coverage: Coverage, last_day: date | None) -> Verdict:
    """The first that holds."""
    failed = [reason for reason in reasons if reason.outcome is Truth.FALSE]
    if any(_too_late(reason.mended_on, last_day) for reason in failed):
        return Verdict.NOT_ELIGIBLE
    if Truth.UNKNOWN in [reason.outcome for reason in reasons]:
        return Verdict.TO_VERIFY
    if any(_too_late(reason.mended_at_worst, last_day) for reason in failed):
        return Verdict.TO_VERIFY
    if failed or coverage.state is Covered.PARTIAL:
        return Verdict.CONDITIONAL
    return Verdict.ELIGIBLE


def _too_late(mended_on: date | None, last_day: date | None) -> bool:
    return mended_on is None or (last_day is not None and mended_on > last_day)
