"""Who calls: an organisation by its certificate, or one of its people by a signed token (design D9)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chassis.serving.refusals import NoValidCertificate, NoValidToken

ORGANISATION = re.compile(r"spiffe://somicis/org/([A-Z][A-Z0-9_]{0,63})")
BEARER = "bearer "


class Role(StrEnum):
    """What a caller may be; one table a service says which role may call which method."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    OPS = "ops"
    AUDITOR = "auditor"
    ORIENTATION = "orientation"
    PARTNER = "partner"
    SERVICE = "service"


class Method(StrEnum):
    """What the caller showed."""

    CERTIFICATE = "certificate"
    TOKEN = "token"  # noqa: S105 - the word, not one


@dataclass(frozen=True)
class Identity:
    """A caller. `actor` and `organisation` are opaque codes, never names.

    `on_behalf_of` is whom a service asks for; nobody else asks for another.
    """

    actor: str
    organisation: str
    role: Role
    method: Method
    on_behalf_of: "Identity | None" = None


@dataclass(frozen=True)
class Organisations:
    """The organisations that are more than partners, by their codes."""

    services: frozenset[str] = frozenset()
    auditors: frozenset[str] = frozenset()

    def role_of(self, organisation: str) -> Role:
        """The role an organisation's certificate gives."""
        if organisation in self.services:
            return Role.SERVICE
        return Role.AUDITOR if organisation in self.auditors else Role.PARTNER


class Tokens(Protocol):
    """Reads what a token says."""

    def identity(self, token: str) -> Identity:
        """Who the token speaks for; raises NoValidToken."""


@dataclass(frozen=True)
class Identification:
    """Tells who calls from what the connection and the metadata show."""

    organisations: Organisations
    tokens: Tokens

    def of(self, peer: Mapping[str, Sequence[bytes]], bearer: str) -> Identity:
        """The caller; raises NoValidCertificate and NoValidToken.

        The port for organisations lets nobody in without a certificate and the port for people
        asks for none: a certificate here was verified in the handshake, and tells the two apart.
        """
        if "x509_pem_cert" in peer:
            return self._organisation(peer, bearer)
        if not bearer:
            raise NoValidToken(problem="there is none")
        return self.tokens.identity(bearer)

    def _organisation(self, peer: Mapping[str, Sequence[bytes]], bearer: str) -> Identity:
        code = organisation_in(peer.get("peer_uri", ()))
        role = self.organisations.role_of(code)
        # Only a service speaks for somebody: from others a token beside the certificate counts for nothing.
        behalf = self.tokens.identity(bearer) if bearer and role is Role.SERVICE else None
        return Identity(code, code, role, Method.CERTIFICATE, behalf)


def organisation_in(uris: Sequence[bytes]) -> str:
    """The one organisation a certificate's URIs name; raises NoValidCertificate."""
    found = [match[1] for uri in uris if (match := ORGANISATION.fullmatch(uri.decode("utf-8", "replace")))]
    if len(found) != 1:
        raise NoValidCertificate(named=len(found))
    return found[0]


def bearer_in(authorization: str) -> str:
    """The token of an authorization header; empty when there is none of that kind."""
    if authorization[: len(BEARER)].lower() != BEARER:
        return ""
    return authorization[len(BEARER) :].strip()
