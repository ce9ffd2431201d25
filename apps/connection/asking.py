"""Asks so that a crash of the server loses nothing: the very same request again, with growing pauses, up to a limit."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.message import Message

from apps.connection.problems import Unavailable
from apps.connection.refusals import refused

_ASK_AGAIN = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        # Nobody cancels here: it is a server that ends. gRPC itself turns away so what arrives in that instant.
        grpc.StatusCode.CANCELLED,
    }
)


@dataclass(frozen=True)
class Patience:
    """How long an answer is waited for. All in seconds."""

    limit_s: float
    """No new attempt begins later than this after the first."""
    deadline_s: float = 10.0
    """Of one attempt."""
    first_pause_s: float = 0.1
    longest_pause_s: float = 2.0

    def pauses(self) -> Iterator[float]:
        """The pauses between attempts, each twice the one before up to the longest."""
        pause = self.first_pause_s
        while True:
            yield pause
            pause = min(2 * pause, self.longest_pause_s)


A_QUESTION = Patience(limit_s=3.0)
"""A person waits; a question can be put again by hand."""
A_LONG_QUESTION = Patience(limit_s=3.0, deadline_s=60.0)
"""One that goes through the whole catalogue, rule by rule."""
A_COMMAND = Patience(limit_s=10.0)
"""Long enough for a process that died to be started again."""


def ask(call: Callable[..., Any], request: Message, patience: Patience = A_QUESTION) -> Any:
    """Call `call` with `request` and answer its response.

    Safe for commands: every attempt carries the same request_id, and a service answers a repeat with its
    first answer.

    Raises:
        Refused: the service said no, or failed in a way that asking again does not mend.
        Unavailable: no answer within the patience.

    """
    give_up_at = time.monotonic() + patience.limit_s
    for pause in patience.pauses():
        try:
            return call(request, timeout=patience.deadline_s)
        except grpc.RpcError as error:
            if error.code() not in _ASK_AGAIN:
                raise refused(error) from error
            if time.monotonic() + pause > give_up_at:
                raise unavailable(request, error) from error
        time.sleep(pause)
    raise AssertionError("the pauses never end")


def unavailable(request: Message, error: grpc.RpcError) -> Unavailable:
    """Which service gave no answer to a request, and what was seen of it."""
    return Unavailable(service_of(request), refused(error))


def service_of(request: Message) -> str:
    """The service a request is meant for, from its package: somicis.<service>.v1."""
    return str(request.DESCRIPTOR.full_name).split(".")[1]
