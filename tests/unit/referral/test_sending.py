"""What follows when a desk refers a case."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from somicis.intake.v1 import case_pb2, profile_pb2
from somicis.intake.v1.events_pb2 import CaseReferred
from somicis.intake.v1.profile_pb2 import Profile
from sqlalchemy import Connection, select

from chassis.following import PARKED, Heard
from chassis.store import log
from chassis.traceparent import trace_id_of
from services.referral.application.commands import ANSWER_WITHIN
from services.referral.domain.answers import ReferralState
from services.referral.domain.disclosed_profile import DisclosedProfile
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose
from services.referral.domain.refusals import ReferralNotFound
from services.referral.event_handlers.sending import Sending
from tests.support.referral_service import ReferralService, at
from tests.support.referrals import CASE, CHAMBER, DISCLOSED, DUE, JOB_CENTRE, REFERRAL, SENT_ON

DISCLOSED_ON_THE_WIRE = Profile(
    sex=profile_pb2.SEX_F,
    age_bracket=profile_pb2.AGE_BRACKET_FROM_18_TO_60,
    citizenship="SN",
    permit_group=profile_pb2.PERMIT_GROUP_FAMILY,
    comune="109006",
    employment_status=profile_pb2.EMPLOYMENT_STATUS_UNEMPLOYED,
)


class IntakeSaid:
    """A journal of intake in which the desk's words lie in order."""

    def __init__(self, *said: CaseReferred) -> None:
        self._said = [_heard(n, each) for n, each in enumerate(said, start=1)]

    def head(self, tx: Connection) -> int:
        """The last of them."""
        del tx
        return len(self._said)

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        """Those beyond a position."""
        del tx
        return self._said[position:][:limit]


def _heard(position: int, said: CaseReferred) -> Heard:
    return Heard(
        source="intake",
        log="11111111-0000-4000-8000-000000000000",
        position=position,
        name="somicis.intake.v1.CaseReferred",
        subject=said.case_id,
        recorded_at=at(SENT_ON),
        correlation="the desk's request",
        caused_by="",
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        event=said,
    )


def referred(
    recipient: str = JOB_CENTRE, referral_id: UUID = REFERRAL, case_id: UUID = CASE, days: int = 10
) -> CaseReferred:
    """A case referred on 2 February."""
    return CaseReferred(
        case_id=str(case_id),
        referral_id=str(referral_id),
        recipient=recipient,
        purpose=case_pb2.PURPOSE_AVAILABILITY_DECLARATION,
        answer_within_working_days=days,
        disclosed=DISCLOSED_ON_THE_WIRE,
        occurred_on=SENT_ON.isoformat(),
    )


def hear(service: ReferralService, *said: CaseReferred) -> None:
    """Let the process manager hear it."""
    service.follow(Sending(service.referrals, service.clock), IntakeSaid(*said))


def test_a_referred_case_is_sent_to_its_partner(service: ReferralService) -> None:
    """Under the id the desk knows, as attempt 1, with what the desk disclosed and no more."""
    hear(service, referred())

    referral = service.referrals.read(REFERRAL)
    assert (referral.case_id, referral.recipient, referral.state) == (CASE, JOB_CENTRE, ReferralState.SENT)
    assert (referral.attempt, referral.answer_due, referral.first_sent_on) == (1, DUE, SENT_ON)
    assert referral.recipient_kind == OrganisationKind.JOB_CENTRE
    assert referral.purpose == Purpose.AVAILABILITY_DECLARATION
    assert referral.disclosed == DISCLOSED


def test_the_sending_says_which_event_made_it(service: ReferralService) -> None:
    """An auditor follows it back to the desk's own request; and it is dated when it was stored here."""
    service.clock.set(at(SENT_ON) + timedelta(hours=3))
    hear(service, referred())

    with service.database.reading() as tx:
        [sent] = log.of_stream(tx, REFERRAL, 0)
    assert sent.origin.actor == "process:sending"
    assert sent.origin.correlation == "the desk's request"
    assert sent.origin.caused_by == "11111111-0000-4000-8000-000000000000/1"
    assert trace_id_of(sent.origin.traceparent) == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert sent.recorded_at == at(SENT_ON) + timedelta(hours=3)


def test_a_fact_the_desk_kept_to_itself_stays_out(service: ReferralService) -> None:
    """Nothing is made up for a field left out."""
    said = referred(days=0)
    said.disclosed.CopyFrom(Profile(citizenship="SN"))
    hear(service, said)

    assert service.referrals.read(REFERRAL).disclosed == DisclosedProfile(
        sex=None, age_bracket=None, citizenship="SN", permit_group=None, comune="", employment_status=None
    )
    assert ANSWER_WITHIN == 10
    assert service.referrals.read(REFERRAL).answer_due == DUE


def test_a_case_referred_to_nobody_known_is_parked_with_its_case(service: ReferralService) -> None:
    """What follows in that case waits too, in order; other cases go on."""
    other_case, later, other = (uuid5(CASE, word) for word in ("other case", "later", "other"))
    hear(
        service,
        referred(recipient="ATS_XIX"),
        referred(recipient=CHAMBER, referral_id=later),
        referred(recipient=CHAMBER, referral_id=other, case_id=other_case),
    )

    with service.database.reading() as tx:
        parked = [(row.subject, row.problem) for row in tx.execute(select(PARKED))]
    assert parked == [
        (str(CASE), "OrganisationUnknown"),
        (str(CASE), "an earlier event of its subject is parked"),
    ]
    assert service.referrals.read(other).recipient == CHAMBER
    with pytest.raises(ReferralNotFound):
        service.referrals.read(later)
