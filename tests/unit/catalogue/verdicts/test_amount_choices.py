"""While founders still choose, the answer says on which choice it hangs which amount there is."""

from typing import Any

import pytest

from services.catalogue.domain.verdicts.todo import Todo
from tests.support.judged_measures import measure, stands

FORM, WOMEN, HEADS, SEX = "enterprise.legal_form", "enterprise.women_pct", "enterprise.applicants", "person.sex"
ALONE: dict[str, Any] = {"fact": FORM, "in": ["ditta_individuale", "lavoro_autonomo"]}
TOGETHER: dict[str, Any] = {"fact": FORM, "not_in": ["ditta_individuale", "lavoro_autonomo"]}
MOST: dict[str, Any] = {"fact": WOMEN, "more_than": 59}
FEMALE: dict[str, Any] = {"fact": SEX, "is": "F"}
SMALL, LARGE = {"of": "loan", "max": 10000}, {"of": "loan", "max": 50000}


def choices(*amounts: dict[str, Any], **told: Any) -> list[Todo]:
    """What founders of an idea are told to choose for the amount."""
    facts = {"person.citizenship": "IT", "project.amount": 9000, "enterprise": {"stage": "idea"}, **told}
    return [each for each in stands(measure("TIERS", amounts=list(amounts)), facts).todo if each.condition == "amount"]


@pytest.mark.parametrize(
    ("amounts", "chosen"),
    [
        ([{**SMALL, "only_if": ALONE}, {**LARGE, "only_if": TOGETHER}], (FORM,)),
        ([SMALL, {**LARGE, "only_if": {"not": ALONE}}], (FORM,)),
        ([SMALL, {**LARGE, "only_if": {"all": [TOGETHER, MOST]}}], (FORM, WOMEN)),
        ([SMALL, {**LARGE, "only_if": {"all": [FEMALE, MOST]}}], (WOMEN,)),
        ([{**SMALL, "per": "applicant"}], (HEADS,)),
        ([{**LARGE, "answers_need": False, "only_if": MOST}], (WOMEN,)),
        ([SMALL], ()),
        ([SMALL, {**LARGE, "only_if": FEMALE}], ()),
    ],
)
def test_a_choice_that_decides_the_amount_is_something_to_choose(
    amounts: list[dict[str, Any]], chosen: tuple[str, ...]
) -> None:
    """Each fact once, together; what only facts decide is no choice."""
    assert [each.facts for each in choices(*amounts)] == ([chosen] if chosen else [])


def test_what_is_chosen_decides_and_is_nothing_to_do() -> None:
    """Nor is what a business already is."""
    amounts = [{**SMALL, "only_if": ALONE}, {**LARGE, "only_if": TOGETHER}]

    assert choices(*amounts, enterprise={"stage": "idea", "legal_form": "snc"}) == []
    assert choices(*amounts, enterprise={"stage": "constituted"}) == []


def test_an_amount_that_is_not_theirs_asks_for_no_choice() -> None:
    """A man does not get the tier for women, whoever else is a member."""
    tier = {**LARGE, "only_if": {"all": [FEMALE, MOST]}}

    assert choices(SMALL, tier, **{SEX: "M"}) == []


def test_it_says_what_to_choose_and_why() -> None:
    """Before the enterprise is constituted."""
    [asked] = choices({**SMALL, "per": "applicant", "only_if": ALONE})

    assert (asked.code, asked.order) == ("choose", "before_constitution")
    assert asked.what.it == "Scegliere (forma giuridica, soci che chiedono l'aiuto): ne dipende quale importo spetta."
    assert asked.what.en == "Choose (legal form, members who apply): which amount there is hangs on it."


def test_what_decides_nothing_whatever_is_chosen_is_no_choice() -> None:
    """A woman has the tier for women whoever else is a member; and what only men may choose is nothing to her."""
    either = {**LARGE, "only_if": {"any": [FEMALE, MOST]}}
    of_men = {**LARGE, "only_if": {"any": [{"all": [{"fact": SEX, "is": "M"}, TOGETHER]}, MOST]}}

    assert choices(SMALL, either, **{SEX: "F"}) == []
    assert [each.facts for each in choices(SMALL, either, **{SEX: "M"})] == [(WOMEN,)]
    assert [each.facts for each in choices(SMALL, of_men, **{SEX: "F"})] == [(WOMEN,)]
