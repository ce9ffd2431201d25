"""What the catalogue answers for a day: every measure, with what a person still has to verify."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.catalogue.domain.condition import About, Condition
from services.catalogue.domain.edition import Edition, Kind
from services.catalogue.domain.in_force import edition_in_force, edition_to_show
from services.catalogue.domain.measure_document import Level, MeasureDocument
from services.catalogue.domain.text import Text
from services.catalogue.domain.window import WindowOn, WindowState, window_on


class Verdict(StrEnum):
    """What the catalogue can say. Conditions are not evaluated, so it says one thing."""

    TO_VERIFY = "to_verify"


@dataclass(frozen=True)
class ToVerify:
    """A condition nobody has checked; `unverified`: the rule itself waits for a better source."""

    condition_id: str
    about: About
    text: Text
    unverified: bool


@dataclass(frozen=True)
class MeasureAnswer:
    """One measure on one day. When no edition is in force, `edition` is the next, else the last."""

    measure_id: str
    level: Level
    kind: Kind
    edition: Edition
    in_force: bool
    verdict: Verdict
    window: WindowOn
    to_verify: tuple[ToVerify, ...]

    @property
    def edition_id(self) -> str:
        return self.edition.id


def look_up(measures: Iterable[MeasureDocument], as_of: date) -> list[MeasureAnswer]:
    """An answer for each measure, in the order given: none is ever dropped."""
    return [answer_for(measure, as_of) for measure in measures]


def answer_for(measure: MeasureDocument, as_of: date) -> MeasureAnswer:
    """What the catalogue says of one measure on a day."""
    edition = edition_to_show(measure.editions, as_of)
    return MeasureAnswer(
        measure_id=measure.id,
        level=measure.level,
        kind=measure.kind,
        edition=edition,
        in_force=edition_in_force(measure.editions, as_of) is not None,
        verdict=Verdict.TO_VERIFY,
        window=_window(edition, as_of),
        to_verify=tuple(_to_verify(condition, edition) for condition in edition.conditions),
    )


def _window(edition: Edition, as_of: date) -> WindowOn:
    if edition.last_day and as_of > edition.last_day:
        # A window whose own days are unknown did not outlive its edition.
        return WindowOn(WindowState.CLOSED, closes_on=edition.last_day)
    return window_on(edition.windows, as_of)


def _to_verify(condition: Condition, edition: Edition) -> ToVerify:
    doubtful = edition.is_unverified(f"conditions.{condition.id}")
    return ToVerify(condition.id, condition.about, condition.text, doubtful)
