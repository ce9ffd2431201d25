"""Amounts whose size hangs on what is known in part: nothing is said that one of the possibilities belies."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from tests.support.judged_measures import measure, stands

NEED, HEADS, SEX = "project.amount", "enterprise.applicants", "person.sex"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    SEX: "F",
    NEED: 9000,
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
}
EACH = {"of": "loan", "max": 5000, "per": "applicant"}
WOMEN = {"fact": SEX, "is": "F"}


def answer(*amounts: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> Judged:
    """How a measure with these amounts stands."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", amounts=list(amounts), **edition), facts, date(2023, 6, 1))


@pytest.mark.parametrize(
    ("need", "heads", "missing"),
    [
        (9000, [1, 3], (HEADS,)),
        (9000, [2, 3], ()),
        (5000, [1, 3], ()),
        (None, [1, 3], (NEED,)),
        (None, None, (NEED, HEADS)),
        ([4000, 30000], [2, 4], (NEED,)),
    ],
)
def test_how_many_apply_is_missing_where_fewer_are_not_enough(need: Any, heads: Any, missing: tuple[str, ...]) -> None:
    """5000 euros a head reach 9000 with two of them, and 5000 with one."""
    judged = answer(EACH, told={NEED: need, HEADS: heads})

    assert judged.missing == missing


@pytest.mark.parametrize(
    ("need", "state"),
    [([9000, 20000], "unknown"), ([9001, 20000], "partial"), ([1, 9000], "full"), ([1, 9001], "unknown")],
)
def test_a_need_known_in_part_is_covered_when_both_its_ends_are(need: Any, state: str) -> None:
    """What may be just enough is not yet too little."""
    assert answer({"of": "loan", "max": 9000}, told={NEED: need}).coverage.state.value == state


@pytest.mark.parametrize(
    ("need", "too_small"),
    [
        (8999, "true"),
        (9000, "false"),
        ([8000, 8999], "true"),
        ([8999, 9000], "unknown"),
        ([9000, 9001], "false"),
        (None, "unknown"),
    ],
)
def test_a_need_is_too_small_when_all_it_may_be_is(need: Any, too_small: str) -> None:
    """The smallest sum there is belongs to those one may ask for."""
    assert answer({"of": "loan", "min": 9000, "max": 20000}, told={NEED: need}).coverage.too_small.value == too_small


def test_a_flat_sum_is_no_limit_that_nobody_found() -> None:
    """Though it has no largest one."""
    judged = answer({"of": "loan", "flat": 9000, "max": None}, unverified=["amounts.0.flat", "amounts.0.max"])

    assert (judged.coverage.state.value, judged.coverage.not_found, judged.coverage.most) == ("full", False, 9000)


def test_what_is_without_a_limit_is_the_largest() -> None:
    """Beside any sum."""
    coverage = answer({"of": "loan", "max": 50000}, {"of": "guaranteed_loan", "max": None}).coverage

    assert (coverage.most, coverage.of) == (None, "guaranteed_loan")


@pytest.mark.parametrize(
    ("shares", "own"), [((75, 80), 20), ((80, 75), 20), ((None, 1), 99), ((None, None), None), ((100, 0), 0)]
)
def test_of_what_reaches_the_need_one_pays_the_least_oneself(shares: tuple[int | None, ...], own: int | None) -> None:
    """What of an expense is paid is said in percent; the rest is one's own."""
    amounts = [{"of": "loan", "max": 20000, **({} if pct is None else {"coverage_pct": pct})} for pct in shares]

    assert answer(*amounts).coverage.own_pct == own


def test_of_several_smallest_sums_the_smallest_counts() -> None:
    """And where one amount has none, there is none."""
    begins = [{"of": "loan", "min": 5000, "max": 20000}, {"of": "loan", "min": 8000, "max": 40000}]

    assert answer(*begins).coverage.least == 5000
    assert answer(*begins, {"of": "loan", "max": 100}).coverage.least is None


def test_where_no_amount_is_for_a_need_nothing_is_unfound() -> None:
    """There is nothing anybody could look for."""
    assert not answer({"of": "benefit", "max": 100}).coverage.not_found


def test_a_limit_nobody_found_may_be_larger_than_the_one_that_is_known() -> None:
    """As long as it may be theirs."""
    open_end, known = {"of": "loan", "max": None, "only_if": WOMEN}, {"of": "loan", "max": 5000}
    coverage = answer(open_end, known, told={SEX: None}, unverified=["amounts.0.max"]).coverage

    assert (coverage.not_found, coverage.most) == (True, None)


def test_how_many_apply_is_no_doubt_where_the_fewest_are_enough() -> None:
    """Two of 5000 euros reach 9000."""
    assert answer(EACH, told={HEADS: [2, 4]}).coverage.hangs_on == ()
    assert len(answer(EACH, told={HEADS: [1, 4]}).coverage.hangs_on) == 1


def test_whoever_one_turns_out_to_be_the_need_is_too_small_or_large_enough() -> None:
    """Of a need below both sums the larger is shown; where somebody has no smallest sum, none is."""
    low, high = {"of": "loan", "min": 5000, "max": 20000}, {"of": "loan", "min": 8000, "max": 20000}
    men = {"not": WOMEN}
    below = answer({**low, "only_if": WOMEN}, {**high, "only_if": men}, told={SEX: None, NEED: 1000}).coverage
    free = {"of": "loan", "max": 20000, "only_if": men}
    between = answer({**low, "only_if": WOMEN}, {**high, "only_if": WOMEN}, free, told={SEX: None, NEED: 6000}).coverage

    assert (below.too_small.value, below.least) == ("true", 8000)
    assert (between.too_small.value, between.least) == ("false", None)


def test_an_amount_for_others_leaves_nothing_to_choose() -> None:
    """Nor how many apply for it."""
    idea = {"enterprise.stage": "idea", "enterprise.legal_form": None, SEX: "M"}
    todo = answer({**EACH, "only_if": WOMEN}, {"of": "loan", "max": 9000}, told=idea).todo

    assert "amount" not in {each.condition for each in todo}


def test_of_sums_a_head_nobody_says_that_a_need_nobody_told_is_covered() -> None:
    """Three times 5000 is less than what they may need, whoever gets it."""
    tiers = {**EACH, "only_if": WOMEN}, {**EACH, "only_if": {"not": WOMEN}}

    assert answer(*tiers, told={SEX: None, NEED: None, HEADS: 3}).coverage.state.value == "unknown"
    assert answer(*tiers, told={SEX: None, NEED: 15000, HEADS: 3}).coverage.state.value == "full"


def test_where_only_an_amount_without_a_limit_may_be_theirs_nobody_says_that_it_is() -> None:
    """It is theirs, or nothing is: to be verified by who one is, and by no sum."""
    endless, small = (
        {"of": "loan", "max": None, "only_if": WOMEN},
        {"of": "loan", "max": 5000, "only_if": {"not": WOMEN}},
    )
    judged = answer(endless, small, told={SEX: None})

    assert (judged.verdict.value, judged.coverage.state.value, judged.coverage.most) == ("to_verify", "unknown", None)
    assert judged.missing == (SEX,)
