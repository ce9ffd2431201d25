"""People who do not exist: plausible, readable, and the same for the same seed."""

from datetime import date

import pytest

from services.catalogue.application.invented_people import CITIZENSHIPS, STATUSES, TITLES, Facts, invented
from services.catalogue.domain.facts.reading import read_profile

ON = date(2023, 1, 16)


def many(seed: int = 7) -> list[Facts]:
    """Five hundred of them."""
    return list(invented(500, seed, ON))


def test_every_invented_profile_can_be_meant() -> None:
    """No fact is misspelt, and none contradicts another: reading them raises nothing."""
    for seed in (1, 2, 3):
        for facts in many(seed):
            read_profile(facts)


def test_a_seed_repeats_them_and_another_does_not() -> None:
    """Whoever rehearses the same draft again has the same crowd."""
    assert many() == many()
    assert many() != many(8)
    assert list(invented(3, 7, ON)) == many()[:3]


@pytest.mark.parametrize(
    ("group", "name", "words"),
    [("person", "citizenship", CITIZENSHIPS), ("employment", "status", STATUSES), ("permit", "kind", TITLES)],
)
def test_all_sorts_are_among_them_and_some_facts_untold(group: str, name: str, words: dict[str, int]) -> None:
    """A draft that hurts holders of one title is not rehearsed on holders of another alone."""
    groups = [facts["person"] if group == "person" else facts["person"][group] for facts in many()]
    told = {each.get(name) for each in groups if each}

    assert told == {*words, None}


def test_nobody_is_named_or_born_on_the_day_of_anybody() -> None:
    """There is nothing to name: no name, no code, no address."""
    assert {key for facts in many() for key in facts["person"]} == {
        "citizenship",
        "sex",
        "birth_date",
        "in_italy_since",
        "residence",
        "permit",
        "employment",
        "household",
    }
