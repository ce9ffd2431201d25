"""A message as plain data for machines: the names of the published language, codes instead of numbers."""

from typing import Any

from google.protobuf.message import Message


def plain(message: Message) -> dict[str, Any]:
    """Every field by its name: whole numbers as numbers, enums as codes, what was not given as None."""
    return {field.name: _value(message, field) for field in message.DESCRIPTOR.fields}


def code_of(enum: Any, number: int) -> str | None:
    """The stable code of an enum value, as "walk_in" for CHANNEL_WALK_IN; None for the unspecified one.

    A value this client does not know yet is its number: newer services may say more.
    """
    if number == 0:
        return None
    value = enum.values_by_number.get(number)
    return str(value.name.removeprefix(prefix_of(enum)).lower()) if value else str(number)


def codes_of(enum: Any) -> dict[str, int]:
    """Every code of an enum and its number, in order; without the unspecified value."""
    prefix = prefix_of(enum)
    return {value.name.removeprefix(prefix).lower(): value.number for value in enum.values if value.number}


def prefix_of(enum: Any) -> str:
    """What the names of all values of an enum begin with."""
    return str(enum.values_by_number[0].name.removesuffix("UNSPECIFIED"))


def _value(message: Message, field: Any) -> Any:
    value = getattr(message, field.name)
    if field.is_repeated:
        return [_single(field, one) for one in value]
    if field.message_type and not message.HasField(field.name):
        return None
    return _single(field, value)


def _single(field: Any, value: Any) -> Any:
    if field.message_type:
        return plain(value)
    if field.enum_type:
        return code_of(field.enum_type, value)
    return value
