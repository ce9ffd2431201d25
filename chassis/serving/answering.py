"""Answers one method: from bytes to bytes, with every failure turned into a status."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from google.protobuf.message import DecodeError, Message
from grpc import RpcError, StatusCode
from grpc_status import rpc_status
from structlog.contextvars import bound_contextvars

from chassis.serving.admission import Admission
from chassis.serving.listening import Listening
from chassis.serving.refusals import MalformedMessage
from chassis.serving.rpc_metrics import RpcMetrics
from chassis.serving.statuses import Statuses
from chassis.serving.tracing import Trace, texts_of
from chassis.serving.validating import validate

_standard = logging.getLogger(__name__)
_log = structlog.get_logger(__name__)
_CODES: Mapping[int, StatusCode] = {code.value[0]: code for code in StatusCode}


@dataclass(frozen=True)
class Rpc:
    """One method: its names, what it takes, who does it, and what its refusals are answered with."""

    service: str
    name: str
    path: str
    takes: type[Message]
    behaviour: Callable[..., Any]
    statuses: Statuses


class Answering:
    """What gRPC calls for one method. It hands over bytes, so that what is no message is answered here.

    What is sent is taken from an iterator, of one request too: gRPC would wait for that one before it
    calls anything, without end and before anybody has asked who sends it.
    """

    def __init__(self, rpc: Rpc, admission: Admission, metrics: RpcMetrics, listening: Listening) -> None:
        self._rpc = rpc
        self._admission = admission
        self._metrics = metrics
        self._listening = listening

    def unary_unary(self, payloads: Iterator[bytes], context: Any) -> bytes:
        """One request, one answer."""
        with self._answered(context) as (metadata, trace):
            call = self._admission.unary(self._rpc.path, context, metadata, trace)
            return _bytes_of(self._rpc.behaviour(self._only_request(payloads, context), call))

    def unary_stream(self, payloads: Iterator[bytes], context: Any) -> Iterator[bytes]:
        """One request, a stream of answers."""
        yield from self._stream(context, lambda: self._only_request(payloads, context))

    def stream_stream(self, payloads: Iterator[bytes], context: Any) -> Iterator[bytes]:
        """A stream of requests, a stream of answers."""
        yield from self._stream(context, lambda: map(self._request, self._listening.all_of(payloads, context)))

    def _stream(self, context: Any, asked: Callable[[], Any]) -> Iterator[bytes]:
        with (
            self._answered(context) as (metadata, trace),
            self._admission.stream(self._rpc.path, context, metadata, trace) as call,
        ):
            for response in self._rpc.behaviour(asked(), call):
                yield _bytes_of(response)
                # When the server stops the servicer may have a last word; when the reader has gone gRPC ends this.
                if call.time_remaining() <= 0:
                    return

    def _only_request(self, payloads: Iterator[bytes], context: Any) -> Message:
        payload = self._listening.next_of(payloads, context)
        if payload is None:
            raise MalformedMessage(expected=self._rpc.takes.DESCRIPTOR.full_name)
        return self._request(payload)

    def _request(self, payload: bytes) -> Message:
        try:
            request = self._rpc.takes.FromString(payload)
        except DecodeError as error:
            raise MalformedMessage(expected=self._rpc.takes.DESCRIPTOR.full_name) from error
        validate(request)
        return request

    @contextmanager
    def _answered(self, context: Any) -> Iterator[tuple[Mapping[str, str], Trace]]:
        """What every call gets: its trace in the logs and in the answer, a status, a count."""
        began = time.monotonic()
        metadata = texts_of(context.invocation_metadata())
        trace = Trace.of(metadata)
        code = StatusCode.UNKNOWN
        with bound_contextvars(**trace.in_logs()):
            try:
                yield metadata, trace
                code = StatusCode.OK if context.is_active() else StatusCode.CANCELLED
                context.set_trailing_metadata(trace.metadata())
            except GeneratorExit:
                # The reader of a stream has gone.
                code = StatusCode.CANCELLED
                raise
            except Exception as failure:
                if isinstance(failure, RpcError) and not context.is_active():
                    # So has the writer of one: gRPC's own iterator says it this way.
                    code = StatusCode.CANCELLED
                    raise
                status = self._rpc.statuses.of(failure, trace.correlation)
                code = _CODES[status.code]
                self._log_bug(failure)
                context.abort_with_status(_with_trace(rpc_status.to_status(status), trace))
            finally:
                self._count(code, time.monotonic() - began)

    def _log_bug(self, failure: Exception) -> None:
        if self._rpc.statuses.is_bug(failure):
            _log.error("bug", rpc=self._rpc.path, exc_info=failure)

    def _count(self, code: StatusCode, seconds: float) -> None:
        self._metrics.answered(self._rpc.service, self._rpc.name, code, seconds)
        # What went well is in the metrics and in the events: a line each would cost as much as answering.
        level = logging.DEBUG if code is StatusCode.OK else logging.INFO
        if _standard.isEnabledFor(level):
            _log.log(level, "answered", rpc=self._rpc.path, code=code.name, seconds=round(seconds, 6))


def _bytes_of(response: Message) -> bytes:
    found: bytes = response.SerializeToString()
    return found


def _with_trace(status: Any, trace: Trace) -> Any:
    return status._replace(trailing_metadata=(*status.trailing_metadata, *trace.metadata()))
