"""What a client got back for a call that failed: the code, the one ErrorInfo, the details beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status


@dataclass(frozen=True)
class Failure:
    """A failed call. `infos` are reasons with their domain and facts; a right answer has exactly one."""

    code: grpc.StatusCode
    message: str
    infos: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    preconditions: list[str] = field(default_factory=list)
    trailing: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The one reason; an assertion when there is none, or several."""
        assert len(self.infos) == 1, f"{self.code} {self.message}: {self.infos}"
        return self.infos[0][0]

    @property
    def domain(self) -> str:
        """Whose reason it is."""
        return self.infos[0][1]

    @property
    def facts(self) -> Mapping[str, str]:
        """What was judged on."""
        return self.infos[0][2]


def failure_of(call: Callable[[], Any]) -> Failure:
    """How a call fails; for a stream `call` has to read it."""
    try:
        answer = call()
    except grpc.RpcError as error:
        return _failure(error)
    raise AssertionError(f"This was to fail, and was answered with {answer!r}.")


def _failure(error: Any) -> Failure:
    failure = Failure(error.code(), error.details(), trailing=dict(error.trailing_metadata() or ()))
    status = rpc_status.from_call(error)
    for packed in status.details if status else ():
        _unpack(packed, failure)
    return failure


def _unpack(packed: Any, failure: Failure) -> None:
    info, request, precondition = (
        error_details_pb2.ErrorInfo(),
        error_details_pb2.BadRequest(),
        error_details_pb2.PreconditionFailure(),
    )
    if packed.Unpack(info):
        failure.infos.append((info.reason, info.domain, dict(info.metadata)))
    elif packed.Unpack(request):
        failure.fields.extend(violation.field for violation in request.field_violations)
    elif packed.Unpack(precondition):
        failure.preconditions.extend(violation.type for violation in precondition.violations)


def failure_in(status: status_pb2.Status) -> Failure:
    """The same for a status that has not gone over the wire."""
    failure = Failure(status.code, status.message)
    for packed in status.details:
        _unpack(packed, failure)
    return failure
