"""The catalogue behind a real gRPC server with real certificates and tokens."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.calling import organisation_channel, people_channel
from chassis.serving import (
    Addresses,
    Identification,
    Limits,
    RpcMetrics,
    Server,
    ServerCertificate,
    SignedTokens,
)
from stacks.development_tokens import AUDIENCE, ISSUER
from tests.support.catalogue_service import CatalogueService
from tests.support.running_server import ORGANISATIONS, Identities


@dataclass(frozen=True)
class Doors:
    """Clients of the service, each with an identity of its own."""

    server: Server
    identities: Identities
    opened: ExitStack
    registry: CollectorRegistry

    def person(self, name: str) -> Any:
        """What a demonstrator calls with their token."""
        address = f"localhost:{self.server.people_port}"
        return self._stub(people_channel(address, self._authority, self.identities.token(name)))

    def organisation(self, code: str) -> Any:
        """What an organisation calls with its certificate."""
        address = f"localhost:{self.server.organisations_port}"
        return self._stub(organisation_channel(address, self._authority, self.identities.certificate(code)))

    def on_behalf_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """What a service sends beside its certificate to ask for a demonstrator."""
        return (("authorization", f"Bearer {self.identities.token(name)}"),)

    @property
    def _authority(self) -> bytes:
        return self.identities.ca.authority.read_bytes()

    def _stub(self, channel: Any) -> Any:
        self.opened.callback(channel.close)
        return CatalogueServiceStub(channel)


@contextmanager
def doors_of(service: CatalogueService, identities: Identities) -> Iterator[Doors]:
    """A server of the catalogue alone, for as long as the context lasts."""
    registry = CollectorRegistry()
    server = _server(service, identities, registry)
    server.start()
    with ExitStack() as opened:
        opened.callback(server.drain, 0)
        yield Doors(server, identities, opened, registry)


def _server(service: CatalogueService, identities: Identities, registry: CollectorRegistry) -> Server:
    pair = identities.ca.server
    return Server(
        [service.served()],
        identification=Identification(ORGANISATIONS, SignedTokens.from_file(identities.tokens.jwks, ISSUER, AUDIENCE)),
        certificate=ServerCertificate.from_files(pair.certificate, pair.key, identities.ca.authority),
        clock=service.clock,
        metrics=RpcMetrics(registry),
        addresses=Addresses(),
        limits=Limits(),
    )
