"""Requests are held against the rules their fields declare; all that is wrong is named at once."""

from collections.abc import Iterable
from typing import Any

import pytest
from google.protobuf import message_factory
from google.protobuf.message import Message
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import case_pb2
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.reporting.v1 import reporting_service_pb2 as reporting
from somicis.shared.v1 import operations_service_pb2 as operations
from somicis.shared.v1.field_pb2 import FieldRule

from chassis.serving.judging import judge_of_enum, judge_of_number
from chassis.serving.validating import InvalidFields, validate
from tests.support.right_requests import give, right_request
from tests.support.wrong_fields import WrongRequest, wrong_requests

SERVICES = [
    module.DESCRIPTOR.services_by_name[name]
    for module, name in (
        (catalogue, "CatalogueService"),
        (intake, "IntakeService"),
        (operations, "OperationsService"),
        (referral, "ReferralService"),
        (reporting, "ReportingService"),
    )
]
ONE = "0b6c7a4e-7a39-4dd4-9d1c-0f3f8f1e2b11"


def problems(message: Message) -> dict[str, str]:
    """Field path → what is wrong with it."""
    try:
        validate(message)
    except InvalidFields as error:
        return {violation.field: violation.problem for violation in error.violations}
    return {}


def wrong() -> Iterable[WrongRequest]:
    """Every request of every service that is wrong in one field."""
    for service in SERVICES:
        yield from wrong_requests(service, "foreign")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: str(service.name))
def test_a_request_with_what_is_required_is_right(service: Any) -> None:
    """What the proto file asks for is enough; and with everything in it, it is right too."""
    for method in service.methods:
        request = right_request(method.input_type)
        assert problems(request) == {}
        full = message_factory.GetMessageClass(method.input_type)()
        for field in method.input_type.fields:
            give(full, field)
        assert problems(full) == {}


def test_a_request_wrong_in_one_field_names_that_field_and_no_other() -> None:
    """For every field of every request, and every way there is to get it wrong."""
    found = {str(each): list(problems(each.request)) for each in wrong() if each.wrong != "foreign"}

    assert len(found) > 500
    assert {each: fields for each, fields in found.items() if fields != [each.split()[1]]} == {}


def test_all_that_is_wrong_is_named_at_once() -> None:
    """Nobody has to send a form five times to learn of five mistakes."""
    request = intake.RecordNeedRequest(request_id="1", expected_version=-1, occurred_on="9 gennaio")
    request.need.purpose = 77  # type: ignore[assignment]
    request.need.amount_eur = -1

    assert list(problems(request)) == [
        "request_id",
        "case_id",
        "expected_version",
        "need.purpose",
        "need.legal_form",
        "need.amount_eur",
        "occurred_on",
    ]


@pytest.mark.parametrize(
    ("measure_ids", "field", "problem"),
    [
        ([], "measure_ids", "must be given"),
        (["A"] * 6, "measure_ids", "has 6 items, 5 are the most"),
        (["A", "", "C"], "measure_ids[1]", "must not be blank"),
        (["A", "B", "c"], "measure_ids[2]", "must be a code: a capital letter, then capitals, digits and underscores"),
    ],
)
def test_a_list_has_a_length_and_each_item_its_rule(measure_ids: list[str], field: str, problem: str) -> None:
    """The item is named by its place."""
    request = intake.ProposeMeasuresRequest(request_id=ONE, case_id=ONE, expected_version=1, measure_ids=measure_ids)

    assert problems(request) == {field: problem}


@pytest.mark.parametrize(
    ("known_at", "right"),
    [
        ("", True),
        ("2023-02-02", True),
        ("2023-02-02T18:00:00Z", True),
        ("2023-02-02T18:00:00+01:00", True),
        ("2023-02-02T18:00:00.123456789+01:00", True),
        ("2023-02-02T18:00:00", False),
        ("2023-02-02 18:00:00Z", False),
        ("2023-02-30", False),
        ("2023-02-02T25:00:00Z", False),
        ("20230202", False),
        ("2023-W05-4", False),
        ("٢٠٢٣-02-02", False),
        ("9999-12-31", False),
        ("0001-01-01T00:00:00+14:00", False),
    ],
)
def test_an_instant_has_an_offset_or_is_a_day(known_at: str, right: bool) -> None:  # noqa: FBT001
    """A local time without an offset would mean something else on every machine."""
    request = catalogue.ListHistoryRequest(subject_id="PROVA", known_at=known_at)

    assert ("known_at" not in problems(request)) is right


def test_a_text_of_several_lines_has_lines_and_tabs_and_no_other_control() -> None:
    """A measure file is a text; an escape sequence in it is not."""
    request = catalogue.ImportMeasureRequest(request_id=ONE, document="id: PROVA\n\tname: à\n")
    assert problems(request) == {}

    request.document += "\x1b"
    assert problems(request) == {"document": "contains control characters"}


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\0", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_text_of_one_line_stays_on_it(character: str) -> None:
    """A line break in a code would be two lines in somebody's log or list."""
    request = catalogue.ListHistoryRequest(subject_id=f"A{character}B")

    assert problems(request) == {"subject_id": "contains control characters"}


def test_lengths_are_counted_in_characters() -> None:
    """An accented letter is one."""
    right = referral.RegisterOrganisationRequest(request_id=ONE, code="CPI", name="è" * 200, kind=1)  # type: ignore[arg-type]
    assert "name" not in problems(right)

    right.name += "è"
    assert problems(right) == {"name": "is 201 characters long, 200 are the most"}


def test_a_message_that_is_not_required_is_judged_only_when_given() -> None:
    """A need left out is no need with nothing in it; one given with nothing in it lacks everything."""
    assert problems(case_pb2.Case()) == {}

    case = case_pb2.Case()
    case.profile.SetInParent()
    assert "profile.sex" in problems(case)


def test_what_stands_for_not_given_is_no_value_once_something_is_given() -> None:
    """An item of a list cannot be left out by its number."""
    judge = judge_of_enum("Purpose", case_pb2.Purpose.values())

    assert judge(case_pb2.PURPOSE_SOCIAL_SERVICES) is None
    assert judge(case_pb2.PURPOSE_UNSPECIFIED) == judge(99) == "is no value of Purpose"


@pytest.mark.parametrize(("number", "right"), [(-5, True), (-6, False), (7, True), (7.5, False), (float("nan"), False)])
def test_a_number_keeps_between_its_minimum_and_its_maximum(number: float, right: bool) -> None:  # noqa: FBT001
    """What is no number at all is neither."""
    judge = judge_of_number(FieldRule(minimum=-5, maximum=7))

    assert (judge(number) is None) is right
