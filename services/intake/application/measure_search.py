"""Which measures fit: the catalogue answers, the case keeps the answer."""

from chassis.commanding import Commander, Receipt
from services.intake.application.changing_case import change_case
from services.intake.application.commands import FindMeasures
from services.intake.application.ports import Catalogue
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound


class MeasureSearch:
    """Asks the catalogue for a case."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def find_measures(self, command: FindMeasures, catalogue: Catalogue) -> Receipt:
        """Keep the catalogue's answer in the case. A repeat has its answer already and asks nobody.

        The catalogue is asked before anything is opened in the database: it may take as long as the
        caller waits, and nobody else is to wait for it.
        """
        answered = self._commander.repeated(command)
        if answered is not None:
            return answered
        known = self._commander.read().get(Case, command.case_id, CaseNotFound)
        decision = catalogue.match(command.asks_about(), known)
        return change_case(self._commander, command, lambda case, on: case.find_measures(decision, on))
