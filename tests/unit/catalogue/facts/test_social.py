"""Two tests of 30 % that count the same workers differently."""

from itertools import product
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile

TYPE_B, BY_WORKERS = "enterprise.social_type_b", "enterprise.social_by_workers"
TOTAL, L381, D112 = "enterprise.workers.total", "enterprise.workers.l381_art4", "enterprise.workers.dlgs112_art2"
UNKNOWN = "unknown"


def workers(total: Any, some: Any, **told: Any) -> Profile:
    """An enterprise that has so many of each."""
    return read_profile({"enterprise.stage": "constituted", TOTAL: total, L381: some, D112: some, **told})


def both(profile: Profile) -> tuple[Any, Any]:
    """What is then so by either law."""
    return profile[TYPE_B].given, profile[BY_WORKERS].given


@pytest.mark.parametrize(
    ("total", "some", "type_b", "by_workers"),
    [
        (13, 3, True, False),
        (14, 3, False, False),
        (10, 3, True, True),
        (11, 3, True, False),
        (9, 2, False, False),
        (3, 3, True, True),
        (0, 0, False, False),
        (5, 0, False, False),
    ],
)
def test_disadvantaged_workers_count_in_the_total_of_one_law_only(
    total: int, some: int, type_b: Any, by_workers: Any
) -> None:
    """3 of 13 are 30 % of the 10 others (L. 381/1991) and 23 % of all (D.Lgs. 112/2017)."""
    assert both(workers(total, some)) == (type_b, by_workers)


@pytest.mark.parametrize(
    ("total", "some", "expected"),
    [
        (None, None, (UNKNOWN, UNKNOWN)),
        (13, None, (UNKNOWN, UNKNOWN)),
        (None, 3, (UNKNOWN, UNKNOWN)),
        ("refused", 3, (UNKNOWN, UNKNOWN)),
        (None, 0, (False, False)),
        (0, None, (False, False)),
        ([8, 10], 3, (True, True)),
        ([8, 11], 3, (True, UNKNOWN)),
        ([14, 20], [1, 3], (False, False)),
        ([13, 20], [1, 3], (UNKNOWN, False)),
        (10, [3, 5], (True, True)),
    ],
)
def test_numbers_known_in_part_say_what_is_certain(total: Any, some: Any, expected: tuple[Any, Any]) -> None:
    """And no more."""
    assert both(workers(total, some)) == expected


def test_nothing_said_of_a_range_is_otherwise_for_one_of_its_numbers() -> None:
    """Every range of up to six workers, with each pair of numbers in it."""
    ends = [(low, high) for low, high in product(range(7), repeat=2) if low <= high]
    for (least, most), (few, many) in product(ends, ends):
        pairs = [(t, s) for t, s in product(range(least, most + 1), range(few, many + 1)) if s <= t]
        if not pairs:
            continue
        found = both(workers([least, most], [few, many]))
        each = zip(*(both(workers(total, some)) for total, some in pairs), strict=True)
        assert found == tuple(one.pop() if len(one) == 1 else UNKNOWN for one in map(set, each)), (
            least,
            most,
            few,
            many,
        )


def test_what_was_told_itself_goes_before_numbers_nobody_knows() -> None:
    """A desk may have seen the register, and not have counted."""
    assert workers(None, None, **{TYPE_B: True})[TYPE_B].given is True
    assert workers(13, 3, **{TYPE_B: "refused"})[TYPE_B].given is True


@pytest.mark.parametrize(("fact", "told"), [(TYPE_B, False), (BY_WORKERS, True)])
def test_what_was_told_against_the_numbers_is_refused(fact: str, told: Any) -> None:
    """Nobody knows which of the two is meant."""
    with pytest.raises(FactsInvalid, match="otherwise than the numbers"):
        workers(13, 3, **{fact: told})


def test_founders_choose_their_workers() -> None:
    """Of an idea nobody has hired anybody yet."""
    idea = read_profile({"enterprise": {"stage": "idea"}})

    assert idea.is_open(TYPE_B)
    assert idea.is_open(BY_WORKERS)


def test_the_numbers_are_missing_with_what_they_decide() -> None:
    """Either answers."""
    assert list(workers(None, 3).unknown_behind(TYPE_B)) == [TYPE_B, TOTAL]
    assert list(workers(None, None).unknown_behind(BY_WORKERS)) == [BY_WORKERS, D112, TOTAL]
    assert not list(workers(13, 3).unknown_behind(TYPE_B))
