"""What differs between two contents is told value by value, so that a second person can judge it."""

from typing import Any

import pytest

from services.catalogue.domain.changes import ABSENT, Change, changes


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [Change("a", 1, 2)]),
        ({"a": 1}, {"a": None}, [Change("a", 1, None)]),
        ({"a": 1}, {}, [Change("a", 1, ABSENT)]),
        ({}, {"a": None}, [Change("a", ABSENT, None)]),
        ({"a": {"it": "x", "en": "y"}}, {"a": {"it": "z", "en": "y"}}, [Change("a.it", "x", "z")]),
        ({"a": [1, 2]}, {"a": [1, 2, 3]}, [Change("a.2", ABSENT, 3)]),
        ({"a": {"b": 1}}, {"a": [1]}, [Change("a", {"b": 1}, [1])]),
        ({"a": 1}, {"a": True}, [Change("a", was=1, becomes=True)]),
        ({"a": 1}, {"a": 1.0}, []),
    ],
)
def test_a_value_that_is_not_the_same_is_told(was: Any, becomes: Any, told: list[Change]) -> None:
    """Null, nothing and false are three things."""
    assert list(changes(was, becomes)) == told


def test_items_with_an_id_are_the_same_item_wherever_they_stand() -> None:
    """An age that moved is no other age; that it moved is told once."""
    age, sex = {"id": "age", "value": 18}, {"id": "sex", "value": "f"}

    assert list(changes([age, sex], [{"id": "new"}, age, sex])) == [Change("new", ABSENT, {"id": "new"})]
    assert list(changes([age, sex], [sex, {**age, "value": 19}])) == [
        Change("age.value", 18, 19),
        Change("", ["age", "sex"], ["sex", "age"]),
    ]


def test_an_id_that_stands_twice_names_nothing() -> None:
    """Then items are counted."""
    twice = [{"id": "a", "value": 1}, {"id": "a", "value": 2}]

    assert list(changes(twice, [twice[0], {"id": "a", "value": 3}])) == [Change("1.value", 2, 3)]
