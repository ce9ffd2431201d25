"""A case knows what its partners did: the referral service says it, the case notes it."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from somicis.referral.v1.events_pb2 import (
    AppointmentSet,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralExpired,
    ReferralSent,
)
from sqlalchemy import Connection

from chassis.following import Handler, Heard
from services.intake.application.commands import NoteReferral
from services.intake.application.referral_notes import ReferralNotes
from services.intake.domain.case_referral import ReferralState


class _ReferralEvent(Protocol):
    referral_id: str
    case_id: str
    occurred_on: str


class FollowingReferrals:
    """Notes every answer of a partner, and every sending after the first, which the case asked for itself."""

    name = "following-referrals"
    source = "referral"

    def __init__(self, notes: ReferralNotes) -> None:
        self._notes = notes

    def handlers(self) -> Mapping[type, Handler]:
        return {
            ReferralSent: self._sent,
            ReferralAccepted: self._accepted,
            ReferralDeclined: self._declined,
            AppointmentSet: self._appointment_set,
            ReferralCompleted: self._completed,
            ReferralExpired: self._expired,
        }

    def _sent(self, event: ReferralSent, heard: Heard, tx: Connection) -> None:
        if event.attempt > 1:
            self._note(event, heard, tx, ReferralState.SENT, event.attempt)

    def _accepted(self, event: ReferralAccepted, heard: Heard, tx: Connection) -> None:
        self._note(event, heard, tx, ReferralState.ACCEPTED)

    def _declined(self, event: ReferralDeclined, heard: Heard, tx: Connection) -> None:
        self._note(event, heard, tx, ReferralState.DECLINED)

    def _appointment_set(self, event: AppointmentSet, heard: Heard, tx: Connection) -> None:
        self._note(event, heard, tx, ReferralState.APPOINTMENT_SET)

    def _completed(self, event: ReferralCompleted, heard: Heard, tx: Connection) -> None:
        self._note(event, heard, tx, ReferralState.COMPLETED)

    def _expired(self, event: ReferralExpired, heard: Heard, tx: Connection) -> None:
        self._note(event, heard, tx, ReferralState.EXPIRED, event.attempt)

    def _note(
        self, event: _ReferralEvent, heard: Heard, tx: Connection, state: ReferralState, attempt: int | None = None
    ) -> None:
        command = NoteReferral(
            request_id=heard.request_id(self.name),
            origin=heard.origin(self.name),
            now=heard.recorded_at,
            case_id=UUID(event.case_id),
            referral_id=UUID(event.referral_id),
            state=state,
            attempt=attempt,
            occurred_on=date.fromisoformat(event.occurred_on),
        )
        self._notes.note_referral(command, tx)
