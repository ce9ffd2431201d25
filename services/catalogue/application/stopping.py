"""Says of a published edition that it takes no applications, or takes them again."""

from collections.abc import Callable
from datetime import date

from chassis.commanding import Aggregates, Commander, Receipt
from services.catalogue.application.drafts import OfMeasure
from services.catalogue.domain.measure import Measure
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason


class OfEdition(OfMeasure):
    """About one published edition."""

    edition_id: str


class SuspendEdition(OfEdition):
    """It takes no applications from `from_day` on, for the time being; from today when None."""

    from_day: date | None = None
    reason: SuspensionReason
    note: str = ""


class ResumeEdition(OfEdition):
    """It takes applications again from `from_day` on; from today when None."""

    from_day: date | None = None


class CloseEdition(OfEdition):
    """It takes applications until `last_day` and no longer; until today when None."""

    last_day: date | None = None
    reason: ClosingReason
    note: str = ""


class Stopping:
    """Suspends, resumes and closes. Each raises what the domain refuses, and then records nothing."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def suspend(self, command: SuspendEdition) -> Receipt:
        """Say from when on it takes no applications."""
        which, day, today = command.edition_id, command.from_day or command.today, command.today
        return self._done(command, lambda m: m.suspend(which, day, command.reason, command.note, today))

    def resume(self, command: ResumeEdition) -> Receipt:
        """Say from when on it takes them again."""
        which, day, today = command.edition_id, command.from_day or command.today, command.today
        return self._done(command, lambda m: m.resume(which, day, today))

    def close(self, command: CloseEdition) -> Receipt:
        """Say after which day it takes them no longer."""
        which, day, today = command.edition_id, command.last_day or command.today, command.today
        return self._done(command, lambda m: m.close(which, day, command.reason, command.note, today))

    def _done(self, command: OfEdition, act: Callable[[Measure], None]) -> Receipt:
        def decide(at: Aggregates) -> Measure:
            measure = command.measure_in(at)
            act(measure)
            return measure

        return self._commander.execute(command, decide)
