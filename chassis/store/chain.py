"""The hash chain of a stream: what makes a change of anything stored show (design D8)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = bytes(32)
"""What the first event of a stream follows."""

LINKED = ("previous_hash", "stream", "version", "position", "name", "subject", "recorded_at", "origin", "state")
"""The columns a link is made of: all a stored event has but the link itself, in this order for ever."""


def link(row: Mapping[str, Any]) -> bytes:
    """The link of a stored event in its stream's chain: 32 bytes of SHA-256.

    Every part is led by its length, so that no two different events give the same bytes.
    """
    digest = hashlib.sha256()
    for column in LINKED:
        part = _bytes(row[column])
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _bytes(value: bytes | datetime | object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    return str(value).encode()
