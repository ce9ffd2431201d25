"""The W3C trace context an event is stored with: the trace it belongs to, and the span that asked for it."""

import re
from uuid import UUID

_SHAPE = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def well_formed(text: str) -> str:
    """The text when it is a traceparent of version 00; empty when not, for what is malformed is ignored.

    https://www.w3.org/TR/trace-context/#a-traceparent-is-received
    """
    return text if _SHAPE.fullmatch(text) else ""


def trace_id_of(traceparent: str) -> str:
    """The trace's id, 32 hex digits; empty for no trace."""
    return traceparent[3:35]


def new_trace(request_id: UUID) -> str:
    """The traceparent of a request that follows from no other, such as a timer's; flags 00: nobody records it."""
    return f"00-{request_id.hex}-{_span_of(request_id)}-00"


def next_span(traceparent: str, request_id: UUID) -> str:
    """The traceparent of a request that answers an event: the event's trace and flags, a span of its own.

    Without one a new trace begins. All of it comes from the request's id, so an event that is handled again is
    answered in the same span.
    """
    if not traceparent:
        return new_trace(request_id)
    return f"00-{trace_id_of(traceparent)}-{_span_of(request_id)}-{traceparent[-2:]}"


def _span_of(request_id: UUID) -> str:
    return request_id.hex[16:]
