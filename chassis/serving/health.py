"""grpc.health.v1: whether each service of this process can do its work, asked anew every time."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from grpc import StatusCode
from grpc_health.v1 import health_pb2 as pb

from chassis.modelling import Refusal
from chassis.serving.call import Call

Problems = Callable[[], Sequence[str]]
"""What keeps a service from working, in words; empty when nothing does."""


class ServiceUnknown(Refusal):
    """Health was asked of a service that is not here."""

    reason = "SERVICE_UNKNOWN"
    message = "There is no service {service} here. The empty name stands for all of them."


STATUS: Mapping[type[Refusal], StatusCode] = {ServiceUnknown: StatusCode.NOT_FOUND}


class Health:
    """Servicer of grpc.health.v1.Health. The empty name means all services together."""

    def __init__(self, problems: Mapping[str, Problems], look_every_s: float = 1.0) -> None:
        self._problems = problems
        self._look_every_s = look_every_s
        self._stopping = threading.Event()

    def stop(self) -> None:
        """From now on nothing serves."""
        self._stopping.set()

    def Check(self, request: pb.HealthCheckRequest, call: Call) -> pb.HealthCheckResponse:  # noqa: N802
        """How one service does; raises ServiceUnknown."""
        return pb.HealthCheckResponse(status=self._status(request.service))

    def List(self, request: pb.HealthListRequest, call: Call) -> pb.HealthListResponse:  # noqa: N802
        """How every service does."""
        names = ["", *self._problems]
        return pb.HealthListResponse(
            statuses={name: pb.HealthCheckResponse(status=self._status(name)) for name in names}
        )

    def Watch(  # noqa: N802
        self, request: pb.HealthCheckRequest, call: Call
    ) -> Iterator[pb.HealthCheckResponse]:
        """How one service does, now and at every change, the end of this server included."""
        last = None
        for status in self._looks(request.service, call):
            if status != last:
                yield pb.HealthCheckResponse(status=status)
            last = status

    def _looks(self, service: str, call: Call) -> Iterator[int]:
        while call.is_active():
            yield self._watched(service)
            self._stopping.wait(self._look_every_s)
        # A server that stops says so with its last word.
        yield self._watched(service)

    def _watched(self, service: str) -> int:
        # A watcher may wait for a service that has yet to appear; the protocol has a status for that.
        known = not service or service in self._problems
        return self._status(service) if known else pb.HealthCheckResponse.SERVICE_UNKNOWN

    def _status(self, service: str) -> int:
        if service and service not in self._problems:
            raise ServiceUnknown(service=service)
        asked = [self._problems[service]] if service else self._problems.values()
        well = not self._stopping.is_set() and not any(problems() for problems in asked)
        status: int = pb.HealthCheckResponse.SERVING if well else pb.HealthCheckResponse.NOT_SERVING
        return status
