"""A case: what the desk does for one person, from the first contact to an outcome.

It reads as a story, and is long for that: the events in the order they usually come, then what may be
asked of a case and when it says no.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from chassis.modelling import Operational, Root, Statistical
from services.intake.domain.case_referral import CaseReferral, ReferralState, check_not_with
from services.intake.domain.case_refusals import (
    CaseAlreadyClosed,
    MeasuresNotLookedFor,
    NothingProposed,
    OccurredBeforeCaseOpened,
    OrientationNotHeld,
    SheetAlreadyIssued,
)
from services.intake.domain.case_state import CaseState
from services.intake.domain.channel import Channel
from services.intake.domain.citizenship import UNKNOWN
from services.intake.domain.closing import ClosingOutcome, Ground, check_supported
from services.intake.domain.contact import Contact
from services.intake.domain.measures_found import DecisionRecord, ProposedMeasure
from services.intake.domain.need import Need, Purpose
from services.intake.domain.profile import Profile


class Case(Root):
    """The case of one person. Its state is the furthest stage reached; only closing ends it."""

    class Event(Root.Event):
        @property
        def reaches(self) -> CaseState:
            """The stage a case has come to, at least, once this has happened."""
            return CaseState.OPEN

        def apply(self, case: "Case") -> None:
            case.state = case.state.or_further(self.reaches)

    class Opened(Event, Root.Created):
        contact_id: Operational[UUID]
        subject_id: Operational[UUID]
        profile: Statistical[Profile]

    class NeedRecorded(Event):
        reaches = CaseState.IN_ANALYSIS
        need: Operational[Need]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.need = self.need

    class MeasuresFound(Event):
        reaches = CaseState.IN_ORIENTATION
        decision: Operational[DecisionRecord]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.decision = self.decision

    class MeasuresProposed(Event):
        reaches = CaseState.IN_ORIENTATION
        measures: Operational[tuple[ProposedMeasure, ...]]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.proposed += self.measures

    class OrientationHeld(Event):
        reaches = CaseState.IN_ORIENTATION

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.oriented_on = min(case.oriented_on or self.occurred_on, self.occurred_on)

    class SheetIssued(Event):
        reaches = CaseState.IN_ORIENTATION
        reference: Operational[str]
        language: Operational[str]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.sheet = self.reference

    class Referred(Event):
        reaches = CaseState.REFERRED
        referral_id: Operational[UUID]
        recipient: Operational[str]
        purpose: Operational[Purpose]
        answer_within_working_days: Operational[int]
        disclosed: Statistical[Profile]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.referrals[str(self.referral_id)] = CaseReferral(
                referral_id=self.referral_id, recipient=self.recipient, state=ReferralState.SENT, attempt=1
            )

    class ReferralFollowed(Event):
        """What a partner did, or left undone. The only thing still noted when a case is closed."""

        referral_id: Operational[UUID]
        recipient: Operational[str]
        state: Operational[ReferralState]
        attempt: Operational[int]

        @property
        def reaches(self) -> CaseState:
            return CaseState.ACCOMPANIED if self.state.is_taken_on else CaseState.REFERRED

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.referrals[str(self.referral_id)] = CaseReferral(
                referral_id=self.referral_id, recipient=self.recipient, state=self.state, attempt=self.attempt
            )

    class FollowedUp(Event):
        reaches = CaseState.ACCOMPANIED
        channel: Operational[Channel]

    class Closed(Event):
        reaches = CaseState.CLOSED
        outcome: Operational[ClosingOutcome]
        evidence: Operational[str]

        def apply(self, case: "Case") -> None:
            super().apply(case)
            case.outcome = self.outcome
            case.evidence = self.evidence

    def __init__(self, contact_id: UUID, subject_id: UUID, profile: Profile, occurred_on: date) -> None:
        self.state = CaseState.OPEN
        self.contact_id = contact_id
        self.subject_id = subject_id
        self.profile = profile
        self.opened_on = occurred_on
        self.need: Need | None = None
        self.decision: DecisionRecord | None = None
        self.proposed: tuple[ProposedMeasure, ...] = ()
        self.oriented_on: date | None = None
        self.sheet: str | None = None
        self.referrals: dict[str, CaseReferral] = {}
        self.outcome: ClosingOutcome | None = None
        self.evidence: str | None = None

    @staticmethod
    def create_id(contact_id: UUID) -> UUID:
        """The id of the case that begins with this contact: a contact has one at most."""
        return uuid5(contact_id, "case")

    @classmethod
    def open(cls, contact: Contact, profile: Profile, on: date) -> "Case":
        contact.check_case_can_open(profile.citizenship, on)
        return cls._create(
            cls.Opened, contact_id=contact.id, subject_id=contact.subject_id, profile=profile, occurred_on=on
        )

    def record_need(self, need: Need, on: date) -> None:
        self._check_in_hand(on)
        self.trigger_event(self.NeedRecorded, need=need, occurred_on=on)

    def find_measures(self, decision: DecisionRecord, on: date) -> None:
        self._check_in_hand(on)
        self.trigger_event(self.MeasuresFound, decision=decision, occurred_on=on)

    def propose(self, measure_ids: Sequence[str], on: date) -> None:
        self._check_in_hand(on)
        if self.decision is None:
            raise MeasuresNotLookedFor(case_id=self.id)
        before = [measure.measure_id for measure in self.proposed]
        chosen = self.decision.chosen(measure_ids, but_not=before)
        self.trigger_event(self.MeasuresProposed, measures=chosen, occurred_on=on)

    def hold_orientation(self, on: date) -> None:
        self._check_in_hand(on)
        if not self.proposed:
            raise NothingProposed(case_id=self.id)
        self.trigger_event(self.OrientationHeld, occurred_on=on)

    def issue_sheet(self, reference: str, language: str, on: date) -> None:
        self._check_in_hand(on)
        if self.oriented_on is None:
            raise OrientationNotHeld(case_id=self.id)
        if self.sheet is not None:
            raise SheetAlreadyIssued(case_id=self.id, reference=self.sheet)
        self.trigger_event(self.SheetIssued, reference=reference, language=language, occurred_on=on)

    def refer(self, referral_id: UUID, recipient: str, purpose: Purpose, within: int, on: date) -> None:
        """Ask that the case be sent to a partner, with `within` working days to answer."""
        self._check_in_hand(on)
        check_not_with(recipient, self.referrals.values())
        self.trigger_event(
            self.Referred,
            referral_id=referral_id,
            recipient=recipient,
            purpose=purpose,
            answer_within_working_days=within,
            disclosed=self.profile,
            occurred_on=on,
        )

    def note_referral(self, referral_id: UUID, state: ReferralState, attempt: int | None, on: date) -> None:
        """Note what a partner did, closed or not; `attempt` is None when it is the last one known."""
        known = self.referrals[str(referral_id)]
        self.trigger_event(
            self.ReferralFollowed,
            referral_id=referral_id,
            recipient=known.recipient,
            state=state,
            attempt=known.attempt if attempt is None else attempt,
            occurred_on=on,
        )

    def follow_up(self, channel: Channel, on: date) -> None:
        self._check_in_hand(on)
        self.trigger_event(self.FollowedUp, channel=channel, occurred_on=on)

    def close(self, outcome: ClosingOutcome, evidence: str, on: date) -> None:
        self._check_in_hand(on)
        check_supported(outcome, self.grounds())
        self.trigger_event(self.Closed, outcome=outcome, evidence=evidence, occurred_on=on)

    def grounds(self) -> frozenset[Ground]:
        """What the case can show for an outcome."""
        shown = {
            Ground.ORIENTATION_HELD: self.oriented_on is not None,
            Ground.REFERRAL_TAKEN_ON: any(r.state.is_taken_on for r in self.referrals.values()),
            Ground.MEASURE_PROPOSED: bool(self.proposed),
            Ground.CITIZENSHIP_UNKNOWN: self.profile.citizenship == UNKNOWN,
        }
        return frozenset(ground for ground, there in shown.items() if there)

    def _check_in_hand(self, on: date) -> None:
        if self.outcome is not None:
            raise CaseAlreadyClosed(case_id=self.id, outcome=self.outcome)
        if on < self.opened_on:
            raise OccurredBeforeCaseOpened(on=on, opened_on=self.opened_on)
