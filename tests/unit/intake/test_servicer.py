"""What the front door answers, to whom."""

import json
from typing import Any
from uuid import UUID, uuid5

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, profile_pb2
from somicis.intake.v1 import intake_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.refusals import OccurredInTheFuture, OtherServiceUnavailable, ReadModelBehind
from chassis.serving import Role
from services.intake.grpc_edge.servicer import IntakeServicer
from tests.support.cases import A_DECISION, ADVANCE, CHAMBER, FERMO, JOB_CENTRE, MICROCREDIT, REGIONAL
from tests.support.catalogues import CatalogueThatAnswers, CatalogueThatIsDown
from tests.support.intake_service import (
    REQUESTS,
    IntakeService,
)

SERVICE = pb.DESCRIPTOR.services_by_name["IntakeService"]
PROFILE = profile_pb2.Profile(
    sex=profile_pb2.SEX_F,
    age_bracket=profile_pb2.AGE_BRACKET_FROM_18_TO_60,
    citizenship="SN",
    permit_group=profile_pb2.PERMIT_GROUP_WORK,
    comune="109034",
    employment_status=profile_pb2.EMPLOYMENT_STATUS_UNEMPLOYED,
)


def request_id(word: str) -> str:
    """A request id of its own for each word."""
    return str(uuid5(REQUESTS, word))


class Desk:
    """An operator at the door: each step is asked on the version the last one answered."""

    def __init__(self, service: IntakeService) -> None:
        self.service = service
        self.catalogue = CatalogueThatAnswers()
        self.door: IntakeServicer = service.servicer(self.catalogue)
        self.about: dict[str, Any] = {}

    def opens_a_case(self) -> pb.RecordContactResponse:
        """Somebody comes, and a case is opened for them."""
        contact = self.door.RecordContact(
            pb.RecordContactRequest(
                request_id=request_id("contact"),
                desk=FERMO,
                channel=case_pb2.CHANNEL_WALK_IN,
                citizenship="SN",
            ),
            self.service.call(),
        )
        opened = self.door.OpenCase(
            pb.OpenCaseRequest(request_id=request_id("open"), contact_id=contact.receipt.id, profile=PROFILE),
            self.service.call(),
        )
        self.about = {"case_id": opened.receipt.id, "expected_version": opened.receipt.version}
        return contact

    def asks(self, rpc: str, **fields: Any) -> Any:
        """Ask something of the case; the next asking is on the version this one left."""
        method = SERVICE.methods_by_name[rpc]
        kind: Any = getattr(pb, method.input_type.name)
        request = kind(request_id=request_id(f"{rpc} {self.about['expected_version']}"), **self.about, **fields)
        answer = getattr(self.door, rpc)(request, self.service.call())
        self.about["expected_version"] = answer.receipt.version
        return answer

    def case(self) -> case_pb2.Case:
        """The case as the door shows it."""
        return self.door.GetCase(pb.GetCaseRequest(case_id=self.about["case_id"]), self.service.call()).case


@pytest.fixture
def desk(service: IntakeService) -> Desk:
    """An operator with a case just opened."""
    desk = Desk(service)
    desk.opens_a_case()
    return desk


def test_a_contact_is_told_whether_it_is_in_target(service: IntakeService) -> None:
    """The operator need not know the rule."""
    contact = Desk(service).opens_a_case()
    assert contact.target == profile_pb2.TARGET_TCN
    assert str(UUID(contact.subject_id)) == contact.subject_id


