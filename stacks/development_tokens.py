"""An issuer of tokens for one stack on one machine: demonstration people, opaque, valid for a month."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import ECKey

from chassis.clock import machine_now
from stacks.private_files import write_private, write_public

ISSUER = "https://somicis.invalid/development"
AUDIENCE = "somicis"
LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Demonstrator:
    """Somebody who exists on development stacks only: the name they go by there, and what their token says."""

    name: str
    subject: str
    organisation: str
    role: str


DEMONSTRATORS = (
    Demonstrator("operator", "op-1", "PREFETTURA_FERMO", "operator"),
    Demonstrator("operator-2", "op-2", "PREFETTURA_FERMO", "operator"),
    Demonstrator("supervisor", "sup-1", "PREFETTURA_FERMO", "supervisor"),
    Demonstrator("editor", "ed-1", "PREFETTURA_FERMO", "editor"),
    # Nothing is published by the one who wrote it; this one is of a partner.
    Demonstrator("editor-2", "ed-2", "CCIAA_MARCHE", "editor"),
    Demonstrator("orientation", "ori-1", "CPI_FERMO", "orientation"),
    Demonstrator("ops", "ops-1", "PREFETTURA_FERMO", "ops"),
    Demonstrator("auditor", "aud-1", "AUTORITA_AUDIT", "auditor"),
)


class DevelopmentTokens:
    """The issuer in one folder: its keys, and a token for each demonstrator.

    Keys are made once; tokens are made anew by every `make`, so a stack that starts has a month.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = machine_now) -> None:
        self.folder = folder
        self._now = now

    @property
    def jwks(self) -> Path:
        """The public keys: what servers trust."""
        return self.folder / "jwks.json"

    def token(self, name: str) -> Path:
        """Where the token of a demonstrator lies."""
        return self.folder / f"{name}.jwt"

    def make(self) -> None:
        """Make the key where it is missing and the tokens always."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = self._key()
        published = json.dumps({"keys": [key.as_dict(private=False)]}, indent=2)
        write_public(self.jwks, published.encode())
        for demonstrator in DEMONSTRATORS:
            write_private(self.token(demonstrator.name), self._signed(key, demonstrator).encode())

    def _key(self) -> ECKey:
        path = self.folder / "signing.json"
        if path.exists():
            return ECKey.import_key(json.loads(path.read_text("utf-8")))
        key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
        write_private(path, json.dumps(key.as_dict(private=True)).encode())
        return key

    def _signed(self, key: ECKey, demonstrator: Demonstrator) -> str:
        now = self._now()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": demonstrator.subject,
            "org": demonstrator.organisation,
            "role": demonstrator.role,
            "nbf": int(now.timestamp()),
            "exp": int((now + LASTS).timestamp()),
        }
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)
