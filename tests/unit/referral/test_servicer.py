"""What the front door answers, to whom."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from somicis.referral.v1 import referral_pb2
from somicis.referral.v1 import referral_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.refusals import OccurredInTheFuture, ReadModelBehind
from chassis.serving import Call, Role
from services.referral.domain.refusals import ReferralNotFound
from services.referral.grpc_edge.servicer import ReferralServicer
from tests.support.referral_service import ReferralService
from tests.support.referrals import CASE, CHAMBER, DAY_AFTER_DUE, JOB_CENTRE, REFERRAL


def request_id(word: str) -> str:
    """A request id of its own for each word."""
    return str(uuid5(REFERRAL, word))


def a_partner(service: ReferralService, organisation: str = JOB_CENTRE) -> Call:
    """Somebody at a partner."""
    return service.call(organisation, Role.PARTNER)


def the_desk(service: ReferralService) -> Call:
    """Somebody at the desk."""
    return service.call("PREF_FERMO", Role.SUPERVISOR)


def test_a_partner_accepts_sets_an_appointment_and_completes(service: ReferralService) -> None:
    """Each answer says the version the next is decided on."""
    service.send()
    servicer, partner = service.servicer(), a_partner(service)
    about = {"referral_id": str(REFERRAL)}

    accepted = servicer.AcceptReferral(
        pb.AcceptReferralRequest(request_id=request_id("accept"), expected_version=1, **about), partner
    )
    appointment = servicer.SetAppointment(
        pb.SetAppointmentRequest(
            request_id=request_id("appointment"),
            expected_version=accepted.receipt.version,
            appointment_on="2023-02-08",
            **about,
        ),
        partner,
    )
    completed = servicer.CompleteReferral(
        pb.CompleteReferralRequest(
            request_id=request_id("complete"),
            expected_version=appointment.receipt.version,
            outcome=referral_pb2.COMPLETION_OUTCOME_SERVED,
            **about,
        ),
        partner,
    )

    found = servicer.GetReferral(pb.GetReferralRequest(**about), partner).referral
    assert completed.receipt.id == str(REFERRAL)
    assert found.version == completed.receipt.version == 4
    assert found.state == referral_pb2.REFERRAL_STATE_COMPLETED
    assert found.outcome == referral_pb2.COMPLETION_OUTCOME_SERVED
    assert found.appointment_on == "2023-02-08"
    assert (found.disclosed.citizenship, found.disclosed.comune) == ("SN", "109006")


def test_a_partner_declines(service: ReferralService) -> None:
    """With the reason it gave."""
    service.send()
    servicer, partner = service.servicer(), a_partner(service)
    servicer.DeclineReferral(
        pb.DeclineReferralRequest(
            request_id=request_id("decline"),
            referral_id=str(REFERRAL),
            expected_version=1,
            decline_reason=referral_pb2.DECLINE_REASON_NOT_COMPETENT,
        ),
        partner,
    )
    found = servicer.GetReferral(pb.GetReferralRequest(referral_id=str(REFERRAL)), partner).referral
    assert found.state == referral_pb2.REFERRAL_STATE_DECLINED
    assert found.outcome == referral_pb2.COMPLETION_OUTCOME_UNSPECIFIED


def test_the_desk_sends_an_expired_referral_again(service: ReferralService) -> None:
    """In ten working days from today when it names no number."""
    service.send()
    service.move_to(DAY_AFTER_DUE)
    service.settle()
    servicer = service.servicer()
    servicer.ResendReferral(
        pb.ResendReferralRequest(request_id=request_id("resend"), referral_id=str(REFERRAL), expected_version=2),
        the_desk(service),
    )
    found = servicer.GetReferral(pb.GetReferralRequest(referral_id=str(REFERRAL)), the_desk(service)).referral
    assert (found.attempt, found.answer_due, found.first_sent_on) == (2, "2023-03-03", "2023-02-02")


def test_a_partner_gets_and_lists_its_own_and_the_desk_all(service: ReferralService) -> None:
    """Another's is not there."""
    other = uuid5(REFERRAL, "other")
    service.send()
    service.send(other, CHAMBER)
    service.settle()
    servicer = service.servicer()

    def listed(call: Call) -> list[str]:
        return [r.referral_id for r in servicer.ListReferrals(pb.ListReferralsRequest(), call).referrals]

    assert listed(a_partner(service)) == [str(REFERRAL)]
    assert listed(a_partner(service, CHAMBER)) == [str(other)]
    assert listed(the_desk(service)) == [str(other), str(REFERRAL)]
    with pytest.raises(ReferralNotFound):
        servicer.GetReferral(pb.GetReferralRequest(referral_id=str(other)), a_partner(service))


def pages(servicer: ReferralServicer, call: Call, **asked: Any) -> list[list[str]]:
    """Every page of a list."""
    token = ""
    found: list[list[str]] = []
    while token or not found:
        answer = servicer.ListReferrals(pb.ListReferralsRequest(page_token=token, **asked), call)
        found.append([each.referral_id for each in answer.referrals])
        token = answer.next_page_token
    return found


