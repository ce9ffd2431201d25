"""Calls any method of a server by its descriptor, with bytes, as anybody: so every method can be tried."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import descriptor_pool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from somicis.catalogue.v1 import catalogue_service_pb2
from somicis.intake.v1 import intake_service_pb2
from somicis.referral.v1 import referral_service_pb2
from somicis.reporting.v1 import reporting_service_pb2
from somicis.shared.v1 import operations_service_pb2

from tests.support.grpc_answers import Failure, failure_of

OURS = tuple(
    next(iter(module.DESCRIPTOR.services_by_name.values()))
    for module in (
        intake_service_pb2,
        catalogue_service_pb2,
        referral_service_pb2,
        reporting_service_pb2,
        operations_service_pb2,
    )
)
"""The services we have written ourselves."""
NO_MESSAGE = b"\x00"
"""Bytes that are a message of no type: who is let in is told so, and nothing happens."""
LIMIT_S = 20.0


@dataclass(frozen=True)
class Method:
    """One method of one service: its full name, and which sides send a stream."""

    path: str
    client_streams: bool
    server_streams: bool

    def failure(self, channel: Any, payload: bytes, metadata: Mapping[str, str] | None = None) -> Failure:
        """How the call fails; an assertion when it does not."""
        return failure_of(lambda: self.answers(channel, payload, metadata))

    def answers(self, channel: Any, payload: bytes, metadata: Mapping[str, str] | None = None) -> list[bytes]:
        """Everything that is answered."""
        asked = {"timeout": LIMIT_S, "metadata": tuple((metadata or {}).items())}
        if self.client_streams:
            return list(channel.stream_stream(self.path)(iter([payload]), **asked))
        if self.server_streams:
            return list(channel.unary_stream(self.path)(payload, **asked))
        return [channel.unary_unary(self.path)(payload, **asked)]


def methods_of(service: Any) -> list[Method]:
    """The methods of a service descriptor."""
    return [
        Method(f"/{service.full_name}/{one.name}", one.client_streaming, one.server_streaming)
        for one in service.methods
    ]


def reflected(channel: Any) -> list[Method]:
    """Every method of every service that a server says it has."""
    told = ProtoReflectionDescriptorDatabase(channel)
    pool = descriptor_pool.DescriptorPool(told)
    return [method for name in sorted(told.get_services()) for method in methods_of(pool.FindServiceByName(name))]


@contextmanager
def people_port(address: str, authority: bytes, token: str | None) -> Iterator[Any]:
    """A channel to a people's port, with any token or with none."""
    credentials = grpc.ssl_channel_credentials(authority)
    if token is not None:
        credentials = grpc.composite_channel_credentials(credentials, grpc.access_token_call_credentials(token))
    with grpc.secure_channel(address, credentials) as channel:
        yield channel


@contextmanager
def organisations_port(address: str, authority: bytes, shown: tuple[bytes, bytes] | None) -> Iterator[Any]:
    """A channel to an organisations' port that shows a certificate with its key, or none."""
    chain, key = shown or (None, None)
    credentials = grpc.ssl_channel_credentials(authority, key, chain)
    with grpc.secure_channel(address, credentials) as channel:
        yield channel
