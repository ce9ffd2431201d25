"""Sending a case to a partner."""

from datetime import date

from chassis.commanding import Commander, Receipt
from services.intake.application.changing_case import change_case
from services.intake.application.commands import ReferCase
from services.intake.application.ports import Recipients
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import RecipientUnknown

NOBODY = "–"
"""Stands for a list with nobody in it; whoever reads it may read any language."""


class Referring:
    """Refers cases to the partners known here."""

    def __init__(self, commander: Commander, recipients: Recipients) -> None:
        self._commander = commander
        self._recipients = recipients

    def refer_case(self, command: ReferCase) -> Receipt:
        """Raises RECIPIENT_UNKNOWN before anything is asked of the case."""
        self._check_known(command.recipient)
        return change_case(self._commander, command, lambda case, on: _refer(case, command, on))

    def _check_known(self, recipient: str) -> None:
        known = self._recipients.codes()
        if recipient not in known:
            raise RecipientUnknown(recipient=recipient, known=", ".join(known) or NOBODY)


def _refer(case: Case, command: ReferCase, on: date) -> None:
    case.refer(command.referral_id, command.recipient, command.purpose, command.answer_within, on)
