"""Referrals: sent for the desk, answered by their recipient alone, expired by the clock."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from chassis.commanding import Aggregates, Commander, Receipt
from chassis.days import day_of
from services.referral.application.commands import (
    AcceptReferral,
    CompleteReferral,
    DeclineReferral,
    ExpireReferral,
    ReferralCommand,
    ResendReferral,
    SendReferral,
    SetAppointment,
)
from services.referral.domain.organisation import Organisation, organisation_id
from services.referral.domain.referral import Referral
from services.referral.domain.refusals import OrganisationUnknown, ReferralNotFound
from services.referral.domain.working_days import working_days_after

Act = Callable[[Referral, date], None]
"""What is asked of a referral on a day."""


class Referrals:
    """Every command about a referral. A command with `tx` happens inside that transaction."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def read(self, referral_id: UUID, recipient: str | None = None) -> Referral:
        """A referral as it stands; with `recipient`, only if it was sent to that organisation.

        Raises ReferralNotFound.
        """
        return _sent_to(recipient, self._commander.read(), referral_id)

    def send(self, command: SendReferral, tx: Connection | None = None) -> Receipt:
        """Send it; the recipient's working days begin with the day it is handed over.

        Raises OrganisationUnknown.
        """
        return self._commander.execute(command, lambda at: _send(command, at), tx)

    def accept(self, command: AcceptReferral) -> Receipt:
        """Raises ReferralNotFound, ReferralExpired, ReferralNotAwaitingAnswer."""
        return self._by_its_recipient(command, Referral.accept)

    def decline(self, command: DeclineReferral) -> Receipt:
        """Raises ReferralNotFound, ReferralExpired, ReferralNotAwaitingAnswer."""
        return self._by_its_recipient(command, lambda r, today: r.decline(command.decline_reason, today))

    def set_appointment(self, command: SetAppointment) -> Receipt:
        """Raises ReferralNotFound, ReferralNotTakenOn, AppointmentInThePast."""
        return self._by_its_recipient(command, lambda r, today: r.set_appointment(command.appointment_on, today))

    def complete(self, command: CompleteReferral) -> Receipt:
        """Raises ReferralNotFound, ReferralNotTakenOn."""
        return self._by_its_recipient(command, lambda r, today: r.complete(command.outcome, today))

    def resend(self, command: ResendReferral) -> Receipt:
        """Send it once more, with as many working days from today. Raises ReferralNotFound, ReferralNotExpired."""
        due = working_days_after(day_of(command.now), command.answer_within)
        return self._by_anybody(command, lambda r, today: r.resend(due, today))

    def expire(self, command: ExpireReferral, tx: Connection | None = None) -> Receipt:
        """Raises ReferralNotFound, ReferralNotAwaitingAnswer, AnswerNotOverdue."""
        return self._by_anybody(command, lambda r, today: r.expire(command.attempt, today), tx)

    def _by_its_recipient(self, command: ReferralCommand, act: Act) -> Receipt:
        def decide(at: Aggregates) -> Referral:
            # First whose it is, then which version: a stranger must not learn that it exists.
            referral = _sent_to(command.origin.organisation, at, command.referral_id)
            at.check_version(referral)
            act(referral, day_of(command.now))
            return referral

        return self._commander.execute(command, decide)

    def _by_anybody(self, command: ReferralCommand, act: Act, tx: Connection | None = None) -> Receipt:
        return self._commander.execute(command, lambda at: _acted_on(at, command, act), tx)


def _sent_to(recipient: str | None, at: Aggregates, referral_id: UUID) -> Referral:
    referral = at.get(Referral, referral_id, ReferralNotFound)
    if recipient is not None and referral.recipient != recipient:
        raise ReferralNotFound(id=referral_id)
    return referral


def _acted_on(at: Aggregates, command: ReferralCommand, act: Act) -> Referral:
    referral = at.changing(Referral, command.referral_id, ReferralNotFound)
    act(referral, day_of(command.now))
    return referral


def _send(command: SendReferral, at: Aggregates) -> Referral:
    recipient = at.find(Organisation, organisation_id(command.recipient))
    if recipient is None:
        raise OrganisationUnknown(code=command.recipient)
    return Referral.send(
        command.referral_id,
        case_id=command.case_id,
        recipient=recipient.code,
        recipient_kind=recipient.kind,
        purpose=command.purpose,
        disclosed=command.disclosed,
        answer_due=working_days_after(day_of(command.now), command.answer_within),
        on=command.sent_on,
    )
