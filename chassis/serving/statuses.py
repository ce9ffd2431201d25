"""Turns what went wrong into the one answer callers get: google.rpc.Status with exactly one ErrorInfo."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2
from grpc import StatusCode

from chassis.modelling import InvalidField, Refusal
from chassis.refusals import (
    ClockMovesForward,
    DatabaseUnavailable,
    LogLeftBefore,
    LogNotMet,
    LogsDiffer,
    NoDifferenceToAccept,
    NoOtherLogMet,
    NoTestClock,
    NotTheCommonPosition,
    OccurredInTheFuture,
    OtherServiceUnavailable,
    OutcomeUnknown,
    ReaderTooSlow,
    ReadModelBehind,
    RequestIdReused,
    SourceContradictsItself,
    SourceNotStopped,
    StaleVersion,
)
from chassis.serving import refusals as of_the_edge
from chassis.serving.validating import InvalidFields

PROJECT = "somicis"
"""Domain of the reasons every service shares."""
CODES: Mapping[type[Refusal], StatusCode] = {
    **of_the_edge.STATUS,
    StaleVersion: StatusCode.ABORTED,
    RequestIdReused: StatusCode.INVALID_ARGUMENT,
    ReadModelBehind: StatusCode.UNAVAILABLE,
    ReaderTooSlow: StatusCode.RESOURCE_EXHAUSTED,
    DatabaseUnavailable: StatusCode.UNAVAILABLE,
    OutcomeUnknown: StatusCode.UNAVAILABLE,
    OtherServiceUnavailable: StatusCode.UNAVAILABLE,
    OccurredInTheFuture: StatusCode.FAILED_PRECONDITION,
    NoTestClock: StatusCode.FAILED_PRECONDITION,
    ClockMovesForward: StatusCode.FAILED_PRECONDITION,
    SourceNotStopped: StatusCode.FAILED_PRECONDITION,
    NoOtherLogMet: StatusCode.FAILED_PRECONDITION,
    LogNotMet: StatusCode.FAILED_PRECONDITION,
    LogLeftBefore: StatusCode.FAILED_PRECONDITION,
    SourceContradictsItself: StatusCode.FAILED_PRECONDITION,
    LogsDiffer: StatusCode.FAILED_PRECONDITION,
    NoDifferenceToAccept: StatusCode.FAILED_PRECONDITION,
    NotTheCommonPosition: StatusCode.FAILED_PRECONDITION,
}

# A status travels in HTTP/2 trailers, which clients cut off at 8 KiB.
MOST_VIOLATIONS = 20
MOST_OF_THEM = 3_000
"""Bytes of all violations together, when there are several; what is left are names, and Base64."""
LONGEST_TEXT = 500


class Statuses:
    """The statuses of one service: its own refusals and those every service shares."""

    def __init__(self, domain: str, codes: Mapping[type[Refusal], StatusCode]) -> None:
        self._domain = domain
        self._codes = codes

    def of(self, failure: Exception, correlation: str) -> status_pb2.Status:
        """The status of a refusal, of invalid fields, or of a bug, which tells nothing but how to quote it."""
        match failure:
            case InvalidFields():
                return self._invalid(failure.violations)
            case InvalidField():
                return self._invalid([failure])
            case Refusal() if (found := self._known(failure)) is not None:
                return self._refused(failure, *found)
        return _bug(correlation)

    def is_bug(self, failure: Exception) -> bool:
        """Whether nobody foresaw the failure; a refusal without a status is one of these."""
        foreseen = isinstance(failure, InvalidField | InvalidFields)
        return not foreseen and (not isinstance(failure, Refusal) or self._known(failure) is None)

    def _known(self, refusal: Refusal) -> tuple[StatusCode, str] | None:
        for kind in type(refusal).__mro__:
            if kind in self._codes:
                return self._codes[kind], self._domain
            if kind in CODES:
                return CODES[kind], PROJECT
        return None

    def _invalid(self, violations: Sequence[InvalidField]) -> status_pb2.Status:
        named = _first_of(violations)
        facts = {"field": named[0].field, "violations": str(len(violations))}
        details = _bad_request([(each.field, each.problem) for each in named])
        text = "; ".join(f"{each.field}: {each.problem}" for each in named)
        return _status(StatusCode.INVALID_ARGUMENT, text, _info("INVALID_FIELD", PROJECT, facts), details)

    def _refused(self, refusal: Refusal, code: StatusCode, domain: str) -> status_pb2.Status:
        info = _info(refusal.reason, domain, refusal.facts)
        if code is StatusCode.INVALID_ARGUMENT:
            return _status(code, str(refusal), info, _bad_request([(refusal.field, str(refusal))]))
        if code is StatusCode.FAILED_PRECONDITION:
            return _status(code, str(refusal), info, _precondition(refusal))
        return _status(code, str(refusal), info)


def _bug(correlation: str) -> status_pb2.Status:
    text = f"Something is wrong on our side. Quote {correlation} when you ask about it."
    return _status(StatusCode.INTERNAL, text, _info("INTERNAL", PROJECT, {"correlation": correlation}))


def _info(reason: str, domain: str, facts: Mapping[str, str]) -> Message:
    metadata = {name: _shortened(fact) for name, fact in facts.items()}
    info: Message = error_details_pb2.ErrorInfo(reason=reason, domain=domain, metadata=metadata)
    return info


def _bad_request(violations: Sequence[tuple[str, str]]) -> Message:
    details = error_details_pb2.BadRequest()
    for field, description in violations:
        details.field_violations.add(field=_shortened(field), description=_shortened(description))
    found: Message = details
    return found


def _precondition(refusal: Refusal) -> Message:
    details = error_details_pb2.PreconditionFailure()
    subject = next((fact for name, fact in refusal.facts.items() if name.split("_")[-1] == "id"), "")
    details.violations.add(type=refusal.reason, subject=_shortened(subject), description=_shortened(str(refusal)))
    for each in _first_of(refusal.each):
        details.violations.add(
            type=refusal.reason, subject=_shortened(each.field), description=_shortened(each.problem)
        )
    found: Message = details
    return found


def _first_of(violations: Sequence[InvalidField]) -> Sequence[InvalidField]:
    """As many as a status can carry, and one at least where there are any."""
    sizes = accumulate(len(f"{_shortened(each.field)}{_shortened(each.problem)}".encode()) for each in violations)
    fit = sum(size <= MOST_OF_THEM for size in sizes)
    return violations[: min(max(fit, 1), MOST_VIOLATIONS)]


def _status(code: StatusCode, text: str, *details: Message) -> status_pb2.Status:
    status = status_pb2.Status(code=code.value[0], message=_shortened(text))
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
