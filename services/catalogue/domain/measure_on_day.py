"""A measure as it stands on a day: what is said of it, given that editions may be suspended or closed."""

from dataclasses import dataclass, replace
from datetime import date

from services.catalogue.domain.interrupted_window import interrupted
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.matching import MeasureAnswer, answer_for
from services.catalogue.domain.standing import EditionState


@dataclass(frozen=True)
class MeasureOnDay:
    """The answer, and where the edition it is about is in its life."""

    answer: MeasureAnswer
    state: EditionState


def on_day(measure: KnownMeasure, day: date) -> MeasureOnDay:
    """What is said of a measure on a day."""
    answer = answer_for(measure.document, day)
    standing = measure.standing_of(answer.edition_id)
    # A stop and its end lie within the edition, so the same edition answers for the days it is asked about.
    window = interrupted(lambda other: answer_for(measure.document, other).window, standing, day)
    return MeasureOnDay(replace(answer, window=window), measure.state_on(answer.edition_id, day))
