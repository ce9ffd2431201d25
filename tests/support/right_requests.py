"""Makes a request that keeps every rule its fields declare, from the descriptor alone."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from somicis.shared.v1 import field_pb2 as shared

RIGHT: Mapping[int, str] = {
    shared.FORMAT_DATE: "2023-01-09",
    shared.FORMAT_INSTANT: "2023-02-02T18:00:00+01:00",
    shared.FORMAT_CODE: "FERMO",
    shared.FORMAT_MULTILINE: "id: PROVA\n",
    shared.FORMAT_OPAQUE: "bm9uZQ",
    shared.FORMAT_UNSPECIFIED: "prova",
}
CANDIDATES = ("SN", "it", "56.10", "109006", "SCHEDA/2023/1", "prova", "1", "a")
"""One of these matches every pattern in proto/; a new pattern that none matches is asked for by name."""


def right_request(kind: Descriptor) -> Message:
    """A message of the type with what is required, and nothing else."""
    message = message_factory.GetMessageClass(kind)()
    for field in kind.fields:
        if rule_of(field).required:
            give(message, field)
    return message


def give(message: Message, field: FieldDescriptor) -> Any:
    """Put a right value into a field; answer it. A list gets one item."""
    if field.message_type is not None:
        return _give_message(message, field, field.message_type)
    value = right_value(field)
    if field.is_repeated:
        getattr(message, field.name).append(value)
    else:
        setattr(message, field.name, value)
    return value


def right_value(field: FieldDescriptor) -> Any:
    """A value the field accepts, and that is not its default."""
    if field.enum_type is not None:
        return next(number for number in field.enum_type.values_by_number if number)
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return right_text(field)
    return True if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL else max(1, rule_of(field).minimum)


def right_text(field: FieldDescriptor) -> str:
    """A text the field accepts; every UUID field gets an id of its own, always the same."""
    rule = rule_of(field)
    if rule.format == shared.FORMAT_UUID:
        return str(uuid5(NAMESPACE_URL, field.full_name))
    if rule.pattern:
        fitting = [text for text in CANDIDATES if re.fullmatch(rule.pattern, text)]
        assert fitting, f"{field.full_name}: add a text that matches {rule.pattern} to CANDIDATES."
        return fitting[0]
    return RIGHT[rule.format]


def rule_of(field: FieldDescriptor) -> shared.FieldRule:
    """What the field declares."""
    rule: shared.FieldRule = field.GetOptions().Extensions[shared.field]
    return rule


def _give_message(message: Message, field: FieldDescriptor, kind: Descriptor) -> Any:
    right = right_request(kind)
    if field.is_repeated:
        getattr(message, field.name).append(right)
        return getattr(message, field.name)[0]
    getattr(message, field.name).CopyFrom(right)
    # An empty message is given too, once it is said to be.
    getattr(message, field.name).SetInParent()
    return getattr(message, field.name)
