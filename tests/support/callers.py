"""Everybody who might call a stack: those it knows, and strangers who have something wrong about them."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from apps.connection.stack_file import Stack
from chassis.clock import machine_now
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import AUDIENCE, DEMONSTRATORS, ISSUER, DevelopmentTokens
from tests.support.method_calls import organisations_port, people_port

PARTNERS = ("CCIAA_MARCHE", "CPI_FERMO")
AUDITORS = ("AUTORITA_AUDIT",)
SERVICES = ("INTAKE", "REFERRAL", "CATALOGUE", "REPORTING")
NO_TOKEN = ("UNAUTHENTICATED", "NO_VALID_TOKEN")
NO_CERTIFICATE = ("UNAUTHENTICATED", "NO_VALID_CERTIFICATE")
NO_HANDSHAKE = ("UNAVAILABLE", None)
_OPERATOR: Mapping[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "op-1",
    "org": "PREFETTURA_FERMO",
    "role": "operator",
}


@dataclass(frozen=True)
class Caller:
    """Somebody with a way in: the role they have, or how every call of theirs ends."""

    name: str
    channel: Any
    role: str = ""
    turned_away: tuple[str, str | None] = ("", None)


@contextmanager
def everybody(stack: Stack, elsewhere: Path) -> Iterator[list[Caller]]:
    """All of them, connected; `elsewhere` is an empty folder for another authority and another issuer."""
    with ExitStack() as opened:
        enter = opened.enter_context
        doors, authority = stack.services["intake"], stack.ca.read_bytes()
        tokens = {one.name: (one.role, _token(stack, one.name)) for one in DEMONSTRATORS}
        yield [
            *(Caller(n, enter(people_port(doors.people, authority, token)), r) for n, (r, token) in tokens.items()),
            *(
                Caller(name, enter(organisations_port(doors.organisations, authority, _pair(stack, name))), role)
                for name, role in _organisations()
            ),
            *(
                Caller(name, enter(people_port(doors.people, authority, token)), turned_away=NO_TOKEN)
                for name, token in _bad_tokens(stack, elsewhere).items()
            ),
            *(
                Caller(name, enter(organisations_port(doors.organisations, authority, shown)), turned_away=end)
                for name, (shown, end) in _bad_certificates(stack, elsewhere).items()
            ),
        ]


def _organisations() -> Iterator[tuple[str, str]]:
    yield from ((name, "partner") for name in PARTNERS)
    yield from ((name, "auditor") for name in AUDITORS)
    yield from ((name, "service") for name in SERVICES)


def _bad_tokens(stack: Stack, elsewhere: Path) -> Mapping[str, str | None]:
    """Tokens that open nothing, by what is wrong with them."""
    strangers = DevelopmentTokens(elsewhere / "tokens")
    strangers.make()
    key = ECKey.import_key(json.loads((stack.tokens / "signing.json").read_text("utf-8")))
    return {
        "nobody: no token": None,
        "somebody with the token of another issuer": strangers.token("operator").read_text(),
        "an operator whose token has expired": signed(key, exp=_in(timedelta(minutes=-5))),
        "an operator whose token is not valid yet": signed(key, nbf=_in(timedelta(minutes=5))),
        "an operator with a token for another audience": signed(key, aud="elsewhere"),
        "an operator with a token that names another issuer": signed(key, iss="https://elsewhere.invalid"),
        "a token that says its bearer is a partner": signed(key, role="partner"),
        "a token that says its bearer is a service": signed(key, role="service"),
        "a token that says its bearer is everything": signed(key, role="admin"),
        "a token nobody has signed": _unsigned(),
        "a token signed with the public key": _signed_with_what_everybody_knows(stack),
        "a token that was changed": _changed(_token(stack, "editor")),
        "something that is no token": "operator",
    }


def _bad_certificates(stack: Stack, elsewhere: Path) -> Mapping[str, tuple[tuple[bytes, bytes] | None, Any]]:
    """Certificates that open nothing, by what is wrong with them, and how far they get."""
    strangers = DevelopmentCa(elsewhere / "certificates")
    strangers.make()
    known = DevelopmentCa(stack.certificates)
    known.make(["nobody"])  # a name that is no code
    return {
        "nobody: no certificate": (None, NO_HANDSHAKE),
        "a partner another authority vouches for": (_read(strangers, "CCIAA_MARCHE"), NO_HANDSHAKE),
        "a service another authority vouches for": (_read(strangers, "INTAKE"), NO_HANDSHAKE),
        "the server's own certificate": (_pair(stack, "server"), NO_HANDSHAKE),
        "a certificate that names no organisation": (_read(known, "nobody"), NO_CERTIFICATE),
    }


def signed(key: Any, algorithm: str = "ES256", **claims: Any) -> str:
    """An operator's token with some claims otherwise."""
    usual = {**_OPERATOR, "exp": _in(timedelta(minutes=5))}
    header = {"alg": algorithm, "kid": key.kid} if key.kid else {"alg": algorithm}
    return jwt.encode(header, {**usual, **claims}, key, algorithms=[algorithm])


def _unsigned() -> str:
    parts = ({"alg": "none", "typ": "JWT"}, {**_OPERATOR, "exp": _in(timedelta(minutes=5))})
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def _signed_with_what_everybody_knows(stack: Stack) -> str:
    return signed(OctKey.import_key((stack.tokens / "jwks.json").read_bytes()), "HS256")


def _changed(token: str) -> str:
    """The token of one person with another person's role in it, under the old signature."""
    header, _, signature = token.split(".")
    return ".".join([header, _unsigned().split(".")[1], signature])


def _in(how_long: timedelta) -> int:
    return int((machine_now() + how_long).timestamp())


def _token(stack: Stack, name: str) -> str:
    return (stack.tokens / f"{name}.jwt").read_text("utf-8").strip()


def _pair(stack: Stack, name: str) -> tuple[bytes, bytes]:
    return (stack.certificates / f"{name}.pem").read_bytes(), (stack.certificates / f"{name}.key").read_bytes()


def _read(ca: DevelopmentCa, name: str) -> tuple[bytes, bytes]:
    pair = ca.organisation(name)
    return pair.certificate.read_bytes(), pair.key.read_bytes()
