"""What is doubtful in something that was done: a caution refuses nothing, it says what to look at again."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Root
from services.intake.domain.case import Case
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.measures_found import MeasureFound, Verdict, WindowState


class CautionKind(StrEnum):
    """What is doubtful."""

    MEASURE_NOT_OPEN = "measure_not_open"
    MEASURE_NOT_ELIGIBLE = "measure_not_eligible"
    REFERRAL_UNANSWERED = "referral_unanswered"
    ORIENTATION_NOT_HELD = "orientation_not_held"
    SHEET_NOT_ISSUED = "sheet_not_issued"


class Caution(BaseModel):
    """One doubt and its facts; those a kind is not about are None.

    `window` is of the measure on the day of the proposal, `opens_on` and `closes_on` are the days that decide it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: CautionKind
    measure_id: str | None = None
    window: WindowState | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    referral_id: UUID | None = None
    recipient: str | None = None


ORIENTATION_EXPECTED = {
    ClosingOutcome.APPLICATION_FILED,
    ClosingOutcome.FUNDED,
    ClosingOutcome.ENTERPRISE_CONSTITUTED,
}
"""What orientation leads to. It may come about without one: these outcomes need other grounds, or evidence alone."""


def cautions_of(case: Case, recorded: Iterable[Root.Event]) -> tuple[Caution, ...]:
    """What is doubtful in the events one command recorded; `case` is as that command left it."""
    return tuple(caution for event in recorded for caution in _about(event, case))


def _about(event: Root.Event, case: Case) -> Iterator[Caution]:
    match event:
        case Case.MeasuresProposed():
            yield from _of_proposal(event, case)
        case Case.Closed():
            yield from _of_closing(event, case)


def _of_proposal(event: Case.MeasuresProposed, case: Case) -> Iterator[Caution]:
    found = {measure.measure_id: measure for measure in case.decision.matches} if case.decision else {}
    for measure in event.measures:
        yield from _of_window(found[measure.measure_id], event.occurred_on)
        if measure.verdict is Verdict.NOT_ELIGIBLE:
            yield Caution(kind=CautionKind.MEASURE_NOT_ELIGIBLE, measure_id=measure.measure_id)


def _of_window(measure: MeasureFound, day: date) -> Iterator[Caution]:
    window = window_on(measure, day)
    if window is not WindowState.OPEN:
        yield Caution(
            kind=CautionKind.MEASURE_NOT_OPEN,
            measure_id=measure.measure_id,
            window=window,
            opens_on=None if window is WindowState.CLOSED else measure.opens_on,
            closes_on=measure.closes_on,
        )


def _of_closing(event: Case.Closed, case: Case) -> Iterator[Caution]:
    for referral in case.referrals.values():
        if referral.state is ReferralState.SENT:
            yield Caution(
                kind=CautionKind.REFERRAL_UNANSWERED, referral_id=referral.referral_id, recipient=referral.recipient
            )
    if event.outcome in ORIENTATION_EXPECTED and case.oriented_on is None:
        yield Caution(kind=CautionKind.ORIENTATION_NOT_HELD)
    if event.outcome is ClosingOutcome.ORIENTED and case.sheet is None:
        yield Caution(kind=CautionKind.SHEET_NOT_ISSUED)


def window_on(measure: MeasureFound, day: date) -> WindowState:
    """How the window of a measure found stands on a day: the catalogue's answer was about another, perhaps.

    The two days the answer names decide; where they do not, it stands as it was answered.
    """
    if measure.window is WindowState.NOT_PUBLISHED:
        # When it became public the answer does not say.
        return measure.window
    if measure.closes_on and day > measure.closes_on:
        return WindowState.CLOSED
    if measure.opens_on and day >= measure.opens_on:
        # Without a closing day an answer about another day does not tell a window without end from one whose end
        # nobody knows.
        is_known = measure.closes_on or measure.window is WindowState.OPEN or day == measure.opens_on
        return WindowState.OPEN if is_known else WindowState.UNKNOWN
    if measure.opens_on and measure.window is not WindowState.UNKNOWN:
        return WindowState.UPCOMING
    if measure.closes_on and measure.window is WindowState.CLOSED:
        # It closed later than the day, and nothing says since when it was open.
        return WindowState.UNKNOWN
    return measure.window
