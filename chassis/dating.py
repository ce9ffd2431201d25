"""Commands about something that happened on a day: today, or a day that has come."""

from datetime import date

from chassis.days import day_of
from chassis.modelling import Command
from chassis.refusals import OccurredInTheFuture


class Dated(Command):
    """A command about something that happened on a day in Europe/Rome; today when none is given."""

    occurred_on: date | None = None

    def day(self) -> date:
        """The day it happened. Raises OccurredInTheFuture."""
        today = day_of(self.now)
        on = self.occurred_on or today
        if on > today:
            raise OccurredInTheFuture(on=on, today=today)
        return on
