"""Reads people's signed tokens: JWTs of one issuer, checked against its published keys."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from chassis.clock import machine_now
from chassis.serving.identity import Identity, Method, Role
from chassis.serving.refusals import NoValidToken
from chassis.serving.roles import PEOPLE

ALGORITHMS = ("ES256", "RS256", "PS256")
"""Asymmetric ones only: with the others, whoever may check a token may also make one."""
OF_PEOPLE = PEOPLE | {Role.ORIENTATION}
"""What a token may say its bearer is; partners and services show a certificate."""
OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
REMEMBERED = 1024
"""Tokens whose signature need not be checked again."""
LEEWAY_S = 30
"""By how much the issuer's clock and ours may differ."""


class SignedTokens:
    """The tokens of one issuer for one audience. Times are the machine's, whatever the stack's clock reads."""

    def __init__(self, keys: KeySet, issuer: str, audience: str, now: Callable[[], datetime] = machine_now) -> None:
        self._keys = keys
        # A signature that was right stays right; what the claims say of time is judged at every call.
        self._signed = lru_cache(REMEMBERED)(self._read)
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(now().timestamp()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    @classmethod
    def from_file(
        cls, jwks: Path, issuer: str, audience: str, now: Callable[[], datetime] = machine_now
    ) -> "SignedTokens":
        """With the keys of a JWKS file."""
        return cls(KeySet.import_key_set(json.loads(jwks.read_text("utf-8"))), issuer, audience, now)

    def identity(self, token: str) -> Identity:
        """Who the token speaks for; raises NoValidToken saying what is wrong with it."""
        claims = self._claims_of(token)
        return Identity(
            actor=_matching(claims, "sub", OPAQUE),
            organisation=_matching(claims, "org", CODE),
            role=_role(claims),
            method=Method.TOKEN,
        )

    def _claims_of(self, token: str) -> dict[str, Any]:
        try:
            claims = self._signed(token)
            self._claims.validate(claims)
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise NoValidToken(problem=_problem(error)) from error
        return claims

    def _read(self, token: str) -> dict[str, Any]:
        return jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims


def _problem(error: Exception) -> str:
    match error:
        case ExpiredTokenError():
            return "it has expired"
        case ClaimError(claim=("iss" | "aud" | "exp" | "nbf" | "iat" | "sub") as claim):
            return f"its claims do not fit ({claim})"
    return "the issuer has not signed it"


def _matching(claims: dict[str, Any], claim: str, shape: re.Pattern[str]) -> str:
    value = claims.get(claim)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise NoValidToken(problem=f"its claims do not fit ({claim})")
    return value


def _role(claims: dict[str, Any]) -> Role:
    role = claims.get("role")
    if not isinstance(role, str) or role not in OF_PEOPLE:
        raise NoValidToken(problem="its claims do not fit (role)")
    return Role(role)
