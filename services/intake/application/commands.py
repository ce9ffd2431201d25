"""What people and partners' answers ask of the desk."""

from datetime import date
from uuid import UUID

from chassis.dating import Dated
from chassis.days import day_of
from chassis.modelling import Command
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.contact import Visitor
from services.intake.domain.need import Need, Purpose
from services.intake.domain.profile import Profile


class ActivateDesk(Dated):
    """A desk has opened to the public."""

    desk: str


class RecordContact(Dated):
    """Somebody came, called or wrote. `subject_id` is of a person who has been here before, None for a new one."""

    desk: str
    channel: Channel
    citizenship: str
    subject_id: UUID | None = None

    @property
    def contact_id(self) -> UUID:
        return self.new_id("contact")

    @property
    def visitor(self) -> Visitor:
        return Visitor(self.subject_id or self.new_id("person"), self.citizenship)


class OpenCase(Dated):
    """A case begins with a contact."""

    contact_id: UUID
    profile: Profile


class CaseCommand(Dated):
    """Something asked of a case, decided on a version of it that somebody saw."""

    case_id: UUID
    expected_version: int


class RecordNeed(CaseCommand):
    """The person said what they want to do."""

    need: Need


class FindMeasures(CaseCommand):
    """The catalogue is to be asked. `as_of` is the day the answer is about; today when none is given."""

    as_of: date | None = None

    def asks_about(self) -> date:
        return self.as_of or day_of(self.now)


class ProposeMeasures(CaseCommand):
    """Some of the measures found were put before the person."""

    measure_ids: tuple[str, ...]


class RecordOrientation(CaseCommand):
    """The orientation was held."""


class IssueSheet(CaseCommand):
    """The written sheet was given."""

    reference: str
    language: str


class ReferCase(CaseCommand):
    """A partner is to take the case on. `answer_within` is in working days."""

    recipient: str
    purpose: Purpose
    answer_within: int

    @property
    def referral_id(self) -> UUID:
        return self.new_id("referral")


class RecordFollowUp(CaseCommand):
    """The desk heard from the person again."""

    channel: Channel


class CloseCase(CaseCommand):
    """The case has come to its outcome."""

    outcome: ClosingOutcome
    evidence: str


class NoteReferral(Command):
    """What a partner did on a day, as the referral service said; `attempt` None when it did not say."""

    case_id: UUID
    referral_id: UUID
    state: ReferralState
    attempt: int | None
    occurred_on: date
