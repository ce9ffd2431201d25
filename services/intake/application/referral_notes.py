"""What partners did, noted in the case it is about."""

from sqlalchemy import Connection

from chassis.commanding import Aggregates, Commander, Receipt
from services.intake.application.commands import NoteReferral
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound


class ReferralNotes:
    """Notes in the case what partners did."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def note_referral(self, command: NoteReferral, tx: Connection) -> Receipt:
        """Note it inside the transaction that says it was heard."""
        return self._commander.execute(command, lambda at: _noted(command, at), tx)


def _noted(command: NoteReferral, at: Aggregates) -> Case:
    case = at.get(Case, command.case_id, CaseNotFound)
    case.note_referral(command.referral_id, command.state, command.attempt, command.occurred_on)
    return case