def test_a_case_goes_all_the_way_through_the_door(desk: Desk) -> None:
    """Every step, and the case as it stands at the end."""
    purpose = case_pb2.PURPOSE_ENTERPRISE_ORIENTATION
    desk.asks("RecordNeed", need=case_pb2.Need(purpose=purpose, legal_form=case_pb2.LEGAL_FORM_COOPERATIVE))
    desk.asks("FindMeasures", as_of="2023-01-16")
    desk.asks("ProposeMeasures", measure_ids=[MICROCREDIT, ADVANCE, REGIONAL])
    desk.asks("RecordOrientation", occurred_on="2023-01-16")
    desk.asks("IssueSheet", reference="SCHEDA/2023/7", language="fr")
    referred = desk.asks("ReferCase", recipient=CHAMBER, purpose=purpose)
    desk.asks("RecordFollowUp", channel=case_pb2.CHANNEL_PHONE)
    desk.asks("CloseCase", outcome=case_pb2.CLOSING_OUTCOME_ORIENTED, evidence="PROT/2023/118")

    case = desk.case()
    assert (case.state, case.outcome) == (case_pb2.CASE_STATE_CLOSED, case_pb2.CLOSING_OUTCOME_ORIENTED)
    assert (case.version, case.opened_on, case.oriented_on) == (9, "2023-01-16", "2023-01-16")
    assert case.profile == PROFILE
    assert (case.need.legal_form, case.sheet, case.evidence) == (
        case_pb2.LEGAL_FORM_COOPERATIVE,
        "SCHEDA/2023/7",
        "PROT/2023/118",
    )
    assert [(m.measure_id, m.level) for m in case.proposed] == [
        (MICROCREDIT, measure_pb2.LEVEL_NATIONAL),
        (ADVANCE, measure_pb2.LEVEL_NATIONAL),
        (REGIONAL, measure_pb2.LEVEL_REGIONAL),
    ]
    assert [(r.referral_id, r.recipient, r.state, r.attempt) for r in case.referrals] == [
        (referred.referral_id, CHAMBER, "sent", 1)
    ]


def test_a_partner_has_ten_working_days_unless_told_otherwise(desk: Desk) -> None:
    """The default is the project's, not the operator's memory."""
    desk.asks("ReferCase", recipient=CHAMBER, purpose=case_pb2.PURPOSE_MICROCREDIT_TUTORING)
    desk.asks(
        "ReferCase",
        recipient=JOB_CENTRE,
        purpose=case_pb2.PURPOSE_EMPLOYMENT_SERVICES,
        answer_within_working_days=5,
    )
    entries = desk.service.entries(UUID(desk.about["case_id"]))
    assert [json.loads(e.state)["answer_within_working_days"] for e in entries[1:]] == [10, 5]


def test_the_measures_found_are_told_as_they_were_answered(desk: Desk) -> None:
    """What is to be verified is shown as to be verified."""
    found = desk.asks("FindMeasures")
    assert [match.measure_id for match in found.matches] == [m.measure_id for m in A_DECISION.matches]
    first = found.matches[0]
    assert (first.name.it, first.verdict, first.closes_on, first.opens_on) == (
        "Misura di prova",
        measure_pb2.VERDICT_TO_VERIFY,
        "2023-12-31",
        "",
    )
    assert [condition.condition_id for condition in first.to_verify] == ["age", "residence"]
    assert found.content_hash == A_DECISION.content_hash


def test_a_repeat_gets_the_first_answer_even_after_a_second(desk: Desk) -> None:
    """The catalogue has changed and was asked again since: the first request keeps its answer."""
    request = pb.FindMeasuresRequest(request_id=request_id("find"), **desk.about)
    first = desk.door.FindMeasures(request, desk.service.call())
    desk.about["expected_version"] = first.receipt.version
    desk.catalogue.decision = A_DECISION.model_copy(update={"content_hash": "ab" * 32, "matches": ()})
    assert desk.asks("FindMeasures").content_hash == "ab" * 32

    without_catalogue = desk.service.servicer(CatalogueThatIsDown())
    assert without_catalogue.FindMeasures(request, desk.service.call()) == first


def test_a_catalogue_that_is_down_is_named(desk: Desk) -> None:
    """The operator learns that it is not their fault, and nothing is half done."""
    door = desk.service.servicer(CatalogueThatIsDown())
    with pytest.raises(OtherServiceUnavailable, match="catalogue"):
        door.FindMeasures(pb.FindMeasuresRequest(request_id=request_id("find"), **desk.about), desk.service.call())
    assert desk.case().version == 1


