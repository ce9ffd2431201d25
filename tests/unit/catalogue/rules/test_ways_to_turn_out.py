"""What nobody knows is taken apart into the ways in which it may turn out: each that can be, and none that cannot."""

from typing import Any

import pytest

from services.catalogue.domain.facts.code_kinds import Flag
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.rules.cases import MOST_CASES, cases
from tests.support.rules import judging, rule

AMOUNT, FORM, FOUNDED = "project.amount", "enterprise.legal_form", "enterprise.constituted_on"
WOMEN, USES, CITIZEN = "enterprise.women_pct", "project.uses", "person.citizenship"
CONSTITUTED = {"enterprise.stage": "constituted"}
FLAGS = [name for name, fact in VOCABULARY.items() if isinstance(fact.kind, Flag)]


def ways(told: dict[str, Any], *asked: dict[str, Any], **parameters: Any) -> list[list[str]]:
    """What the rules say in each of the ways."""
    rules = [rule(each) for each in asked]
    return sorted([each.judge(way).truth.value for each in rules] for way in cases(rules, judging(told, **parameters)))


def test_of_two_facts_nobody_knows_there_is_every_pair() -> None:
    """Each of the two may turn out in two ways."""
    innovative, free = ({"fact": f"project.{name}", "is": True} for name in ("innovative", "interest_free"))

    assert ways({}, innovative, free) == [["false", "false"], ["false", "true"], ["true", "false"], ["true", "true"]]
    assert ways({"project.innovative": True}, innovative, free) == [["true", "false"], ["true", "true"]]
    assert ways({"project.innovative": True}, innovative) == [["true"]]


@pytest.mark.parametrize(
    ("amount", "least", "found"),
    [
        ([10000, 20000], 15000, [["false"], ["true"]]),
        ([10000, 20000], 20000, [["false"], ["true"]]),
        ([10000, 20000], 10000, [["true"]]),
        ([20000, 30000], 5000, [["true"]]),
        ([20000, 30000], 40000, [["false"]]),
        (None, 15000, [["false"], ["true"]]),
    ],
)
def test_of_a_sum_known_in_part_only_what_it_may_be_is_tried(amount: Any, least: int, found: list[list[str]]) -> None:
    """Who needs twenty to thirty thousand needs five thousand in every case."""
    assert ways({AMOUNT: amount}, {"fact": AMOUNT, "at_least": least}) == found


@pytest.mark.parametrize(
    ("form", "wanted", "found"),
    [
        (["srl", "cooperativa"], ["srl"], [["false"], ["true"]]),
        (["srl", "cooperativa"], ["srl", "cooperativa"], [["true"]]),
        (["srl", "cooperativa"], ["spa"], [["false"]]),
        (None, ["srl"], [["false"], ["true"]]),
    ],
)
def test_of_a_code_told_as_one_of_some_no_other_is_tried(form: Any, wanted: list[str], found: list[list[str]]) -> None:
    """Of two forms it is neither a third."""
    assert ways({**CONSTITUTED, FORM: form}, {"fact": FORM, "in": wanted}) == found


@pytest.mark.parametrize(
    ("told", "fact", "found"),
    [
        ({}, FORM, [["false"], ["true"]]),
        (CONSTITUTED, FOUNDED, [["true"]]),
        ({"person.in_italy_since": ["2023-05-01", "2023-06-01"]}, "person.in_italy_since", [["true"]]),
        ({}, "person.in_italy_since", [["false"], ["true"]]),
        ({}, "person.birth_date", [["true"]]),
    ],
)
def test_that_there_is_none_is_tried_where_there_may_be_none(
    told: dict[str, Any], fact: str, found: list[list[str]]
) -> None:
    """What is constituted was so on some day; everybody was born."""
    assert ways(told, {"fact": fact, "exists": True}) == found


@pytest.mark.parametrize("fact", ["person.employment.naspi_from", "person.household.adi_since"])
def test_what_is_granted_may_be_so_from_a_day_to_come(fact: str) -> None:
    """Of whom nothing is known of it, and of whom it is known that it is granted."""
    asks = {"fact": fact, "on_or_after": "2024-09-11"}

    assert ways({}, asks) == [["false"], ["true"]]
    assert ways({fact: ["2024-01-01", "2024-12-31"]}, asks) == [["false"], ["true"]]


def test_a_day_told_in_part_is_tried_to_its_end() -> None:
    """Also what lies between, after the day that is judged on."""
    since = "person.in_italy_since"
    from_20, to_25 = {"fact": since, "on_or_after": "2024-09-20"}, {"fact": since, "on_or_before": "2024-09-25"}

    found = ways({since: ["2024-09-01", "2024-09-30"]}, from_20, to_25)

    assert found == [["false", "true"], ["true", "false"], ["true", "true"]]


def test_a_day_that_may_lie_ahead_may_turn_out_to() -> None:
    """A business may start next year, and whoever was born was so by today."""
    starts, born = "project.starts_on", "person.birth_date"

    assert ways(CONSTITUTED, {"fact": starts, "on_or_after": "2025-01-01"}) == [["false"], ["true"]]
    assert ways({}, {"fact": born, "on_or_after": "2024-09-11"}) == [["false"]]
    assert ways({}, {"fact": born, "on_or_after": "2024-09-10"}) == [["false"], ["true"]]


def test_what_founders_still_choose_is_left_to_them() -> None:
    """That is no way in which something turns out."""
    [way] = cases([rule({"fact": WOMEN, "at_least": 60})], judging({"enterprise.stage": "idea"}))

    assert way.profile.is_open(WOMEN)


@pytest.mark.parametrize(("fact", "words"), [(USES, (["wages"], ["rent"])), (CITIZEN, (["SN", "MA"], ["SN", "TN"]))])
def test_of_several_lists_that_may_overlap_no_way_is_tried(fact: str, words: tuple[list[str], list[str]]) -> None:
    """No single word shows that a use is in both, or a country in one alone; of one list two do."""
    one, other = ({"fact": fact, "in": each} for each in words)

    assert ways({}, one) == [["false"], ["true"]]
    assert list(cases([rule(one), rule(other)], judging({}))) == []
    assert ways({fact: words[0][0]}, one, other) == [["true", "true" if fact == CITIZEN else "false"]]


@pytest.mark.parametrize(("flags", "number"), [(5, 32), (6, MOST_CASES), (7, 0)])
def test_more_ways_than_the_answer_is_worth_are_not_tried(flags: int, number: int) -> None:
    """Six facts that may each be so or not are sixty-four; with a seventh the answer stays unknown."""
    assert len(ways({}, *({"fact": name, "is": True} for name in FLAGS[:flags]))) == number
    assert cases([rule({"fact": name, "is": True}) for name in FLAGS[:7]], judging({})) == ()
