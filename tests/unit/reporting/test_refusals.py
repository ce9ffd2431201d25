"""What a caller may ask for by its code, and what it learns when the answer is no."""

from datetime import date

import pytest
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from grpc import StatusCode
from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.serving.statuses import Statuses
from chassis.serving.validating import InvalidFields, validate
from services.reporting.application.register_file import register
from services.reporting.domain.refusals import PeriodReversed
from services.reporting.grpc_edge.refusals import STATUS


def test_a_reversed_period_names_the_field_to_mend() -> None:
    """A form can mark the day; the reason and the facts stay, so that it can say why in its own language."""
    reversed_period = PeriodReversed(first_day=date(2023, 3, 31), last_day=date(2023, 1, 1))
    status = Statuses("reporting", STATUS).of(reversed_period, "c")
    info, wrong = ErrorInfo(), BadRequest()
    status.details[0].Unpack(info)
    status.details[1].Unpack(wrong)

    assert status.code == StatusCode.INVALID_ARGUMENT.value[0]
    assert (info.reason, info.metadata["last_day"]) == ("PERIOD_REVERSED", "2023-01-01")
    assert [violation.field for violation in wrong.field_violations] == ["last_day"]


def test_what_is_wrong_in_a_request_is_always_a_field_of_it() -> None:
    """INVALID_ARGUMENT without a field leaves the caller to guess."""
    invalid = [kind for kind, code in STATUS.items() if code is StatusCode.INVALID_ARGUMENT]

    assert [kind.reason for kind in invalid if not kind.field] == []


@pytest.mark.parametrize("code", [row.code for row in register().rows()])
def test_every_code_of_the_register_can_be_asked_for(code: str) -> None:
    """Whoever reads a code on a sheet gets its evidence, or is told that nothing counts it yet: never a wrong field."""
    validate(pb.ListEvidenceRequest(code=code, first_day="2023-01-01", last_day="2023-03-31"))


@pytest.mark.parametrize("code", ["s23", "S 23", "S23;", "23", "S" * 41])
def test_what_is_no_code_of_an_indicator_is_a_wrong_field(code: str) -> None:
    """The field is named."""
    with pytest.raises(InvalidFields, match=r"^code: "):
        validate(pb.ListEvidenceRequest(code=code, first_day="2023-01-01", last_day="2023-03-31"))
