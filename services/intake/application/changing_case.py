"""The one way a command changes a case."""

from collections.abc import Callable
from datetime import date

from chassis.commanding import Aggregates, Commander, Receipt
from services.intake.application.commands import CaseCommand
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound


def change_case(commander: Commander, command: CaseCommand, act: Callable[[Case, date], None]) -> Receipt:
    """Let `act` ask something of the command's case on the command's day.

    `act` runs inside a transaction, and once more when another command was faster: it asks the case
    and nothing else.
    Raises CASE_NOT_FOUND, STALE_VERSION and what the case refuses.
    """

    def decide(at: Aggregates) -> Case:
        case = at.changing(Case, command.case_id, CaseNotFound)
        act(case, command.day())
        return case

    return commander.execute(command, decide)