def test_tomorrow_is_refused(desk: Desk) -> None:
    """Nothing is recorded before it has happened."""
    with pytest.raises(OccurredInTheFuture):
        desk.asks("RecordFollowUp", channel=case_pb2.CHANNEL_MAIL, occurred_on="2023-01-17")


def test_cases_are_listed_page_by_page(service: IntakeService) -> None:
    """The token goes on where the page ended, for the same question only."""
    opened = [str(service.open_case().id) for _ in range(3)][::-1]
    service.settle()
    door, call = service.servicer(CatalogueThatAnswers()), service.call()

    first = door.ListCases(pb.ListCasesRequest(page_size=2), call)
    second = door.ListCases(pb.ListCasesRequest(page_size=2, page_token=first.next_page_token), call)
    assert [line.case_id for line in [*first.cases, *second.cases]] == opened
    assert (bool(first.next_page_token), second.next_page_token) == (True, "")
    with pytest.raises(InvalidField, match="page_token"):
        door.ListCases(pb.ListCasesRequest(state=case_pb2.CASE_STATE_CLOSED, page_token=first.next_page_token), call)


def test_a_list_waits_for_what_the_caller_wrote(service: IntakeService) -> None:
    """A18: the list never shows the writer a lower version; it says when it is behind."""
    case = service.record_need(service.open_case())
    door, asked = service.servicer(CatalogueThatAnswers()), pb.ListCasesRequest(at_least_position=case.position)
    with pytest.raises(ReadModelBehind, match="caseload"):
        door.ListCases(asked, service.call(patience=0.05))

    service.settle()
    [line] = door.ListCases(asked, service.call()).cases
    assert (line.version, line.state) == (2, case_pb2.CASE_STATE_IN_ANALYSIS)


def test_the_partners_are_listed(service: IntakeService) -> None:
    """In order of code."""
    found = service.servicer(CatalogueThatAnswers()).ListRecipients(pb.ListRecipientsRequest(), service.call())
    assert [recipient.code for recipient in found.recipients] == [CHAMBER, JOB_CENTRE]


def test_the_history_of_a_case_begins_with_its_contact(desk: Desk) -> None:
    """The auditor sees who, when, and the state after each event; page by page if wished."""
    desk.asks("FindMeasures")
    auditor = desk.service.call("AUD_1", Role.AUDITOR)
    asked: dict[str, Any] = {"subject_id": desk.about["case_id"], "page_size": 2}

    first = desk.door.ListHistory(pb.ListHistoryRequest(**asked), auditor)
    rest = desk.door.ListHistory(pb.ListHistoryRequest(**asked, page_token=first.next_page_token), auditor)
    assert [entry.name for entry in [*first.entries, *rest.entries]] == [
        "contact.recorded",
        "case.opened",
        "case.measures_found",
    ]
    assert json.loads(first.entries[1].state_json)["state"] == "open"
    assert json.loads(rest.entries[0].state_json)["state"] == "in_orientation"
    assert {entry.actor for entry in first.entries} == {"OP_1"}


def test_a_history_can_be_read_as_it_was_known(desk: Desk) -> None:
    """What was stored later is not there."""
    auditor = desk.service.call("AUD_1", Role.AUDITOR)
    asked: dict[str, Any] = {"subject_id": desk.about["case_id"]}
    known = [
        len(desk.door.ListHistory(pb.ListHistoryRequest(**asked, known_at=day), auditor).entries)
        for day in ("2023-01-15", "2023-01-16")
    ]
    assert known == [0, 2]


def test_a_subject_of_another_service_has_no_history_here(service: IntakeService) -> None:
    """The histories of the services are put together by whoever asks."""
    asked = pb.ListHistoryRequest(subject_id=request_id("a referral"))
    found = service.servicer(CatalogueThatAnswers()).ListHistory(asked, service.call("AUD_1", Role.AUDITOR))
    assert list(found.entries) == []
