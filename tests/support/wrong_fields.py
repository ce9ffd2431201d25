"""For every method of a service, every request that is wrong in one field, made from the descriptor alone.

`wrong_requests` gives requests that are right but for one field, with the path INVALID_ARGUMENT has
to name. `garbage` gives bytes that are no message of any type.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message
from somicis.shared.v1 import field_pb2 as shared

from tests.support.right_requests import give, right_request, right_value, rule_of

UNKNOWN_ENUM = 9_999
LENGTH, ITEMS = 200, 50
"""What an empty rule stands for, as proto/somicis/shared/v1/field.proto says."""
NEVER_A_MESSAGE = (b"\x00", b"\x07", b"\x0a\xff", b"\xff" * 11, b"\x0a\x02\xc3\x28\x0f")
"""Field number 0, a wire type there is none of, a length beyond the end, an endless number."""


@dataclass(frozen=True)
class WrongRequest:
    """A request that is wrong in one `field`, a path; `wrong` says how."""

    rpc: str
    field: str
    wrong: str
    request: Message

    @property
    def payload(self) -> bytes:
        """What goes over the wire."""
        return self.request.SerializeToString()

    def __str__(self) -> str:
        """What a failing test shows."""
        return f"{self.rpc} {self.field} {self.wrong}"


def wrong_requests(service: Any, foreign_token: str) -> Iterator[WrongRequest]:
    """All of them, for a service descriptor.

    `foreign_token` is a token of the right form that the server has not given for the question: the
    only kind of wrong a servicer has to notice itself.
    """
    for method in service.methods:
        rpc = f"/{service.full_name}/{method.name}"
        for field, wrong, request in _wrong_in(method.input_type, foreign_token):
            yield WrongRequest(rpc, field, wrong, request)


def garbage(kind: type[Message], seed: int, count: int = 20) -> Iterator[bytes]:
    """Bytes that are no message of the type, whatever a lenient reader makes of them."""
    yield from NEVER_A_MESSAGE
    chance = random.Random(seed)
    while count:
        some = chance.randbytes(chance.randint(1, 200))
        try:
            kind.FromString(some)
        except DecodeError:
            count -= 1
            yield some


def _wrong_in(kind: Descriptor, foreign_token: str) -> Iterator[tuple[str, str, Message]]:
    for field in kind.fields:
        if rule_of(field).required:
            request = right_request(kind)
            request.ClearField(field.name)
            yield field.name, "empty", request
        for path, wrong, value in _wrong_values(field, foreign_token):
            yield path, wrong, _with(kind, field, value)
        if field.is_repeated:
            most = rule_of(field).max_items or ITEMS
            yield field.name, "too many", _with(kind, field, [_right_item(field)] * (most + 1))


def _wrong_values(field: FieldDescriptor, foreign_token: str) -> Iterator[tuple[str, str, Any]]:
    """Path, kind of wrong, and value of a field or of the only item of a list."""
    here = f"{field.name}[0]" if field.is_repeated else field.name
    if field.message_type is not None:
        for path, wrong, inner in _wrong_in(field.message_type, foreign_token):
            yield f"{here}.{path}", wrong, inner
    elif field.enum_type is not None:
        yield here, "unknown enum", UNKNOWN_ENUM
    elif field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        yield from ((here, wrong, value) for wrong, value in _wrong_texts(field, foreign_token))
    elif field.cpp_type != FieldDescriptor.CPPTYPE_BOOL:
        yield from ((here, wrong, value) for wrong, value in _wrong_numbers(field))


def _wrong_texts(field: FieldDescriptor, foreign_token: str) -> Iterator[tuple[str, str]]:
    rule, right = rule_of(field), str(right_value(field))
    yield "too long", "A" * ((rule.max_length or LENGTH) + 1)
    yield "blank", " "
    yield "NUL", f"{right}\0"
    yield "escape", f"\x1b[31m{right}"
    if rule.format != shared.FORMAT_MULTILINE:
        yield "two lines", f"{right}\n{right}"
    if rule.format in {shared.FORMAT_UUID, shared.FORMAT_DATE, shared.FORMAT_INSTANT, shared.FORMAT_CODE}:
        yield "wrong shape", "no-Such 2023-13-45"
    if rule.pattern:
        yield "wrong shape", "?"
    if rule.format == shared.FORMAT_OPAQUE:
        yield "foreign", foreign_token


def _wrong_numbers(field: FieldDescriptor) -> Iterator[tuple[str, int]]:
    rule = rule_of(field)
    yield "negative", rule.minimum - 1
    if rule.maximum:
        yield "too large", rule.maximum + 1


def _right_item(field: FieldDescriptor) -> Any:
    return right_request(field.message_type) if field.message_type is not None else right_value(field)


def _with(kind: Descriptor, field: FieldDescriptor, value: Any) -> Message:
    """A right request but for one field; a value of a list is its only item unless it is a list."""
    request = right_request(kind)
    request.ClearField(field.name)
    if field.is_repeated:
        getattr(request, field.name).extend(value if isinstance(value, list) else [value])
    elif field.message_type is not None:
        give(request, field)
        getattr(request, field.name).CopyFrom(value)
        getattr(request, field.name).SetInParent()
    else:
        setattr(request, field.name, value)
    return request
