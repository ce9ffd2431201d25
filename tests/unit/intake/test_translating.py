"""Whether the words of the service and of the published language are the same words."""

from enum import StrEnum
from typing import Any

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, caution_pb2, profile_pb2
from somicis.intake.v1 import intake_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.translating import enum_from, enum_to
from services.intake.domain import measures_found, profile
from services.intake.domain.case_state import CaseState
from services.intake.domain.cautions import CautionKind
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.need import LegalForm, Purpose
from services.intake.domain.target import Target
from services.intake.grpc_edge import translate
from tests.support.intake_service import IntakeService

REQUEST = "00000000-0000-4000-8000-000000000001"

WORDS: list[tuple[type[StrEnum], Any]] = [
    (Channel, case_pb2.Channel),
    (CaseState, case_pb2.CaseState),
    (Purpose, case_pb2.Purpose),
    (LegalForm, case_pb2.LegalForm),
    (ClosingOutcome, case_pb2.ClosingOutcome),
    (CautionKind, caution_pb2.CautionKind),
    (Target, profile_pb2.Target),
    (profile.Sex, profile_pb2.Sex),
    (profile.AgeBracket, profile_pb2.AgeBracket),
    (profile.PermitGroup, profile_pb2.PermitGroup),
    (profile.EmploymentStatus, profile_pb2.EmploymentStatus),
    (measures_found.Level, measure_pb2.Level),
    (measures_found.Kind, measure_pb2.Kind),
    (measures_found.Verdict, measure_pb2.Verdict),
    (measures_found.WindowState, measure_pb2.WindowState),
]


@pytest.mark.parametrize(("kind", "wire"), WORDS, ids=[kind.__name__ for kind, _ in WORDS])
def test_every_word_has_its_number_and_every_number_its_word(kind: type[StrEnum], wire: Any) -> None:
    """A value added to one side only would be an internal error to a caller."""
    said = [number for number in wire.values() if number]
    assert [enum_to(wire, enum_from(kind, wire, number)) for number in said] == said
    assert {enum_to(wire, member) for member in kind} == set(said)


@pytest.mark.parametrize("code", ["ZZ", "EL", "UK"])
def test_a_citizenship_that_is_none_is_named(service: IntakeService, code: str) -> None:
    """EL would be counted as a third country, and Greece is none."""
    asked = {"request_id": REQUEST}
    contact = pb.RecordContactRequest(**asked, desk="FERMO", channel=case_pb2.CHANNEL_PHONE, citizenship=code)
    with pytest.raises(InvalidField, match=r"^citizenship: "):
        translate.record_contact_from(contact, service.call())

    facts = profile_pb2.Profile(
        sex=profile_pb2.SEX_F,
        age_bracket=profile_pb2.AGE_BRACKET_UNKNOWN,
        citizenship=code,
        permit_group=profile_pb2.PERMIT_GROUP_WORK,
        comune="109006",
        employment_status=profile_pb2.EMPLOYMENT_STATUS_UNKNOWN,
    )
    case = pb.OpenCaseRequest(**asked, contact_id=asked["request_id"], profile=facts)
    with pytest.raises(InvalidField, match=r"^profile\.citizenship: "):
        translate.open_case_from(case, service.call())


@pytest.mark.parametrize("version", [0, 1991])
def test_a_trade_code_comes_with_its_classification(service: IntakeService, version: int) -> None:
    """The same digits are different trades in 2007 and in 2025."""
    need = case_pb2.Need(
        purpose=case_pb2.PURPOSE_ENTERPRISE_ORIENTATION,
        legal_form=case_pb2.LEGAL_FORM_UNDECIDED,
        ateco="14.13",
        ateco_version=version,
    )
    an_id = "00000000-0000-4000-8000-000000000001"
    request = pb.RecordNeedRequest(request_id=an_id, case_id=an_id, expected_version=1, need=need)
    with pytest.raises(InvalidField, match=r"^need\.ateco_version: "):
        translate.record_need_from(request, service.call())


def test_a_classification_without_a_trade_code_is_not_passed_over(service: IntakeService) -> None:
    """The operator meant to say a trade; it would be stored nowhere."""
    need = case_pb2.Need(
        purpose=case_pb2.PURPOSE_ENTERPRISE_ORIENTATION,
        legal_form=case_pb2.LEGAL_FORM_COOPERATIVE,
        ateco_version=2007,
    )
    request = pb.RecordNeedRequest(request_id=REQUEST, case_id=REQUEST, expected_version=1, need=need)
    with pytest.raises(InvalidField, match=r"^need\.ateco: "):
        translate.record_need_from(request, service.call())


@pytest.mark.parametrize(
    "reference",
    ["PRVMRA88C54Z343J", "prvmra88c54z343j", "SCHEDA/PRV-MRA-88C54-Z343J", "PRVMRAUUCRQZPQPF", "Provadiop.Maria"],
)
def test_a_reference_that_says_who_somebody_is_goes_no_further(service: IntakeService, reference: str) -> None:
    """It would be stored unsealed and published: nobody could ever shred it. The answer does not repeat it."""
    asked: dict[str, Any] = {"request_id": REQUEST, "case_id": REQUEST, "expected_version": 1}
    sheet = pb.IssueSheetRequest(**asked, reference=reference, language="it")
    closing = pb.CloseCaseRequest(**asked, outcome=case_pb2.CLOSING_OUTCOME_GAVE_UP, evidence=reference)

    with pytest.raises(InvalidField, match=r"^reference: ") as of_sheet:
        translate.issue_sheet_from(sheet, service.call())
    with pytest.raises(InvalidField, match=r"^evidence: ") as of_closing:
        translate.close_case_from(closing, service.call())
    assert reference not in f"{of_sheet.value} {of_closing.value}"


@pytest.mark.parametrize("reference", ["SCHEDA/2023/1", "PROT-2023-118", "0000041", "PG_2023.00041"])
def test_a_number_of_the_register_is_a_reference(service: IntakeService, reference: str) -> None:
    """Registers number their papers in many ways."""
    asked: dict[str, Any] = {"request_id": REQUEST, "case_id": REQUEST, "expected_version": 1}
    sheet = pb.IssueSheetRequest(**asked, reference=reference, language="it")

    assert translate.issue_sheet_from(sheet, service.call()).reference == reference
