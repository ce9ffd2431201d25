"""What can be typed, and what it becomes."""

from collections.abc import Callable
from typing import Any

import pytest
from somicis.intake.v1 import case_pb2

from apps.cli.typed import Code, Day, Identifier, Instant, Mistake, Number, OneOf


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (Code(case_pb2.Channel), "walk_in", case_pb2.CHANNEL_WALK_IN),
        (Code(case_pb2.Channel), "Walk-In", case_pb2.CHANNEL_WALK_IN),
        (Day(), "2023-02-16", "2023-02-16"),
        (Day(), "16/2/2023", "2023-02-16"),
        (Instant(), "2023-02-02T09:00", "2023-02-02T09:00:00+01:00"),
        (Instant(), "2023-07-02T09:00", "2023-07-02T09:00:00+02:00"),
        (Instant(), "2023-02-02T09:00:00Z", "2023-02-02T09:00:00+00:00"),
        (Instant(), "2/2/2023", "2023-02-02"),
        (Number(), "12", 12),
        (Identifier(), "3F2B8C1E-0d5a-4c8e-9a41-6a2f0d7c5b10", "3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10"),
        (OneOf("it", "en"), "en", "en"),
    ],
)
def test_a_word_is_read_as_it_was_meant(read: Callable[[str], Any], typed: str, meant: Any) -> None:
    """People write days and codes in more than one way; services take one."""
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("read", "typed", "key"),
    [
        (Code(case_pb2.Channel), "unspecified", "code"),
        (Code(case_pb2.Channel), "1", "code"),
        (Day(), "2023-02-30", "day"),
        (Day(), "30/2/2023", "day"),
        (Day(), "2/2023", "day"),
        (Instant(), "tomorrow", "instant"),
        (Number(1), "0", "number"),
        (Number(), "-1", "number"),
        (Number(), "²", "number"),
        (Identifier(), "3f2b", "identifier"),
        (OneOf("it", "en"), "fr", "code"),
    ],
)
def test_a_word_that_cannot_be_meant_is_a_mistake(read: Callable[[str], Any], typed: str, key: str) -> None:
    """Nothing is guessed, and "not given" is nothing one can give."""
    with pytest.raises(Mistake) as mistake:
        read(typed)

    assert (mistake.value.key, mistake.value.facts["typed"]) == (key, typed)
