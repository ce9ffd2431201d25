"""Catalogues without a connection, for tests of whoever asks one."""

from datetime import date

from chassis.refusals import OtherServiceUnavailable
from chassis.serving import Call
from services.intake.domain.case import Case
from services.intake.domain.measures_found import DecisionRecord
from tests.support.cases import A_DECISION


class CatalogueThatAnswers:
    """A catalogue on the desk: it gives the answer it was made with, and counts how often it was asked."""

    def __init__(self, decision: DecisionRecord = A_DECISION) -> None:
        self.decision = decision
        self.asked: list[date] = []

    def on_behalf_of(self, call: Call) -> "CatalogueThatAnswers":
        """Whoever asks gets the same."""
        del call
        return self

    def match(self, as_of: date, case: Case) -> DecisionRecord:
        """The answer."""
        del case
        self.asked.append(as_of)
        return self.decision


class CatalogueThatIsDown:
    """A catalogue that cannot be reached."""

    def on_behalf_of(self, call: Call) -> "CatalogueThatIsDown":
        """Whoever asks gets nothing."""
        del call
        return self

    def match(self, as_of: date, case: Case) -> DecisionRecord:
        """No answer."""
        del as_of, case
        raise OtherServiceUnavailable(service="catalogue")
