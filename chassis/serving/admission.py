"""Lets a call in or not: who calls, whether their role may, how long there is, and how many streams."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from structlog.contextvars import bind_contextvars

from chassis.clock import Clock
from chassis.serving.call import Call
from chassis.serving.identity import Identification, bearer_in
from chassis.serving.refusals import DeadlineExpired, ServerStopping, StreamTooOld
from chassis.serving.roles import RoleTable
from chassis.serving.rpc_metrics import RpcMetrics
from chassis.serving.stream_places import StreamPlaces
from chassis.serving.tracing import Trace

NO_DEADLINE_S = 10**9
"""By gRPC's account a call without a deadline has many thousand years."""


@dataclass(frozen=True)
class Limits:
    """What one server gives: seconds to a unary call that names no deadline, streams, seconds to each.

    `request_s` is how many seconds a caller may take to send what it wants, `streams_each` how many
    of the streams one organisation may have.
    """

    request_s: float = 10.0
    unary_s: float = 30.0
    streams: int = 200
    streams_each: int = 40
    stream_age_s: float = 900.0


class Admission:
    """The door of one server."""

    def __init__(
        self,
        identification: Identification,
        roles: RoleTable,
        clock: Clock,
        metrics: RpcMetrics,
        limits: Limits,
    ) -> None:
        self._identification = identification
        self._roles = roles
        self._clock = clock
        self._metrics = metrics
        self._limits = limits
        self._places = StreamPlaces(limits.streams, limits.streams_each)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """From now on no call is active, so that streams end."""
        self._stopping.set()

    def unary(self, path: str, context: Any, metadata: Mapping[str, str], trace: Trace) -> Call:
        """The call of a method with one answer.

        Raises NoValidToken, NoValidCertificate, MethodUnknown, RoleMayNotCall and DeadlineExpired.
        """
        remaining = context.time_remaining()
        seconds = remaining if remaining < NO_DEADLINE_S else self._limits.unary_s
        return self._admitted(path, context, metadata, trace, seconds)

    @contextmanager
    def stream(self, path: str, context: Any, metadata: Mapping[str, str], trace: Trace) -> Iterator[Call]:
        """The call of a method with a stream of answers, which holds one of the places for streams.

        Raises what `unary` does, TooManyStreams and ShareOfStreamsTaken; at the end StreamTooOld and ServerStopping
        when it is for these that the stream does not go on.
        """
        seconds = min(context.time_remaining(), self._limits.stream_age_s)
        call = self._admitted(path, context, metadata, trace, seconds)
        with self._places.taken(call.identity.organisation):
            self._metrics.stream_opened()
            try:
                yield call
                self._say_why_it_ends(call)
            finally:
                self._metrics.stream_closed()

    def _admitted(self, path: str, context: Any, metadata: Mapping[str, str], trace: Trace, seconds: float) -> Call:
        bearer = bearer_in(metadata.get("authorization", ""))
        identity = self._identification.of(context.auth_context(), bearer)
        # gRPC runs every call in contextvars of its own, so what is bound here ends with it.
        bind_contextvars(role=identity.role.value, organisation=identity.organisation)
        self._roles.check(path, identity)
        if seconds <= 0:
            raise DeadlineExpired
        return Call(
            identity=identity,
            clock=self._clock,
            correlation=trace.correlation,
            traceparent=trace.traceparent,
            ends_at=time.monotonic() + seconds,
            authorization=bearer,
            alive=lambda: context.is_active() and not self._stopping.is_set(),
        )

    def _say_why_it_ends(self, call: Call) -> None:
        if self._stopping.is_set():
            raise ServerStopping
        if call.time_remaining() <= 0:
            raise StreamTooOld(seconds=round(self._limits.stream_age_s))
