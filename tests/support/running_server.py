"""A real gRPC server with real certificates and tokens, and clients that speak to it over TLS."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry

from chassis.calling import ClientCertificate, organisation_channel, people_channel
from chassis.serving import (
    Addresses,
    Identification,
    Limits,
    Organisations,
    RpcMetrics,
    ServedService,
    Server,
    ServerCertificate,
    SignedTokens,
)
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import AUDIENCE, ISSUER, DevelopmentTokens
from tests.support.small_services import SmallCatalogue, SmallReferrals, served_catalogue, served_referrals

ORGANISATIONS = Organisations(
    services=frozenset({"INTAKE", "REFERRAL", "CATALOGUE", "REPORTING"}), auditors=frozenset({"AUTORITA_AUDIT"})
)
NOON = datetime(2023, 1, 9, 11, tzinfo=UTC)


class StandingClock:
    """A clock that shows one instant."""

    def now(self) -> datetime:
        """Noon in Rome of the day the story begins."""
        return NOON


@dataclass(frozen=True)
class Identities:
    """A development authority and issuer."""

    ca: DevelopmentCa
    tokens: DevelopmentTokens

    @classmethod
    def made_in(cls, folder: Path) -> "Identities":
        """Make both."""
        made = cls(DevelopmentCa(folder / "certificates"), DevelopmentTokens(folder / "tokens"))
        made.ca.make()
        made.tokens.make()
        return made

    def certificate(self, organisation: str) -> ClientCertificate:
        """What the organisation shows."""
        pair = self.ca.organisation(organisation)
        return ClientCertificate.from_files(pair.certificate, pair.key)

    def token(self, name: str) -> str:
        """What a demonstrator sends."""
        return self.tokens.token(name).read_text()


@dataclass
class Running:
    """A server that answers, with its servicers, and clients of every kind."""

    identities: Identities
    server: Server
    registry: CollectorRegistry
    catalogue: SmallCatalogue
    referrals: SmallReferrals
    closing: ExitStack = field(default_factory=ExitStack)

    @property
    def authority(self) -> bytes:
        """What clients trust."""
        return self.identities.ca.authority.read_bytes()

    def organisation(self, code: str) -> Any:
        """A channel of an organisation."""
        return self.with_certificate(self.identities.certificate(code))

    def with_certificate(self, certificate: ClientCertificate) -> Any:
        """A channel that shows a certificate."""
        address = f"localhost:{self.server.organisations_port}"
        return self._kept(organisation_channel(address, self.authority, certificate))

    def person(self, name: str) -> Any:
        """A channel of a demonstrator."""
        return self.with_token(self.identities.token(name))

    def with_token(self, token: str) -> Any:
        """A channel that sends a token."""
        return self._kept(people_channel(f"localhost:{self.server.people_port}", self.authority, token))

    def _kept(self, channel: Any) -> Any:
        self.closing.callback(channel.close)
        return channel


def small_server(
    identities: Identities,
    limits: Limits,
    more: Sequence[ServedService] = (),
    addresses: tuple[int, int] = (0, 0),
) -> Running:
    """A server of the two small services and of more if wished, on any ports or on two given, not started."""
    catalogue, referrals, registry = SmallCatalogue(), SmallReferrals(), CollectorRegistry()
    pair = identities.ca.server
    server = Server(
        [served_catalogue(catalogue), served_referrals(referrals), *more],
        identification=Identification(ORGANISATIONS, SignedTokens.from_file(identities.tokens.jwks, ISSUER, AUDIENCE)),
        certificate=ServerCertificate.from_files(pair.certificate, pair.key, identities.ca.authority),
        clock=StandingClock(),
        metrics=RpcMetrics(registry),
        addresses=Addresses(*(f"127.0.0.1:{port}" for port in addresses)),
        limits=limits,
    )
    return Running(identities, server, registry, catalogue, referrals)
