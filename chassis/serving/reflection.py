"""gRPC reflection in both versions tools ask for; the library only brings v1alpha."""

from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.message import Message
from grpc_reflection.v1alpha import reflection_pb2 as alpha
from grpc_reflection.v1alpha.reflection import ReflectionServicer

from chassis.serving.call import Call

ALPHA = alpha.DESCRIPTOR.services_by_name["ServerReflection"]
V1_FILE = "grpc/reflection/v1/reflection.proto"


class Reflection:
    """Servicer of both versions: they differ in nothing but the name of their package."""

    def __init__(self, services: Iterable[str]) -> None:
        self._stock = ReflectionServicer(services)

    def ServerReflectionInfo(  # noqa: N802
        self, requests: Iterator[Message], call: Call
    ) -> Iterator[Any]:
        """What the services and messages look like; v1alpha's answers are v1's, byte for byte."""
        yield from self._stock.ServerReflectionInfo(map(_as_alpha, requests), None)


def v1_service() -> Any:
    """The descriptor of grpc.reflection.v1.ServerReflection, made from v1alpha when nobody has brought it."""
    pool = descriptor_pool.Default()
    try:
        file = pool.FindFileByName(V1_FILE)
    except KeyError:
        file = pool.AddSerializedFile(_v1_file().SerializeToString())
    return file.services_by_name["ServerReflection"]


def _v1_file() -> descriptor_pb2.FileDescriptorProto:
    file = descriptor_pb2.FileDescriptorProto()
    alpha.DESCRIPTOR.CopyToProto(file)
    renamed = descriptor_pb2.FileDescriptorProto(name=V1_FILE, package="grpc.reflection.v1", syntax="proto3")
    renamed.message_type.extend(file.message_type)
    renamed.service.extend(file.service)
    for field in (field for message in renamed.message_type for field in message.field):
        if field.type_name:
            field.type_name = _renamed(field.type_name)
    for method in renamed.service[0].method:
        method.input_type, method.output_type = _renamed(method.input_type), _renamed(method.output_type)
    return renamed


def _renamed(name: str) -> str:
    return name.replace(".grpc.reflection.v1alpha.", ".grpc.reflection.v1.")


def _as_alpha(request: Message) -> Any:
    return alpha.ServerReflectionRequest.FromString(request.SerializeToString())
