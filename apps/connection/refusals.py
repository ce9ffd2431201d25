"""Understands a service's no: the google.rpc.Status behind a failed call, as reason, facts and fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.message import DecodeError, Message
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, PreconditionFailure
from grpc_status import rpc_status

_DETAILS: tuple[type[Message], ...] = (ErrorInfo, BadRequest, PreconditionFailure)


@dataclass(frozen=True)
class FieldViolation:
    """One field that cannot be meant: its path in the request, the rule it broke ("" when unnamed), a sentence.

    `place`: where that is in the file that was sent, "" when it is in none.
    """

    field: str
    rule: str
    problem: str
    place: str = ""


class Refused(Exception):
    """A service answered no. `reason` is stable, `facts` is what it judged on, `message` its own English sentence."""

    def __init__(
        self,
        code: str,
        message: str,
        reason: str = "",
        facts: Mapping[str, str] | None = None,
        field_violations: tuple[FieldViolation, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        """Name of the gRPC status, such as FAILED_PRECONDITION."""
        self.message = message
        self.reason = reason or code
        self.facts = dict(facts or {})
        self.field_violations = field_violations


def refused(error: grpc.RpcError) -> Refused:
    """What a failed call says; a status without details keeps its code as the reason."""
    info = ErrorInfo()
    violations: list[FieldViolation] = []
    for detail in _details(error):
        if isinstance(detail, ErrorInfo):
            info = detail
        elif isinstance(detail, BadRequest):
            violations += [FieldViolation(v.field, v.reason, v.description) for v in detail.field_violations]
        elif isinstance(detail, PreconditionFailure):
            # The first is the refusal itself; the others are what has to be mended, when that is several things.
            violations += [FieldViolation(v.subject, v.type, v.description) for v in detail.violations[1:]]
    return Refused(error.code().name, error.details() or "", info.reason, info.metadata, tuple(violations))


def _details(error: grpc.RpcError) -> Iterator[Any]:
    try:
        status = rpc_status.from_call(error)
    except (ValueError, DecodeError):  # the details contradict the status: the code and message still stand
        return
    for packed in status.details if status else ():
        for kind in _DETAILS:
            if packed.Is(kind.DESCRIPTOR):
                detail = kind()
                packed.Unpack(detail)
                yield detail
