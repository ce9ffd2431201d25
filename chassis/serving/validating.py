"""Holds a request against the rules its fields declare, before any servicer sees it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from somicis.shared.v1.field_pb2 import FieldRule
from somicis.shared.v1.field_pb2 import field as declared_rule

from chassis.modelling import InvalidField
from chassis.serving.judging import (
    Judge,
    fine,
    judge_of_bytes,
    judge_of_enum,
    judge_of_number,
    judge_of_text,
)

ITEMS = 50
"""Items of a list whose rule names no number."""


class InvalidFields(Exception):
    """What was sent cannot be meant; `violations` names every field that is wrong."""

    def __init__(self, violations: Sequence[InvalidField]) -> None:
        super().__init__("; ".join(str(violation) for violation in violations))
        self.violations = tuple(violations)


def validate(message: Message) -> None:
    """Raise InvalidFields with all that is wrong in the message."""
    violations = list(rules_of(message.DESCRIPTOR).violations(message, ""))
    if violations:
        raise InvalidFields(violations)


@cache
def rules_of(descriptor: Descriptor) -> "MessageRules":
    """The rules of a message type, made once."""
    return MessageRules(descriptor)


class MessageRules:
    """The rules of every field of one message type."""

    def __init__(self, descriptor: Descriptor) -> None:
        self._fields = [FieldRules(field) for field in descriptor.fields]

    def violations(self, message: Message, path: str) -> Iterator[InvalidField]:
        """Everything wrong in the message; `path` leads to it, empty or ending in a dot."""
        for field in self._fields:
            yield from field.violations(message, path)


class FieldRules:
    """The rule of one field: whether it must be given, how many, and what each value may be."""

    def __init__(self, field: FieldDescriptor) -> None:
        self._name = field.name
        self._rule = rule_of(field)
        self._most = self._rule.max_items or ITEMS
        self._repeated = field.is_repeated
        self._is_absent = _absence(field)
        kind = field.message_type
        self._value = _of_scalar(judge_of(field)) if kind is None else _of_message(kind)

    def violations(self, message: Message, path: str) -> Iterator[InvalidField]:
        """Everything wrong with this field of the message."""
        where = path + self._name
        if self._is_absent(message):
            if self._rule.required:
                yield InvalidField(where, "must be given")
        elif self._repeated:
            yield from self._list(getattr(message, self._name), where)
        else:
            yield from self._value(getattr(message, self._name), where)

    def _list(self, items: Sequence[Any], where: str) -> Iterator[InvalidField]:
        if len(items) > self._most:
            yield InvalidField(where, f"has {len(items)} items, {self._most} are the most")
            return
        for index, item in enumerate(items):
            yield from self._value(item, f"{where}[{index}]")


def rule_of(field: FieldDescriptor) -> FieldRule:
    """What a field declares; for a field that declares nothing, an empty rule."""
    rule: FieldRule = field.GetOptions().Extensions[declared_rule]
    return rule


def judge_of(field: FieldDescriptor) -> Judge:
    """The judge of one value of a field that holds no messages."""
    rule = rule_of(field)
    if field.enum_type is not None:
        return judge_of_enum(field.enum_type.name, field.enum_type.values_by_number)
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING:
            return judge_of_bytes(rule) if field.type == FieldDescriptor.TYPE_BYTES else judge_of_text(rule)
        case FieldDescriptor.CPPTYPE_BOOL:
            return fine
    return judge_of_number(rule)


def _absence(field: FieldDescriptor) -> Callable[[Message], bool]:
    name = field.name
    if field.is_repeated or not field.has_presence:
        return lambda message: not getattr(message, name)
    return lambda message: not message.HasField(name)


def _of_scalar(judge: Judge) -> Callable[[Any, str], Iterator[InvalidField]]:
    def violations(value: Any, where: str) -> Iterator[InvalidField]:
        problem = judge(value)
        if problem is not None:
            yield InvalidField(where, problem)

    return violations


def _of_message(kind: Descriptor) -> Callable[[Any, str], Iterator[InvalidField]]:
    if kind.GetOptions().map_entry:
        raise TypeError(f"{kind.full_name}: there is no rule for maps; use a list of messages.")
    # Looked up when needed, so that a message type may contain itself.
    return lambda value, where: rules_of(kind).violations(value, f"{where}.")
