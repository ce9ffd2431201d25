"""Calls other services and our own front doors: channels, what is passed on, what a silence means."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from grpc import StatusCode

from chassis.refusals import OtherServiceUnavailable
from chassis.serving.call import Call
from chassis.serving.refusals import DeadlineExpired
from chassis.serving.tracing import Trace

OPTIONS = (
    ("grpc.keepalive_time_ms", 10_000),
    # What waits for the answer to a ping: gRPC documents keepalive_timeout_ms, and lets it wait a minute all the same.
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.max_pings_without_data", 0),
    # A service that comes back is found again within a second.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 1_000),
)
DOES_NOT_ANSWER = frozenset({StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED, StatusCode.RESOURCE_EXHAUSTED})


@dataclass(frozen=True)
class ClientCertificate:
    """What an organisation shows when it calls, PEM; the chain begins with its own certificate."""

    chain: bytes
    key: bytes

    @classmethod
    def from_files(cls, chain: Path, key: Path) -> "ClientCertificate":
        """Read the two files."""
        return cls(chain.read_bytes(), key.read_bytes())


def organisation_channel(address: str, authority: bytes, certificate: ClientCertificate) -> Any:
    """A channel to an organisations' port; `authority` signs the server's certificate.

    `address` is host:port, or several of one host's with commas between: whichever answers is asked.
    """
    credentials = grpc.ssl_channel_credentials(authority, certificate.key, certificate.chain)
    several = "," in address
    # Of several, gRPC does not take the name to look for in the certificate from the address.
    name = (("grpc.default_authority", address.partition(":")[0]),) if several else ()
    return grpc.secure_channel(f"ipv4:{address}" if several else address, credentials, (*OPTIONS, *name))


def people_channel(address: str, authority: bytes, token: str) -> Any:
    """A channel to a people's port whose every call carries the token."""
    credentials = grpc.composite_channel_credentials(
        grpc.ssl_channel_credentials(authority), grpc.access_token_call_credentials(token)
    )
    return grpc.secure_channel(address, credentials, OPTIONS)


class OtherService:
    """Another service, asked with our certificate for whoever has asked us."""

    def __init__(self, name: str, channel: Any) -> None:
        self._name = name
        self.channel = channel

    def ask(self, method: Callable[..., Any], request: Any, call: Call) -> Any:
        """The answer of a stub's method, within the time the caller has left.

        Raises OtherServiceUnavailable when there is none, DeadlineExpired when there is no time to
        ask; any other failure is a bug and stays one.
        """
        if call.time_remaining() <= 0:
            raise DeadlineExpired
        try:
            return method(request, timeout=call.time_remaining(), metadata=passed_on(call))
        except grpc.RpcError as error:
            if error.code() in DOES_NOT_ANSWER:
                raise OtherServiceUnavailable(service=self._name) from error
            raise

    def close(self) -> None:
        """Close the connection."""
        self.channel.close()


def passed_on(call: Call) -> Iterable[tuple[str, str]]:
    """The metadata that goes with a call to another service: the trace, and whom it is for."""
    trace = Trace(call.correlation, call.traceparent).metadata()
    return (*trace, ("authorization", f"Bearer {call.authorization}")) if call.authorization else trace
