"""Between the types of messages and the types of domains: enums, ids, days, instants."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from chassis.days import instant_of

E = TypeVar("E", bound=StrEnum)


def enum_from(kind: type[E], wire: Any, number: int) -> E:
    """The member for a number of a protobuf enum; raises ValueError for a number without one, 0 included.

    AGE_BRACKET_OVER_60 of the enum AgeBracket is the member whose value is "over_60".
    """
    return kind(wire.Name(number).removeprefix(_prefix(wire)).lower())


def enum_to(wire: Any, member: StrEnum | None) -> Any:
    """The number, of the type its enum has, for a member; 0, which says "not given", for None."""
    return 0 if member is None else wire.Value(_prefix(wire) + member.value.upper())


def uuid(text: str) -> UUID:
    """The id a field of the format UUID holds."""
    return UUID(text)


def uuid_or_none(text: str) -> UUID | None:
    """The id, None when the field is empty."""
    return UUID(text) if text else None


def day(text: str) -> date | None:
    """The day, None when the field is empty."""
    return date.fromisoformat(text) if text else None


def instant(text: str) -> datetime | None:
    """The instant in UTC, None when the field is empty; a day stands for its last instant in Rome."""
    return instant_of(text).astimezone(UTC) if text else None


def _prefix(wire: Any) -> str:
    """AGE_BRACKET_ for AgeBracket."""
    name = wire.DESCRIPTOR.name
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name).lstrip("_")
    return f"{words.upper()}_"
