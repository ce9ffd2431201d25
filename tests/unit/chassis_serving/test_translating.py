"""Messages and domains name the same things; translating loses nothing and invents nothing."""

from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import profile_pb2

from chassis.translating import day, enum_from, enum_to, instant, uuid, uuid_or_none

ONE = "0b6c7a4e-7a39-4dd4-9d1c-0f3f8f1e2b11"


class AgeBracket(StrEnum):
    """As a domain has it."""

    UNDER_18 = "under_18"
    FROM_18_TO_60 = "from_18_to_60"
    OVER_60 = "over_60"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """Another one, of which the domain knows only a part."""

    LOAN = "loan"


@pytest.mark.parametrize("member", list(AgeBracket))
def test_a_member_and_its_number_stand_for_each_other(member: AgeBracket) -> None:
    """By name: the numbers of a message are nobody's business."""
    number = enum_to(profile_pb2.AgeBracket, member)

    assert profile_pb2.AgeBracket.Name(number) == f"AGE_BRACKET_{member.name}"
    assert enum_from(AgeBracket, profile_pb2.AgeBracket, number) is member


def test_nothing_is_the_number_for_not_given() -> None:
    """As every enum of the published language has it."""
    assert enum_to(profile_pb2.AgeBracket, None) == 0


@pytest.mark.parametrize("number", [0, measure_pb2.KIND_GRANT, 99])
def test_a_number_the_domain_has_no_member_for_is_loud(number: int) -> None:
    """Validation has refused it before, so here it is a bug."""
    with pytest.raises(ValueError, match=r"\w"):
        enum_from(Kind, measure_pb2.Kind, number)


def test_an_empty_text_is_no_day_instant_or_id() -> None:
    """Optional fields are empty."""
    assert (day(""), instant(""), uuid_or_none("")) == (None, None, None)


def test_ids_and_days_are_what_they_say() -> None:
    """In their usual form."""
    assert uuid(ONE) == uuid_or_none(ONE) == UUID(ONE)
    assert day("2023-01-09") == date(2023, 1, 9)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023-02-02T18:00:00+01:00", datetime(2023, 2, 2, 17, tzinfo=UTC)),
        ("2023-02-02T18:00:00Z", datetime(2023, 2, 2, 18, tzinfo=UTC)),
        ("2023-02-02", datetime(2023, 2, 2, 22, 59, 59, 999999, UTC)),
        ("2023-07-02", datetime(2023, 7, 2, 21, 59, 59, 999999, UTC)),
    ],
)
def test_an_instant_is_in_utc_and_a_day_stands_for_its_last_in_rome(text: str, meant: datetime) -> None:
    """What was known on a day includes that day's evening and nothing of the next, in summer and in winter."""
    assert instant(text) == meant
