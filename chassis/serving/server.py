"""The gRPC server of a process: two TLS ports, everything it serves, health, reflection, an orderly end."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1 import health_pb2

from chassis.clock import Clock
from chassis.serving import health, reflection, roles
from chassis.serving.admission import Admission, Limits
from chassis.serving.answering import Answering, Rpc
from chassis.serving.certificates import ServerCertificate
from chassis.serving.identity import Identification
from chassis.serving.listening import Listening
from chassis.serving.roles import RoleTable
from chassis.serving.rpc_metrics import UNKNOWN, RpcMetrics
from chassis.serving.served import ServedService
from chassis.serving.statuses import PROJECT, Statuses

UNARY_WORKERS = 32
"""Threads that streams can never take."""
WAITING_CALLS = 512
"""Calls that may wait for a thread; gRPC answers more of them with RESOURCE_EXHAUSTED itself."""
MESSAGE_BYTES = 1024 * 1024
OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_BYTES),
    # Two servers on one port would each get half of the calls.
    ("grpc.so_reuseport", 0),
    # A client that vanished is noticed within fifteen seconds, and clients may look for us as often.
    ("grpc.keepalive_time_ms", 10_000),
    # What waits for the answer to a ping: gRPC documents keepalive_timeout_ms, and lets it wait a minute all the same.
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
)


@dataclass(frozen=True)
class Addresses:
    """Where the two ports listen, host:port; port 0 takes any that is free."""

    organisations: str = "127.0.0.1:0"
    people: str = "127.0.0.1:0"


class Server:
    """Serves services to organisations and to people. Calls are admitted, validated, answered and counted."""

    def __init__(
        self,
        services: Sequence[ServedService],
        *,
        identification: Identification,
        certificate: ServerCertificate,
        clock: Clock,
        metrics: RpcMetrics,
        addresses: Addresses,
        limits: Limits,
    ) -> None:
        self._health = health.Health({service.name: service.problems for service in services})
        self._roles = RoleTable()
        self._metrics = metrics
        self._admission = Admission(identification, self._roles, clock, metrics, limits)
        self._listening = Listening(limits.request_s)
        workers = limits.streams + UNARY_WORKERS
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="rpc")
        self._server = grpc.server(self._pool, options=OPTIONS, maximum_concurrent_rpcs=workers + WAITING_CALLS)
        self._serve([*services, *self._of_every_server(services)])
        self.organisations_port: int = self._server.add_secure_port(
            addresses.organisations, certificate.for_organisations()
        )
        self.people_port: int = self._server.add_secure_port(addresses.people, certificate.for_people())

    def start(self) -> None:
        """Begin to answer."""
        self._listening.start()
        self._server.start()

    def drain(self, grace_s: float) -> None:
        """Say NOT_SERVING, take no new call, end the streams, let the calls under way finish; then stop.

        What has not finished after `grace_s` seconds is cut off.
        """
        self._health.stop()
        self._admission.stop()
        self._server.stop(grace_s).wait()
        self._listening.stop()
        self._pool.shutdown(wait=False)

    def who_may(self) -> roles.WhoMay:
        """Full method name → roles, of everything this server answers."""
        return self._roles.who_may()

    def _serve(self, services: Sequence[ServedService]) -> None:
        for service in services:
            self._roles.add(service.descriptor, service.who_may, service.asked_by)
            handlers = {rpc.name: self._handler(method, rpc) for method, rpc in service.rpcs()}
            generic = grpc.method_handlers_generic_handler(service.name, handlers)
            self._server.add_generic_rpc_handlers((generic,))
        self._server.add_generic_rpc_handlers((_AnyOtherMethod(self._answering),))
        self._metrics.expect(service.descriptor for service in services)

    def _answering(self, rpc: Rpc) -> Answering:
        return Answering(rpc, self._admission, self._metrics, self._listening)

    def _handler(self, method: Any, rpc: Rpc) -> Any:
        answering = self._answering(rpc)
        match method.client_streaming, method.server_streaming:
            case False, False:
                return grpc.stream_unary_rpc_method_handler(answering.unary_unary)
            case False, True:
                return grpc.stream_stream_rpc_method_handler(answering.unary_stream)
            case True, True:
                return grpc.stream_stream_rpc_method_handler(answering.stream_stream)
        raise TypeError(f"{rpc.path}: nothing here takes a stream and gives one answer.")

    def _of_every_server(self, services: Sequence[ServedService]) -> list[ServedService]:
        descriptors = [
            health_pb2.DESCRIPTOR.services_by_name["Health"],
            reflection.v1_service(),
            reflection.ALPHA,
        ]
        names = [service.name for service in services] + [each.full_name for each in descriptors]
        reflected = reflection.Reflection(names)
        return [
            ServedService(descriptors[0], self._health, roles.HEALTH, health.STATUS),
            ServedService(descriptors[1], reflected, roles.REFLECTION),
            ServedService(descriptors[2], reflected, roles.REFLECTION),
        ]


class _AnyOtherMethod:
    """Answers for methods that are not there: who is not known does not learn which these are."""

    def __init__(self, answering: Callable[[Rpc], Answering]) -> None:
        self._answering = answering

    def service(self, details: Any) -> Any:
        """The handler of any method, as gRPC asks for it."""
        nothing = health_pb2.HealthCheckRequest
        rpc = Rpc(UNKNOWN, UNKNOWN, details.method, nothing, _never, Statuses(PROJECT, {}))
        return grpc.stream_unary_rpc_method_handler(self._answering(rpc).unary_unary)


def _never(_request: Any, _call: Any) -> Any:
    raise AssertionError("The table of roles has let a call through to a method that is not there.")
