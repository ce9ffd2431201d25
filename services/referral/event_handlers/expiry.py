"""Lets a referral expire when its recipient has not answered by the end of the day it was due."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from sqlalchemy import Connection

from chassis.days import end_of
from chassis.following import Handler, Heard
from chassis.modelling import Origin
from chassis.timing import Due, Timers
from chassis.traceparent import new_trace
from services.referral.application.commands import ExpireReferral
from services.referral.application.referrals import Referrals
from services.referral.domain.referral import Referral
from services.referral.domain.refusals import ReferralNotAwaitingAnswer

KIND = "referral-expiry"
"""The kind of timer, one for each time a referral is sent."""

_log = structlog.get_logger(__name__)


class Expiry:
    """Sets a timer for every sending, clears it with the answer, lets the sending expire when it fires."""

    name = "expiry"
    source = ""

    def __init__(self, referrals: Referrals, timers: Timers) -> None:
        self._referrals = referrals
        self._timers = timers

    def handlers(self) -> Mapping[type, Handler]:
        """Sent, once or again: wait. Answered, either way: stop waiting."""
        return {
            Referral.Sent: self._wait,
            Referral.Resent: self._wait,
            Referral.Accepted: self._stop_waiting,
            Referral.Declined: self._stop_waiting,
        }

    def expire(self, due: Due, tx: Connection) -> None:
        """What the timer does: the sending it was set for expires, unless it was answered meanwhile."""
        try:
            self._referrals.expire(_expire(due), tx)
        except ReferralNotAwaitingAnswer as answered:
            # The answer was stored before this follower had heard of it, so nothing is overdue.
            _log.info("nothing to expire", timer=due.key, **answered.facts)

    def _wait(self, event: Referral.Sent | Referral.Resent, heard: Heard, tx: Connection) -> None:
        self._timers.set(tx, KIND, _key(event), end_of(event.answer_due), heard.subject)

    def _stop_waiting(self, event: Referral.Event, _heard: Heard, tx: Connection) -> None:
        self._timers.clear(tx, KIND, _key(event))


def _key(event: Referral.Event) -> str:
    return f"{event.originator_id}/{event.attempt}"


def _expire(due: Due) -> ExpireReferral:
    referral_id, _, attempt = due.key.partition("/")
    timer = f"{due.kind}/{due.key}"
    request_id = uuid5(NAMESPACE_URL, f"somicis:{timer}")
    return ExpireReferral(
        request_id=request_id,
        origin=Origin(
            actor="process:expiry",
            organisation="SOMICIS",
            role="process",
            correlation=timer,
            traceparent=new_trace(request_id),
        ),
        now=due.now,
        referral_id=UUID(referral_id),
        attempt=int(attempt),
    )
