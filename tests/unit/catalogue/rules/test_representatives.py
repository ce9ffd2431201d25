"""Of all values of a fact those are looked at that show each way in which rules may take it: no fewer, and no crowd."""

from typing import Any

import pytest

from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.comuni import comuni_of
from services.catalogue.domain.rules import expression
from services.catalogue.domain.rules.representatives import representatives
from tests.support.rules import judging, rule, truth

BORN, DID, ENDS = "person.birth_date", "person.employment.did_on", "person.permit.expires_on"
CITIZEN, COMUNE, ATECO = "person.citizenship", "project.comune", "project.ateco"
EVER = ("1900-01-01", "2099-12-31")


def looked_at(asks: dict[str, Any], **parameters: Any) -> list[str]:
    """The values of the fact that is asked, on 10 September 2024, as they would be told."""
    return [
        str(one.given)
        for one in representatives(asks["fact"], expression.tests_in(rule(asks)), judging({}, **parameters))
    ]


@pytest.mark.parametrize(
    ("asks", "days", "none"),
    [
        ({"fact": DID, "on_or_after": "2024-05-01"}, ["2024-04-30", "2024-05-01", "2024-05-02"], ["none"]),
        ({"fact": DID, "on_or_before": "2024-05-01"}, ["2024-04-30", "2024-05-01", "2024-05-02"], ["none"]),
        ({"fact": DID, "on_or_before": "unknown"}, [], ["none"]),
        ({"fact": DID, "elapsed_at_least": {"days": 180}}, ["2024-03-13", "2024-03-14", "2024-03-15"], ["none"]),
        ({"fact": ENDS, "not_expired": True}, ["2024-09-09", "2024-09-10", "2024-09-11"], ["none"]),
        ({"fact": BORN, "age_at_least": 18}, ["2006-09-09", "2006-09-10", "2006-09-11"], []),
        ({"fact": BORN, "age_at_most": 65}, ["1958-09-09", "1958-09-10", "1958-09-11"], []),
        ({"fact": BORN, "age_at_most": "$oldest"}, ["1958-09-09", "1958-09-10", "1958-09-11"], []),
        ({"fact": BORN, "age_at_most": "$nobody_found"}, [], []),
    ],
)
def test_a_day_is_looked_at_on_both_sides_of_what_is_asked(
    asks: dict[str, Any], days: list[str], none: list[str]
) -> None:
    """And long ago and far off; that there is none, where there may be none."""
    found = looked_at(asks, oldest=65, nobody_found=None)

    assert sorted(found) == sorted([*EVER, *days, *none])


@pytest.mark.parametrize("asks", [{"at_least": 5000}, {"less_than": "$most"}])
def test_a_number_is_looked_at_on_both_sides_of_what_is_asked(asks: dict[str, Any]) -> None:
    """And beside nothing of it, which is the least there can be."""
    assert looked_at({"fact": "project.amount", **asks}, most=5000) == ["0", "1", "4999", "5000", "5001"]


def test_no_share_is_more_than_all_of_it() -> None:
    """What cannot be answered is not looked at."""
    assert looked_at({"fact": "enterprise.women_pct", "at_least": 100}) == ["0", "1", "99", "100"]


@pytest.mark.parametrize(
    ("asks", "codes"),
    [
        ({"fact": CITIZEN, "is": "MA"}, ["SN", "RO", "MA"]),
        ({"fact": CITIZEN, "not_in": ["MA", "TN"]}, ["SN", "RO", "MA", "TN"]),
        ({"fact": CITIZEN, "in": "unknown"}, ["SN", "RO"]),
        ({"fact": "person.born_in", "in": ["SN"]}, ["SN", "RO"]),
        ({"fact": COMUNE, "exists": True}, ["109006", "none"]),
        ({"fact": ATECO, "in_divisions": {"version": "2007", "codes": ["14", "15"]}}, ["14", "01.11", "none"]),
        ({"fact": ATECO, "in_sectors": ["pesca"]}, [*dict.fromkeys(ateco.examples("pesca")), "none"]),
    ],
)
def test_of_a_register_one_code_of_each_list_is_looked_at(asks: dict[str, Any], codes: list[str]) -> None:
    """A citizen of the Union, one of a third country, and whoever is named."""
    assert looked_at(asks) == codes


def test_of_an_area_one_comune_inside_is_looked_at_and_one_outside() -> None:
    """Not every comune of Italy."""
    inside, outside, none = looked_at({"fact": COMUNE, "in_area": "marche"})

    assert [inside in comuni_of("marche"), outside in comuni_of("marche"), none] == [True, False, "none"]


def test_of_words_no_rule_tells_apart_one_is_looked_at() -> None:
    """Who asks for the employed and the self-employed together cannot tell them apart; everybody has a status."""
    status = "person.employment.status"

    assert looked_at({"fact": status, "in": ["employed", "self_employed"]}) == ["employed", "first_job_seeker"]
    assert looked_at({"fact": status, "is": "employed"}) == ["employed", "first_job_seeker"]


@pytest.mark.parametrize("operator", ["on_or_before", "on_or_after", "elapsed_at_least", "age_at_most"])
def test_a_day_nobody_found_leaves_open_what_founders_choose(operator: str) -> None:
    """Whatever they choose, nobody can say whether it fits."""
    assert truth({"fact": "project.starts_on", operator: "unknown"}, {"enterprise.stage": "idea"}) == "unknown"
