"""Counts and times what a gRPC server answers, by service, method and code."""

from collections.abc import Iterable
from typing import Any

from grpc import StatusCode
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

UNKNOWN = "unknown"
"""Service and method of a call for something that is not there: callers cannot make up labels."""
BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 60.0, 900.0)
"""Seconds; the last ones are for streams."""


class RpcMetrics:
    """The numbers of one gRPC process, kept in the registry it is given."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["service", "method", "code"]
        self._requests = Counter("somicis_rpc_requests", "Calls answered.", labels, registry=registry)
        self._errors = Counter(
            "somicis_rpc_errors", "Calls answered with another code than OK.", labels, registry=registry
        )
        self._duration = Histogram(
            "somicis_rpc_duration_seconds",
            "From taking a call up to its answer; for a stream, to its end.",
            labels,
            registry=registry,
            buckets=BUCKETS,
        )
        self._streams = Gauge("somicis_rpc_streams_open", "Streams being sent.", registry=registry)
        self._prepare(UNKNOWN, UNKNOWN)

    def expect(self, services: Iterable[Any]) -> None:
        """Begin every count of these service descriptors at zero, so that the first error is a rise."""
        for service in services:
            for method in service.methods:
                self._prepare(service.full_name, method.name)

    def answered(self, service: str, method: str, code: StatusCode, seconds: float) -> None:
        """One call has ended."""
        labels = (service, method, code.name)
        self._requests.labels(*labels).inc()
        self._duration.labels(*labels).observe(seconds)
        if code is not StatusCode.OK:
            self._errors.labels(*labels).inc()

    def stream_opened(self) -> None:
        """One more stream."""
        self._streams.inc()

    def stream_closed(self) -> None:
        """One stream less."""
        self._streams.dec()

    def _prepare(self, service: str, method: str) -> None:
        for code in StatusCode:
            self._requests.labels(service, method, code.name)
            if code is not StatusCode.OK:
                self._errors.labels(service, method, code.name)
        # Ten lines each: a duration with an error's code appears with the first such error.
        self._duration.labels(service, method, StatusCode.OK.name)