def test_a_list_is_read_page_by_page(service: ReferralService) -> None:
    """To the end, once each, also when the last page is full."""
    made = [uuid5(REFERRAL, str(n)) for n in range(4)]
    for each in made:
        service.send(each)
    service.settle()
    servicer, newest_first = service.servicer(), [str(each) for each in reversed(made)]

    assert pages(servicer, the_desk(service), page_size=2) == [newest_first[:2], newest_first[2:]]
    assert pages(servicer, the_desk(service), page_size=3) == [newest_first[:3], newest_first[3:]]
    assert pages(servicer, the_desk(service), case_id=str(CASE)) == [newest_first]
    assert pages(servicer, the_desk(service), state="REFERRAL_STATE_ACCEPTED") == [[]]


def test_a_page_token_serves_nobody_else_and_no_other_question(service: ReferralService) -> None:
    """A token is bound to who got it and what was asked."""
    for n in range(2):
        service.send(uuid5(REFERRAL, str(n)))
    service.settle()
    servicer = service.servicer()
    token = servicer.ListReferrals(pb.ListReferralsRequest(page_size=1), a_partner(service)).next_page_token

    with pytest.raises(InvalidField, match="page_token"):
        servicer.ListReferrals(pb.ListReferralsRequest(page_token=token), the_desk(service))
    with pytest.raises(InvalidField, match="page_token"):
        servicer.ListReferrals(pb.ListReferralsRequest(page_token=token, case_id=str(CASE)), a_partner(service))


def test_a_partner_is_registered_and_listed(service: ReferralService) -> None:
    """Who registers it finds it at once."""
    servicer = service.servicer()
    registered = servicer.RegisterOrganisation(
        pb.RegisterOrganisationRequest(
            request_id=request_id("register"),
            code="UNIMC",
            name="Università di Macerata",
            kind=referral_pb2.ORGANISATION_KIND_UNIVERSITY,
            occurred_on="2023-01-09",
        ),
        the_desk(service),
    )
    service.settle()
    first = servicer.ListOrganisations(
        pb.ListOrganisationsRequest(page_size=2, at_least_position=registered.receipt.position),
        the_desk(service),
    )
    rest = servicer.ListOrganisations(
        pb.ListOrganisationsRequest(page_size=2, page_token=first.next_page_token), the_desk(service)
    )
    assert [o.code for o in (*first.organisations, *rest.organisations)] == [CHAMBER, JOB_CENTRE, "UNIMC"]
    assert rest.organisations[0].kind == referral_pb2.ORGANISATION_KIND_UNIVERSITY
    assert rest.next_page_token == ""


def test_nothing_is_registered_for_a_day_to_come(service: ReferralService) -> None:
    """What is recorded has happened."""
    request = pb.RegisterOrganisationRequest(
        request_id=request_id("register"),
        code="UNIMC",
        name="Università di Macerata",
        kind=referral_pb2.ORGANISATION_KIND_UNIVERSITY,
        occurred_on="2023-02-03",
    )
    with pytest.raises(OccurredInTheFuture):
        service.servicer().RegisterOrganisation(request, the_desk(service))


def test_a_read_model_that_does_not_come_so_far_says_so(service: ReferralService) -> None:
    """Rather than answer from before what the caller wrote."""
    receipt = service.send()
    hurried = service.call(JOB_CENTRE, Role.PARTNER)
    object.__setattr__(hurried, "ends_at", 0.0)
    with pytest.raises(ReadModelBehind):
        service.servicer().ListReferrals(pb.ListReferralsRequest(at_least_position=receipt.position), hurried)


def test_the_history_of_a_case_is_read_in_order_and_in_pages(service: ReferralService) -> None:
    """Every event of every referral of the case, with the state it led to; or as known at a day."""
    service.send()
    service.send(uuid5(REFERRAL, "other"), CHAMBER)
    service.move_to(DAY_AFTER_DUE)
    service.settle()
    servicer, auditor = service.servicer(), service.call("REVISORE", Role.AUDITOR)
    first = servicer.ListHistory(pb.ListHistoryRequest(subject_id=str(CASE), page_size=3), auditor)
    rest = servicer.ListHistory(
        pb.ListHistoryRequest(subject_id=str(CASE), page_size=3, page_token=first.next_page_token), auditor
    )
    before = servicer.ListHistory(pb.ListHistoryRequest(subject_id=str(CASE), known_at="2023-02-02"), auditor)

    names = [entry.name for entry in (*first.entries, *rest.entries)]
    assert names == ["referral.sent", "referral.sent", "referral.expired", "referral.expired"]
    assert '"state": "expired"' in rest.entries[0].state_json
    assert [entry.name for entry in before.entries] == ["referral.sent", "referral.sent"]


def test_an_unknown_id_is_not_found(service: ReferralService) -> None:
    """By the reason the API promises."""
    with pytest.raises(ReferralNotFound):
        service.servicer().GetReferral(pb.GetReferralRequest(referral_id=str(UUID(int=7))), the_desk(service))
