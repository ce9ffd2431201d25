"""What becomes of drafts: reviewed and published by somebody else than who wrote them, or withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chassis.commanding import Aggregates, Commander, Receipt
from chassis.days import day_of
from chassis.modelling import Command
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.reasons import WithdrawalReason
from services.catalogue.domain.refusals import MeasureNotFound, PublishedInTheFuture


class OfMeasure(Command):
    """About one measure, by its code."""

    measure: str

    def measure_in(self, at: Aggregates) -> Measure:
        """The measure, at the version the command was decided on. Raises MEASURE_NOT_FOUND, StaleVersion."""
        found = at.find(Measure, id_of_measure(self.measure))
        if found is None:
            raise MeasureNotFound(code=self.measure)
        at.check_version(found)
        return found

    @property
    def today(self) -> date:
        """The day in Rome on which it was asked."""
        return day_of(self.now)


class OfDrafts(OfMeasure):
    """About drafts of a measure; of all that there are when no edition is named."""

    edition_ids: tuple[str, ...] = ()


class ReviewDrafts(OfDrafts):
    """They were read, and are right."""


class PublishDrafts(OfDrafts):
    """They are to be what the catalogue says, from the day `published_on`; today when None."""

    published_on: date | None = None

    def day(self) -> date:
        """The day they are published. Raises PUBLISHED_IN_THE_FUTURE."""
        on = self.published_on or self.today
        if on > self.today:
            raise PublishedInTheFuture(on=on, today=self.today)
        return on


class WithdrawDrafts(OfDrafts):
    """They are sent back, or taken back."""

    reason: WithdrawalReason
    note: str = ""


@dataclass(frozen=True)
class Done:
    """Where the measure stands, and the ids of the editions by what was done with their drafts."""

    receipt: Receipt
    reviewed: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


class Drafts:
    """Everything that is done with drafts. Each raises what the domain refuses, and then records nothing."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def review(self, command: ReviewDrafts) -> Done:
        """Say that drafts are right."""
        who, today = command.origin.actor, command.today
        return self._done(command, lambda measure: measure.review(command.edition_ids, who, today))

    def publish(self, command: PublishDrafts) -> Done:
        """Make drafts what the catalogue says."""
        who, on = command.origin.actor, command.day()
        return self._done(command, lambda measure: measure.publish(command.edition_ids, who, on))

    def withdraw(self, command: WithdrawDrafts) -> Done:
        """Send drafts back."""
        why, today = (command.reason, command.note), command.today
        return self._done(command, lambda measure: measure.withdraw(command.edition_ids, *why, today))

    def _done(self, command: OfMeasure, act: Callable[[Measure], None]) -> Done:
        def decide(at: Aggregates) -> Measure:
            measure = command.measure_in(at)
            act(measure)
            return measure

        receipt = self._commander.execute(command, decide)
        recorded = self._commander.recorded_by(receipt)
        return Done(
            receipt,
            reviewed=tuple(e.edition_id for e in recorded if isinstance(e, Measure.DraftReviewed)),
            published=tuple(e.edition_id for e in recorded if isinstance(e, Measure.EditionPublished)),
            corrected=tuple(e.edition_id for e in recorded if isinstance(e, Measure.EditionCorrected)),
            withdrawn=tuple(e.edition_id for e in recorded if isinstance(e, Measure.DraftWithdrawn)),
        )
