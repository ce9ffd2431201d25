"""A partner sees its own referrals, and of another's not even that there are any."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import grpc
import pytest
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from apps.connection.clients import Clients
from apps.connection.paging import every_page
from chassis.serving import Limits
from tests.support.desk_at_work import LIMIT_S, CaseInHand, DeskAtWork, asked_anew
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.stream_reader import StreamReader, whole

pytestmark = pytest.mark.slow

CHAMBER, JOB_CENTRE = "CCIAA_MARCHE", "CPI_FERMO"
EVERY_CALL_S_OWN = ("x-correlation-id", "traceparent")
ABOUT_ONE: tuple[tuple[str, Any], ...] = (
    ("GetReferral", referral.GetReferralRequest()),
    ("AcceptReferral", referral.AcceptReferralRequest(expected_version=1)),
    ("AcceptReferral", referral.AcceptReferralRequest(expected_version=9)),
    ("DeclineReferral", referral.DeclineReferralRequest(expected_version=1, decline_reason=1)),  # type: ignore[arg-type]
    ("SetAppointment", referral.SetAppointmentRequest(expected_version=1, appointment_on="2023-02-08")),
    ("CompleteReferral", referral.CompleteReferralRequest(expected_version=1, outcome=1)),  # type: ignore[arg-type]
)
"""Every method a partner may call about one referral."""


@dataclass(frozen=True)
class SharedCase:
    """One case that both partners were sent."""

    case: CaseInHand
    of_chamber: str
    of_job_centre: str


@pytest.fixture(scope="module")
def shared(desk: DeskAtWork) -> SharedCase:
    """Such a case."""
    case = desk.case()
    return SharedCase(case, desk.arrived(CHAMBER, case), desk.arrived(JOB_CENTRE, case))


def test_a_referral_of_another_partner_is_as_one_that_does_not_exist(desk: DeskAtWork, shared: SharedCase) -> None:
    """Byte for byte but for the id asked: whoever tries ids learns nothing, whatever they try to do."""
    clients = desk.running.clients(JOB_CENTRE)
    for method, request in ABOUT_ONE:
        anothers, nobodys = (told(clients, method, request, one) for one in (shared.of_chamber, str(uuid4())))

        assert anothers == nobodys, method
        assert (anothers[0], b"REFERRAL_NOT_FOUND" in anothers[2]) == (grpc.StatusCode.NOT_FOUND, True)
    chamber = desk.running.clients(CHAMBER)
    seen = chamber.referral.GetReferral(referral.GetReferralRequest(referral_id=shared.of_chamber), timeout=LIMIT_S)
    assert (seen.referral.version, seen.referral.state) == (1, referrals.REFERRAL_STATE_SENT)


def told(clients: Clients, method: str, request: Any, referral_id: str) -> tuple[Any, str, bytes, list[str]]:
    """What somebody is told of a referral: the status, its sentence, its details, the metadata; without the id."""
    request.referral_id = referral_id
    if "request_id" in request.DESCRIPTOR.fields_by_name:
        asked_anew(request)
    failure = failure_of(partial(getattr(clients.referral, method), request, timeout=LIMIT_S))
    trailing = {name: value for name, value in failure.trailing.items() if name not in EVERY_CALL_S_OWN}
    details = trailing["grpc-status-details-bin"]
    assert isinstance(details, bytes)
    hidden = details.replace(referral_id.encode(), b"<id>")
    return failure.code, failure.message.replace(referral_id, "<id>"), hidden, sorted(trailing)


def test_a_partner_lists_its_own_alone(desk: DeskAtWork, shared: SharedCase) -> None:
    """However the list is narrowed, and page by page; the desk, for which both are, sees both."""
    case_id = shared.case.case_id
    for partner, own in ((CHAMBER, shared.of_chamber), (JOB_CENTRE, shared.of_job_centre)):
        clients = desk.running.clients(partner)
        listed = [one for question in questions(case_id) for one in every(clients, question)]
        assert {one.recipient for one in listed} == {partner}
        of_the_case = list(every(clients, referral.ListReferralsRequest(case_id=case_id)))
        assert [one.referral_id for one in of_the_case] == [own]
    seen_by_the_desk = every(desk.operator, referral.ListReferralsRequest(case_id=case_id))
    assert {one.referral_id for one in seen_by_the_desk} == {shared.of_chamber, shared.of_job_centre}


def questions(case_id: str) -> Iterator[referral.ListReferralsRequest]:
    """Every way to narrow the list."""
    for state in (0, *referrals.ReferralState.values()[1:]):
        for case in ("", case_id):
            yield referral.ListReferralsRequest(state=state, case_id=case)  # type: ignore[arg-type]


def every(clients: Clients, question: referral.ListReferralsRequest) -> Iterator[referrals.Referral]:
    """The whole list, in small pages."""
    for page in every_page(clients.referral.ListReferrals, question):
        yield from page.referrals


def test_a_partner_is_streamed_its_own_alone(desk: DeskAtWork, shared: SharedCase) -> None:
    """Of the case both were sent, each is told its own half, in history and live."""
    live = {partner: StreamReader(desk.running.clients(partner)).caught_up() for partner in (CHAMBER, JOB_CENTRE)}
    case = desk.case()
    sent = {partner: desk.sent(case, partner) for partner in live}

    for partner, reader in live.items():
        reader.brings(sent[partner], "referral.sent")
        reader.close()
        told_of = {(change.referral.recipient, change.referral.case_id) for change in reader.changes}
        assert {recipient for recipient, _ in told_of} == {partner}
        assert {case.case_id, shared.case.case_id} <= {case_id for _, case_id in told_of}


def test_what_a_partner_is_told_names_no_other_partner(desk: DeskAtWork, shared: SharedCase) -> None:
    """Not in a field it was not meant to have either: the whole answer is searched for the other's code and id."""
    everything = b"".join(message.SerializeToString() for message in whole(desk.running.clients(JOB_CENTRE)))

    assert shared.of_job_centre.encode() in everything
    for others in (CHAMBER, shared.of_chamber):
        assert others.encode() not in everything


