"""A command has one effect and one answer, however often it is sent and by however many at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import grpc
import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.catalogue.v1 import edition_pb2 as editions
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from apps.connection.history import history_of
from apps.connection.settling import move_clock
from stacks.demo.case_facts import NEED, PROFILE, PROPOSED
from tests.support.at_once import at_once
from tests.support.checkout import ROOT
from tests.support.desk_at_work import DESK, LIMIT_S, CaseInHand, DeskAtWork, asked_anew, same_message
from tests.support.grpc_answers import failure_of
from tests.support.method_calls import OURS

pytestmark = pytest.mark.slow

TIMES = 5
ON_THE_CASE: tuple[tuple[str, Any], ...] = (
    ("RecordNeed", intake.RecordNeedRequest(need=NEED)),
    ("FindMeasures", intake.FindMeasuresRequest()),
    ("ProposeMeasures", intake.ProposeMeasuresRequest(measure_ids=PROPOSED)),
    ("RecordOrientation", intake.RecordOrientationRequest()),
    ("IssueSheet", intake.IssueSheetRequest(reference="SCHEDA/5", language="it")),
    ("RecordFollowUp", intake.RecordFollowUpRequest(channel=cases.CHANNEL_MAIL)),
    ("ReferCase", intake.ReferCaseRequest(recipient="CPI_FERMO", purpose=NEED.purpose, answer_within_working_days=5)),
)
BY_THE_PARTNER: tuple[tuple[str, Any], ...] = (
    ("AcceptReferral", referral.AcceptReferralRequest()),
    ("SetAppointment", referral.SetAppointmentRequest(appointment_on="2023-02-08")),
    ("CompleteReferral", referral.CompleteReferralRequest(outcome=referrals.COMPLETION_OUTCOME_SERVED)),
)
ALL_THAT_HAPPENED = [
    "case.closed",
    "case.followed_up",
    "case.measures_found",
    "case.measures_proposed",
    "case.need_recorded",
    "case.opened",
    "case.orientation_held",
    *["case.referral_followed"] * 5,
    "case.referred",
    "case.sheet_issued",
    "contact.recorded",
    "referral.accepted",
    "referral.appointment_set",
    "referral.completed",
    "referral.expired",
    "referral.resent",
    "referral.sent",
]


@dataclass
class Repeatedly:
    """Sends every command several times and remembers which; the answers must be one and the same."""

    sent: set[str] = field(default_factory=set)

    def __call__(self, call: Callable[..., Any], request: Any) -> Any:
        """The one answer."""
        asked_anew(request)
        first, *repeats = [call(request, timeout=LIMIT_S) for _ in range(TIMES)]
        name = type(request).__name__.removesuffix("Request")
        assert all(same_message(first, repeat) for repeat in repeats), f"{name}: {first} {repeats}"
        self.sent.add(name)
        return first


@pytest.fixture
def repeatedly() -> Repeatedly:
    """How this test sends commands."""
    return Repeatedly()


def test_every_command_sent_five_times_has_one_effect_and_one_answer(
    breakable: DeskAtWork, repeatedly: Repeatedly
) -> None:
    """A client that heard nothing sends the very same again: the histories have each fact once."""
    desk = breakable
    before_there_is_a_case(desk, repeatedly)
    case, referral_id = a_case_and_its_referral(desk, repeatedly)
    as_the_partner_and_the_desk_answer(desk, repeatedly, referral_id)
    the_end(desk, repeatedly, case)

    history = history_of(desk.running.clients("auditor"), case.case_id)
    assert sorted(entry.name for entry in history) == ALL_THAT_HAPPENED
    # What is decided about a source that was restored is repeated where one is: in the chassis' own tests.
    services = [service for service in OURS if service.name != "OperationsService"]
    methods = [method for service in services for method in service.methods]
    assert repeatedly.sent == {m.name for m in methods if "request_id" in m.input_type.fields_by_name}


def before_there_is_a_case(desk: DeskAtWork, repeatedly: Repeatedly) -> None:
    """A measure comes in, a partner is registered, a desk opens: each once."""
    running, heads = desk.running, desk.running.heads()
    first = heads["catalogue"]
    document = (ROOT / "services" / "catalogue" / "measures" / "yes_i_start_up.yaml").read_text("utf-8")
    imported = catalogue.ImportMeasureRequest(document=document)
    repeatedly(running.clients("editor").catalogue.ImportMeasure, imported)
    about: dict[str, Any] = {"measure_id": "YES_I_START_UP"}
    second = running.clients("editor-2").catalogue
    withdrawal = catalogue.WithdrawDraftsRequest(**about, reason=editions.WITHDRAWAL_REASON_INCOMPLETE)
    repeatedly(second.WithdrawDrafts, withdrawal)
    running.clients("editor").catalogue.ImportMeasure(asked_anew(imported), timeout=LIMIT_S)
    repeatedly(second.ReviewDrafts, catalogue.ReviewDraftsRequest(**about))
    repeatedly(second.PublishDrafts, catalogue.PublishDraftsRequest(**about))
    one = {**about, "edition_id": "V1"}
    suspension = catalogue.SuspendEditionRequest(
        **one, from_day="2022-06-01", reason=editions.SUSPENSION_REASON_FUNDS_SHORT
    )
    repeatedly(second.SuspendEdition, suspension)
    repeatedly(second.ResumeEdition, catalogue.ResumeEditionRequest(**one, from_day="2022-07-01"))
    closing = catalogue.CloseEditionRequest(**one, last_day="2022-11-30", reason=editions.CLOSING_REASON_FUNDS_ENDED)
    answer = repeatedly(second.CloseEdition, closing)
    assert running.heads()["catalogue"] == answer.receipt.position == first + 9
    partner = referral.RegisterOrganisationRequest(
        code="UNIMC", name="Università di Macerata", kind=referrals.ORGANISATION_KIND_UNIVERSITY
    )
    repeatedly(running.clients("supervisor").referral.RegisterOrganisation, partner)
    repeatedly(desk.operator.intake.ActivateDesk, intake.ActivateDeskRequest(desk="MACERATA"))
    after = running.heads()
    assert (after["referral"], after["intake"]) == (heads["referral"] + 1, heads["intake"] + 1)


def a_case_and_its_referral(desk: DeskAtWork, repeatedly: Repeatedly) -> tuple[CaseInHand, str]:
    """A case from its contact to its referral."""
    contact = intake.RecordContactRequest(desk="MACERATA", channel=cases.CHANNEL_PHONE, citizenship="SN")
    contact_id = repeatedly(desk.operator.intake.RecordContact, contact).receipt.id
    opened = intake.OpenCaseRequest(contact_id=contact_id, profile=PROFILE)
    receipt = repeatedly(desk.operator.intake.OpenCase, opened).receipt
    case, answer = CaseInHand(desk, receipt.id, receipt.version), None
    for method, request in ON_THE_CASE:
        answer = repeatedly(getattr(desk.operator.intake, method), case.request(request))
        assert answer.receipt.version == case.version + 1
        case.version += 1
    assert answer is not None
    return case, answer.referral_id


def as_the_partner_and_the_desk_answer(desk: DeskAtWork, repeatedly: Repeatedly, referral_id: str) -> None:
    """The referral expires and is sent again, is accepted and seen through; another one is declined."""
    partner, versions = desk.running.clients("CPI_FERMO"), count(2)
    desk.running.settled()
    move_clock(desk.running.clients("ops"), "2023-01-17T09:00:00+01:00")
    for clients, method, request in answers(desk):
        request.referral_id, request.expected_version = referral_id, next(versions)
        answer = repeatedly(getattr(clients.referral, method), request)
        assert answer.receipt.version == request.expected_version + 1
    declined = referral.DeclineReferralRequest(
        referral_id=desk.arrived("CPI_FERMO"), expected_version=1, decline_reason=referrals.DECLINE_REASON_NO_CAPACITY
    )
    repeatedly(partner.referral.DeclineReferral, declined)


def answers(desk: DeskAtWork) -> Iterator[tuple[Any, str, Any]]:
    """Who does what to the referral that has expired."""
    yield desk.operator, "ResendReferral", referral.ResendReferralRequest()
    for method, request in BY_THE_PARTNER:
        yield desk.running.clients("CPI_FERMO"), method, request


def the_end(desk: DeskAtWork, repeatedly: Repeatedly, case: CaseInHand) -> None:
    """The case is closed, once what its partner did has come to it."""
    desk.running.settled()
    case.reread()
    closed = intake.CloseCaseRequest(outcome=cases.CLOSING_OUTCOME_ORIENTED, evidence="PROT/5")
    repeatedly(desk.operator.intake.CloseCase, case.request(closed))
    desk.running.settled()


def test_the_same_command_from_eight_clients_at_once_has_one_effect(desk: DeskAtWork) -> None:
    """A retry that overtakes the first attempt, or comes over another connection, changes nothing."""
    before = desk.running.heads()
    clients = [desk.running.clients_anew("operator") for _ in range(8)]
    request = asked_anew(intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN"))

    answers = at_once(8, lambda n: clients[n].intake.RecordContact(request, timeout=LIMIT_S))

    assert all(same_message(answers[0], answer) for answer in answers)
    assert desk.running.heads()["intake"] == before["intake"] + 1


def test_a_request_id_used_for_something_else_is_refused(desk: DeskAtWork) -> None:
    """It names one request for ever: whoever uses it again has lost count, and is told so."""
    first = asked_anew(intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN"))
    desk.operator.intake.RecordContact(first, timeout=LIMIT_S)
    before = desk.running.heads()
    other = intake.RecordContactRequest()
    other.CopyFrom(first)
    other.citizenship = "MA"

    failure = failure_of(lambda: desk.operator.intake.RecordContact(other, timeout=LIMIT_S))

    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED")
    assert failure.fields == ["request_id"]
    assert failure.facts == {"request_id": first.request_id}
    assert desk.running.heads() == before


def test_a_refusal_is_judged_anew_when_its_request_is_repeated(desk: DeskAtWork) -> None:
    """A refusal has no effect to be repeated: when its reason is gone, the same request is carried out."""
    case = desk.case()
    request = case.request(intake.ProposeMeasuresRequest(measure_ids=PROPOSED[:1]))
    request.expected_version = 2
    assert failure_of(lambda: propose(desk, request)).reason == "STALE_VERSION"

    case.do("FindMeasures", intake.FindMeasuresRequest())

    assert propose(desk, request).receipt.version == 3


def propose(desk: DeskAtWork, request: Any) -> Any:
    """Propose measures as the operator."""
    return desk.operator.intake.ProposeMeasures(request, timeout=LIMIT_S)


def test_two_partners_may_use_the_same_request_id(desk: DeskAtWork) -> None:
    """Ids are an organisation's own: nobody can take another's, nor learn whether it was used."""
    same = str(uuid4())
    for partner in ("CCIAA_MARCHE", "CPI_FERMO"):
        request = referral.AcceptReferralRequest(request_id=same, referral_id=desk.arrived(partner), expected_version=1)
        assert desk.running.clients(partner).referral.AcceptReferral(request, timeout=LIMIT_S).receipt.version == 2
