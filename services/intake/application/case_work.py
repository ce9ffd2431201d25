"""On a case: from its opening to its closing."""

from uuid import UUID

from chassis.commanding import Aggregates, Commander, Receipt
from services.intake.application.changing_case import change_case
from services.intake.application.commands import (
    CloseCase,
    IssueSheet,
    OpenCase,
    ProposeMeasures,
    RecordFollowUp,
    RecordNeed,
    RecordOrientation,
)
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound
from services.intake.domain.cautions import Caution, cautions_of
from services.intake.domain.contact import Contact
from services.intake.domain.refusals import CaseAlreadyOpenForContact, ContactNotFound


class CaseWork:
    """What is done for a person at the desk itself."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def read(self, case_id: UUID, version: int | None = None) -> Case:
        """The case now, or as it was at a version. Raises CASE_NOT_FOUND."""
        return self._commander.read().get(Case, case_id, CaseNotFound, version)

    def subjects_of(self, case_id: UUID) -> list[UUID]:
        """What the history of a case is about: the case, and the contact it began with."""
        case = self._commander.read().find(Case, case_id)
        return [case_id] if case is None else [case_id, case.contact_id]

    def cautions(self, receipt: Receipt) -> tuple[Caution, ...]:
        """What is doubtful in what the command of a receipt recorded. A repeat of it is told the same."""
        # Read as the command left it: what partners answered since takes nothing back.
        case = self.read(receipt.id, receipt.version)
        return cautions_of(case, self._commander.recorded_by(receipt))

    def open_case(self, command: OpenCase) -> Receipt:
        return self._commander.execute(command, lambda at: _opened(command, at))

    def record_need(self, command: RecordNeed) -> Receipt:
        return change_case(self._commander, command, lambda case, on: case.record_need(command.need, on))

    def propose_measures(self, command: ProposeMeasures) -> Receipt:
        return change_case(self._commander, command, lambda case, on: case.propose(command.measure_ids, on))

    def record_orientation(self, command: RecordOrientation) -> Receipt:
        return change_case(self._commander, command, lambda case, on: case.hold_orientation(on))

    def issue_sheet(self, command: IssueSheet) -> Receipt:
        return change_case(
            self._commander, command, lambda case, on: case.issue_sheet(command.reference, command.language, on)
        )

    def record_follow_up(self, command: RecordFollowUp) -> Receipt:
        return change_case(self._commander, command, lambda case, on: case.follow_up(command.channel, on))

    def close_case(self, command: CloseCase) -> Receipt:
        return change_case(self._commander, command, lambda case, on: case.close(command.outcome, command.evidence, on))


def _opened(command: OpenCase, at: Aggregates) -> Case:
    contact = at.get(Contact, command.contact_id, ContactNotFound)
    case_id = Case.create_id(contact.id)
    if at.find(Case, case_id) is not None:
        raise CaseAlreadyOpenForContact(contact_id=contact.id, case_id=case_id)
    return Case.open(contact, command.profile, command.day())
