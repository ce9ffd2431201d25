"""What ties together all that one request brings about: a correlation id and the W3C trace context."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.traceparent import trace_id_of, well_formed

CORRELATION = "x-correlation-id"
TRACEPARENT = "traceparent"


@dataclass(frozen=True)
class Trace:
    """The correlation id, a UUID, and the traceparent of one call."""

    correlation: str
    traceparent: str

    @classmethod
    def of(cls, metadata: Mapping[str, str]) -> "Trace":
        """What the caller sent where it has the right shape; a new one where not."""
        return cls(
            _uuid_in(metadata.get(CORRELATION, "")) or str(uuid4()),
            well_formed(metadata.get(TRACEPARENT, "")) or _new_traceparent(),
        )

    def in_logs(self) -> Mapping[str, str]:
        """What stands in every line a call writes; a worker's lines have `correlation` and `trace_id` too."""
        trace_id = trace_id_of(self.traceparent)
        return {"correlation": self.correlation, "trace_id": trace_id, "traceparent": self.traceparent}

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The two as gRPC metadata, for the answer and for calls to other services."""
        return ((CORRELATION, self.correlation), (TRACEPARENT, self.traceparent))


def texts_of(metadata: Iterable[tuple[str, str | bytes]]) -> Mapping[str, str]:
    """The metadata that is text, by key; of a key sent twice the first."""
    found: dict[str, str] = {}
    for key, value in metadata:
        if isinstance(value, str):
            found.setdefault(key, value)
    return found


def _uuid_in(text: str) -> str:
    try:
        return str(UUID(text)) if len(text) == 36 else ""  # noqa: PLR2004 - a UUID in its usual form
    except ValueError:
        return ""


def _new_traceparent() -> str:
    # Flags 00: nobody has decided to record this trace.
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"