def test_a_partner_that_leaves_its_streams_open_shuts_out_nobody_else(desk: DeskAtWork) -> None:
    """Neither with the stream of its referrals nor with those every server has: beyond its share it is told so."""
    until_no_stream_is_open(desk)
    clients, path = desk.running.clients_anew(CHAMBER), "/grpc.health.v1.Health/Watch"
    health = clients.channel("referral").unary_stream(path)
    open_ones = [health(b"") for _ in range(Limits().streams_each)]
    for stream in open_ones:
        next(stream)

    one_more = clients.referral.WatchReferrals(referral.WatchReferralsRequest(), timeout=LIMIT_S)
    assert failure_of(partial(next, one_more)).reason == "SHARE_OF_STREAMS_TAKEN"
    StreamReader(desk.running.clients(JOB_CENTRE)).caught_up().close()
    clients.close()
    until_no_stream_is_open(desk)


def until_no_stream_is_open(desk: DeskAtWork) -> None:
    """Wait for the server to have noticed that every reader has gone."""
    eventually(lambda: "somicis_rpc_streams_open 0.0" in desk.running.probe("grpc", "/metrics"), wanted=True)


def test_nobody_answers_for_another_organisation(desk: DeskAtWork, shared: SharedCase) -> None:
    """The desk sees a referral and may not answer it; an auditor reads histories and may not even see it."""
    request = asked_anew(referral.AcceptReferralRequest(referral_id=shared.of_chamber, expected_version=1))

    for name in ("operator", "supervisor", "AUTORITA_AUDIT", "INTAKE", "REFERRAL"):
        call = partial(desk.running.clients(name).referral.AcceptReferral, request, timeout=LIMIT_S)
        assert failure_of(call).reason == "ROLE_MAY_NOT_CALL", name
