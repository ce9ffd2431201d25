"""What a caller learns from a refusal, beside the sentence."""

from datetime import date

from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from grpc import StatusCode

from chassis.serving.statuses import Statuses
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
