"""A referral: sent, answered or left to expire, sent again, seen through to its outcome."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.modelling import Operational, Root, Statistical
from services.referral.domain.answers import TAKEN_ON, CompletionOutcome, DeclineReason, ReferralState
from services.referral.domain.disclosed_profile import DisclosedProfile
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose
from services.referral.domain.refusals import (
    AnswerNotOverdue,
    AppointmentInThePast,
    ReferralExpired,
    ReferralNotAwaitingAnswer,
    ReferralNotExpired,
    ReferralNotTakenOn,
)


class Referral(Root):
    """One request to one partner about one case. A day is a date in Europe/Rome."""

    class Event(Root.Event):
        case_id: Operational[UUID]
        recipient: Operational[str]
        attempt: Operational[int]

        @property
        def subject(self) -> UUID:
            return self.case_id

    class Sent(Event, Root.Created):
        recipient_kind: Operational[OrganisationKind]
        purpose: Operational[Purpose]
        disclosed: Statistical[DisclosedProfile]
        answer_due: Operational[date]

    class Resent(Event):
        recipient_kind: Operational[OrganisationKind]
        answer_due: Operational[date]

        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.SENT
            referral.attempt = self.attempt
            referral.answer_due = self.answer_due

    class Accepted(Event):
        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.ACCEPTED

    class Declined(Event):
        decline_reason: Operational[DeclineReason]

        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.DECLINED
            referral.decline_reason = self.decline_reason

    class AppointmentSet(Event):
        appointment_on: Operational[date]

        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.APPOINTMENT_SET
            referral.appointment_on = self.appointment_on

    class Completed(Event):
        outcome: Operational[CompletionOutcome]

        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.COMPLETED
            referral.outcome = self.outcome

    class Expired(Event):
        def apply(self, referral: "Referral") -> None:
            referral.state = ReferralState.EXPIRED

    def __init__(  # noqa: PLR0913, PLR0917 – it takes the fields of its first event
        self,
        case_id: UUID,
        recipient: str,
        attempt: int,
        recipient_kind: OrganisationKind,
        purpose: Purpose,
        disclosed: DisclosedProfile,
        answer_due: date,
        occurred_on: date,
    ) -> None:
        self.case_id = case_id
        self.recipient = recipient
        self.recipient_kind = recipient_kind
        self.purpose = purpose
        self.disclosed = disclosed
        self.state = ReferralState.SENT
        self.attempt = attempt
        self.first_sent_on = occurred_on
        self.answer_due = answer_due
        self.decline_reason: DeclineReason | None = None
        self.appointment_on: date | None = None
        self.outcome: CompletionOutcome | None = None

    @classmethod
    def send(  # noqa: PLR0913 – what a referral says is said at once
        cls,
        referral_id: UUID,
        *,
        case_id: UUID,
        recipient: str,
        recipient_kind: OrganisationKind,
        purpose: Purpose,
        disclosed: DisclosedProfile,
        answer_due: date,
        on: date,
    ) -> "Referral":
        return cls._create(
            cls.Sent,
            id=referral_id,
            case_id=case_id,
            recipient=recipient,
            attempt=1,
            recipient_kind=recipient_kind,
            purpose=purpose,
            disclosed=disclosed,
            answer_due=answer_due,
            occurred_on=on,
        )

    def accept(self, today: date) -> None:
        self._check_answer_is_awaited(today)
        self._record(self.Accepted, today)

    def decline(self, reason: DeclineReason, today: date) -> None:
        self._check_answer_is_awaited(today)
        self._record(self.Declined, today, decline_reason=reason)

    def set_appointment(self, appointment_on: date, today: date) -> None:
        """Set it, or set it anew when the one before came to nothing."""
        self._check_taken_on()
        if appointment_on < today:
            raise AppointmentInThePast(appointment_on=appointment_on, today=today)
        self._record(self.AppointmentSet, today, appointment_on=appointment_on)

    def complete(self, outcome: CompletionOutcome, today: date) -> None:
        self._check_taken_on()
        self._record(self.Completed, today, outcome=outcome)

    def expire(self, attempt: int, today: date) -> None:
        """Let a sending expire once its due day is over; that day is when it happened."""
        if self.state != ReferralState.SENT or self.attempt != attempt:
            raise self._awaits_no_answer(attempt)
        if today <= self.answer_due:
            raise AnswerNotOverdue(answer_due=self.answer_due)
        self._record(self.Expired, self.answer_due)

    def resend(self, answer_due: date, today: date) -> None:
        if self.state != ReferralState.EXPIRED:
            raise ReferralNotExpired(state=self.state)
        again = {"attempt": self.attempt + 1, "recipient_kind": self.recipient_kind}
        self._record(self.Resent, today, answer_due=answer_due, **again)

    def _check_answer_is_awaited(self, today: date) -> None:
        # Late is late, whether or not the timer has already said so.
        overdue = self.state == ReferralState.SENT and today > self.answer_due
        if overdue or self.state == ReferralState.EXPIRED:
            raise ReferralExpired(answer_due=self.answer_due)
        if self.state != ReferralState.SENT:
            raise self._awaits_no_answer(self.attempt)

    def _check_taken_on(self) -> None:
        if self.state not in TAKEN_ON:
            raise ReferralNotTakenOn(state=self.state)

    def _awaits_no_answer(self, attempt: int) -> ReferralNotAwaitingAnswer:
        return ReferralNotAwaitingAnswer(attempt=attempt, state=self.state, present=self.attempt)

    def _record(self, event: type[Event], on: date, **fields: Any) -> None:
        about = {"case_id": self.case_id, "recipient": self.recipient, "attempt": self.attempt}
        self.trigger_event(event, occurred_on=on, **{**about, **fields})
