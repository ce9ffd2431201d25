"""A stack whose services answer what a test tells them to, over real gRPC and TLS, for tests of clients."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2
from grpc_status import rpc_status
from somicis.catalogue.v1 import catalogue_service_pb2
from somicis.intake.v1 import intake_service_pb2
from somicis.referral.v1 import referral_service_pb2
from somicis.reporting.v1 import reporting_service_pb2
from somicis.shared.v1 import operations_service_pb2

from stacks.development_ca import DevelopmentCa

FILES = (
    catalogue_service_pb2,
    intake_service_pb2,
    referral_service_pb2,
    reporting_service_pb2,
    operations_service_pb2,
    health_pb2,
)
METHODS = {
    f"/{service.full_name}/{method.name}": method
    for file in FILES
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
PEOPLE = ("operator", "supervisor", "editor", "editor-2", "ops", "auditor", "orientation")

Answer = Callable[[Any, grpc.ServicerContext], Any]
"""Takes the request and the call; answers the response, for a stream an iterator of responses."""


@dataclass
class AnsweringStack:
    """What was asked of it and how it answers. `answers` is by method name; a Message answers every request.

    All its gRPC processes, of which there may be several, answer alike.
    """

    folder: Path
    answers: dict[str, Answer | Message] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    callers: list[str] = field(default_factory=list)
    """The token or the certificate's common name of every call, in order."""
    asked_at: list[int] = field(default_factory=list)
    """Which replica was asked, by its number from 1, for every call, in order."""
    servers: list[Any] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """Where the client finds the stack."""
        return self.folder / "stack.json"

    def requests(self, method: str) -> list[Any]:
        """The requests of one method, in order."""
        return [request for name, request in self.asked if name == method]

    def kill(self, replica: int) -> None:
        """End a replica at once: what it has in hand gets no answer."""
        self.servers[replica - 1].stop(grace=None)

    def answer(self, replica: int, method: str, request: Any, call: grpc.ServicerContext) -> Any:
        """Remember the request and answer it as the test says."""
        self.asked_at.append(replica)
        self.asked.append((method, request))
        self.callers.append(_caller(call))
        if method not in self.answers:
            call.abort(grpc.StatusCode.UNIMPLEMENTED, f"the test has no answer for {method}")
        told = self.answers[method]
        return told if isinstance(told, Message) else told(request, call)


@contextmanager
def answering_stack(folder: Path, replicas: int = 1) -> Iterator[AnsweringStack]:
    """A stack in `folder` that runs until the end of the context, with so many gRPC processes."""
    ca = DevelopmentCa(folder / "certificates")
    ca.make(["CCIAA_MARCHE"])
    (folder / "tokens").mkdir()
    for person in PEOPLE:
        (folder / "tokens" / f"{person}.jwt").write_text(f"token-of-{person}\n")
    stack = AnsweringStack(folder)
    stack.file.write_text(json.dumps(stack_file(*[_replica(stack, ca) for _ in range(replicas)])))
    for server in stack.servers:
        server.start()
    try:
        yield stack
    finally:
        for server in stack.servers:
            server.stop(grace=None).wait()


def _replica(stack: AnsweringStack, ca: DevelopmentCa) -> dict[str, int]:
    """Make one more process of a stack, not started; answers its ports by door."""
    server = grpc.server(ThreadPoolExecutor(4), handlers=[_Handler(stack, len(stack.servers) + 1)])
    stack.servers.append(server)
    pair = [(ca.server.key.read_bytes(), ca.server.certificate.read_bytes())]
    organisations = grpc.ssl_server_credentials(pair, ca.authority.read_bytes(), require_client_auth=True)
    return {
        "organisations": server.add_secure_port("127.0.0.1:0", organisations),
        "people": server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials(pair)),
    }


def stack_file(*replicas: dict[str, int]) -> dict[str, Any]:
    """What a stack's file says of services that all stand behind the ports of one process, or of several alike."""
    at = [{door: f"127.0.0.1:{port}" for door, port in doors.items()} for doors in replicas]
    addresses = {door: ",".join(each[door] for each in at) for door in at[0]}
    services = ["intake", "catalogue", "referral", "reporting"]
    hosts: dict[str, Any] = {"role": "grpc", "services": services, "probe": "http://127.0.0.1:1"}
    return {
        "stack": "answering",
        "test_clock": True,
        "certificates": "certificates",
        "tokens": "tokens",
        "ca": "certificates/ca.pem",
        "services": dict.fromkeys(services, addresses),
        "processes": [
            *({"name": "grpc" if n == 1 else f"grpc-{n}", **hosts, **each} for n, each in enumerate(at, 1)),
            {"name": "worker", "role": "worker", "services": services, "probe": "http://127.0.0.1:2"},
        ],
    }


def failing(code: grpc.StatusCode, message: str, *details: Message) -> Answer:
    """An answer that fails with a google.rpc.Status."""
    status = status_pb2.Status(code=code.value[0], message=message)
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return lambda _, call: call.abort_with_status(rpc_status.to_status(status))


def refusing(reason: str, message: str = "", **facts: str) -> Answer:
    """An answer that refuses as the services do."""
    info = error_details_pb2.ErrorInfo(reason=reason, domain="somicis", metadata=facts)
    return failing(grpc.StatusCode.FAILED_PRECONDITION, message or reason, info)


def after(failures: Sequence[grpc.StatusCode], response: Message) -> Answer:
    """An answer that fails once with each of the codes, then answers."""
    left = list(failures)

    def answered(_: Any, call: grpc.ServicerContext) -> Message:
        if left:
            call.abort(left.pop(0), "not now")
        return response

    return answered


_HANDLERS = {
    (False, False): grpc.unary_unary_rpc_method_handler,
    (False, True): grpc.unary_stream_rpc_method_handler,
    (True, True): grpc.stream_stream_rpc_method_handler,
}


class _Handler(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc comes without types
    def __init__(self, stack: AnsweringStack, replica: int) -> None:
        self._stack = stack
        self._replica = replica

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        method = METHODS.get(details.method)
        if method is None:
            return None
        make = _HANDLERS[method.client_streaming, method.server_streaming]
        return make(
            lambda request, call: self._stack.answer(self._replica, method.name, request, call),
            request_deserializer=GetMessageClass(method.input_type).FromString,
            response_serializer=GetMessageClass(method.output_type).SerializeToString,
        )


def _caller(call: grpc.ServicerContext) -> str:
    names = call.auth_context().get("x509_common_name")
    if names:
        return str(names[0].decode())
    return str(dict(call.invocation_metadata()).get("authorization", ""))
