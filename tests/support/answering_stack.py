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
PEOPLE = ("operator", "supervisor", "editor", "ops", "auditor")

Answer = Callable[[Any, grpc.ServicerContext], Any]
"""Takes the request and the call; answers the response, for a stream an iterator of responses."""


@dataclass
class AnsweringStack:
    """What was asked of it and how it answers. `answers` is by method name; a Message answers every request."""

    folder: Path
    answers: dict[str, Answer | Message] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    callers: list[str] = field(default_factory=list)
    """The token or the certificate's common name of every call, in order."""

    @property
    def file(self) -> Path:
        """Where the client finds the stack."""
        return self.folder / "stack.json"

    def requests(self, method: str) -> list[Any]:
        """The requests of one method, in order."""
        return [request for name, request in self.asked if name == method]

    def answer(self, method: str, request: Any, call: grpc.ServicerContext) -> Any:
        """Remember the request and answer it as the test says."""
        self.asked.append((method, request))
        self.callers.append(_caller(call))
        if method not in self.answers:
            call.abort(grpc.StatusCode.UNIMPLEMENTED, f"the test has no answer for {method}")
        told = self.answers[method]
        return told if isinstance(told, Message) else told(request, call)


@contextmanager
def answering_stack(folder: Path) -> Iterator[AnsweringStack]:
    """A stack in `folder` that runs until the end of the context."""
    ca = DevelopmentCa(folder / "certificates")
    ca.make(["CCIAA_MARCHE"])
    (folder / "tokens").mkdir()
    for person in PEOPLE:
        (folder / "tokens" / f"{person}.jwt").write_text(f"token-of-{person}\n")
    stack = AnsweringStack(folder)
    server = grpc.server(ThreadPoolExecutor(4), handlers=[_Handler(stack)])
    pair = [(ca.server.key.read_bytes(), ca.server.certificate.read_bytes())]
    authority = ca.authority.read_bytes()
    organisations = grpc.ssl_server_credentials(pair, authority, require_client_auth=True)
    doors = {
        "organisations": server.add_secure_port("127.0.0.1:0", organisations),
        "people": server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials(pair)),
    }
    stack.file.write_text(json.dumps(stack_file(doors)))
    server.start()
    try:
        yield stack
    finally:
        server.stop(grace=None).wait()


def stack_file(doors: dict[str, int]) -> dict[str, Any]:
    """What a stack's file says of services that all stand behind two ports."""
    addresses = {door: f"127.0.0.1:{port}" for door, port in doors.items()}
    services = ["intake", "catalogue", "referral", "reporting"]
    return {
        "stack": "answering",
        "test_clock": True,
        "certificates": "certificates",
        "tokens": "tokens",
        "ca": "certificates/ca.pem",
        "services": dict.fromkeys(services, addresses),
        "processes": [
            {"name": "grpc", "role": "grpc", "services": services, "probe": "http://127.0.0.1:1", **addresses},
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


class _Handler(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc comes without types
    def __init__(self, stack: AnsweringStack) -> None:
        self._stack = stack

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        method = METHODS.get(details.method)
        if method is None:
            return None
        make = grpc.unary_stream_rpc_method_handler if method.server_streaming else grpc.unary_unary_rpc_method_handler
        return make(
            lambda request, call: self._stack.answer(method.name, request, call),
            request_deserializer=GetMessageClass(method.input_type).FromString,
            response_serializer=GetMessageClass(method.output_type).SerializeToString,
        )


def _caller(call: grpc.ServicerContext) -> str:
    names = call.auth_context().get("x509_common_name")
    if names:
        return str(names[0].decode())
    return str(dict(call.invocation_metadata()).get("authorization", ""))
