"""A measure as it stands on a day for somebody of whom nothing is known."""

from dataclasses import dataclass, replace
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.standing import EditionState
from services.catalogue.domain.verdicts.edition_for import Chosen, edition_for

NOBODY = Profile({})


@dataclass(frozen=True)
class MeasureOnDay:
    """The edition that answers with its window, and where that edition is in its life."""

    measure: KnownMeasure
    chosen: Chosen
    state: EditionState

    @property
    def to_verify(self) -> list[Condition]:
        """The conditions that would be judged: nobody has said yet of whom."""
        return [each for each in self.chosen.edition.conditions if each.sort not in ("judgement", "note")]


def on_day(measure: KnownMeasure, day: date) -> MeasureOnDay:
    """Which edition answers on a day, and whether it takes applications: until the last end there is.

    Nobody is asked here, so that none of its ends is anybody's; its notes say for whom an earlier one is.
    """
    chosen = edition_for(measure.editions, NOBODY, day, measure.standings)
    chosen = replace(chosen, window=chosen.window.to_the_last())
    return MeasureOnDay(measure, chosen, measure.state_on(chosen.edition.id, day))
