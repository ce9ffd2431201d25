"""Faults of a rule that reads well and judges nobody rightly."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.edition import Edition, edition_from
from services.catalogue.domain.lint.of_rules import of_rules
from services.catalogue.domain.lint.remark import Fault
from tests.support.measures import an_edition

ON = date(2024, 3, 1)


def edition_with(**condition: Any) -> Edition:
    """An edition with one condition."""
    texts = {"it": "Una regola.", "en": "A rule."}
    return edition_from(an_edition(conditions=[{"id": "rule", "about": "person", "text": texts, **condition}]))


def faults_of(require: dict[str, Any], fixable: str = "by_choice") -> list[Fault]:
    """What is said of an edition with this one rule."""
    return [remark.fault for remark in of_rules("TRIAL", edition_with(require=require, fixable=fixable), ON)]


def leather(version: str) -> dict[str, Any]:
    """Divisions of a list that says more than what was found of it."""
    return {"version": version, "codes": ["14", "15"], "complete": False}


@pytest.mark.parametrize(
    "require",
    [
        {"fact": "person.birth_date", "age_at_least": 18, "age_at_most": 65},
        {"fact": "enterprise.legal_form", "in": ["cooperativa"]},
        {"fact": "project.comune", "in_area": "crater_2016"},
        {"any": [{"fact": "person.sex", "is": "F"}, {"fact": "person.birth_date", "age_at_most": 35}]},
        {"fact": "enterprise.vat_opened_on", "elapsed_at_most": {"months": 60}, "if_none": True},
        {"fact": "project.amount", "at_most": "unknown"},
        {"any": [{"fact": "person.sex", "is": "F"}, {"fact": "project.ateco", "in_sectors": ["cultura"]}]},
        {"any": [{"fact": "project.ateco", "in_divisions": leather(version)} for version in ("2007", "2025")]},
        {
            "any": [
                {"fact": "person.employment.status", "is": "unemployed"},
                {
                    "all": [
                        {"fact": "person.employment.status", "is": "first_job_seeker"},
                        {"fact": "person.employment.did_on", "exists": True},
                        {"fact": "person.employment.status", "in": "unknown"},
                    ]
                },
            ]
        },
    ],
)
def test_a_rule_that_some_meet_and_some_miss_is_left_in_peace(require: dict[str, Any]) -> None:
    """A lint that cries at good rules is not read."""
    assert faults_of(require) == []


@pytest.mark.parametrize(
    "require",
    [
        {"fact": "person.birth_date", "age_at_least": 36, "age_at_most": 35},
        {"fact": "enterprise.employees", "more_than": 10, "at_most": 10},
        {"all": [{"fact": "person.sex", "is": "F"}, {"fact": "person.sex", "is": "M"}]},
        {"fact": "enterprise.legal_form", "in": ["snc"], "not_in": ["societa_persone"]},
    ],
)
def test_limits_that_contradict_one_another_are_found(require: dict[str, Any]) -> None:
    """Nobody can ever meet such a rule."""
    assert faults_of(require)[0] is Fault.NEVER_TRUE


def test_a_rule_that_asks_nothing_is_found() -> None:
    """Whoever is asked meets it."""
    women, others = {"fact": "person.sex", "is": "F"}, {"fact": "person.sex", "in": ["M", "X"]}
    assert faults_of({"any": [women, others, {"fact": "person.sex", "exists": False}]})[0] is Fault.NEVER_FALSE


@pytest.mark.parametrize(
    "require",
    [
        {
            "any": [
                {"fact": "enterprise.legal_form", "in": ["cooperativa"]},
                {"fact": "enterprise.legal_form", "in": ["sociale_a"]},
            ]
        },
        {"any": [{"fact": "person.birth_date", "age_at_most": 35}, {"fact": "person.birth_date", "age_at_most": 29}]},
        {"all": [{"fact": "project.amount", "at_most": 100}, {"fact": "project.amount", "at_most": 200}]},
    ],
)
def test_a_branch_that_changes_nothing_is_found(require: dict[str, Any]) -> None:
    """What is written there was meant otherwise."""
    assert faults_of(require) == [Fault.UNREACHABLE_BRANCH]


WOMAN, CHILD = {"fact": "person.sex", "is": "F"}, {"fact": "person.birth_date", "age_at_most": 17}
YOUNG, YOUNGER = {"fact": "person.birth_date", "age_at_most": 35}, {"fact": "person.birth_date", "age_at_most": 29}


@pytest.mark.parametrize(
    ("require", "branch"),
    [
        ({"all": [WOMAN, {"any": [YOUNG, YOUNGER]}]}, "2.2"),
        ({"any": [CHILD, {"all": [WOMAN, YOUNG, YOUNGER]}]}, "2.2"),
        ({"not": {"all": [WOMAN, {"any": [YOUNGER, YOUNG]}]}}, "2.1"),
    ],
)
def test_a_branch_that_changes_nothing_is_found_however_deep_it_lies(require: dict[str, Any], branch: str) -> None:
    """A rule of two levels hides a mistake better than one of one."""
    remarks = of_rules("TRIAL", edition_with(require=require, fixable="by_choice"), ON)
    assert [(r.fault, r.en) for r in remarks] == [(Fault.UNREACHABLE_BRANCH, f"branch {branch} never changes anything")]


@pytest.mark.parametrize(
    ("require", "fixable", "faults"),
    [
        ({"fact": "person.birth_date", "age_at_least": 18}, "fixed", [Fault.NEVER_WAITED]),
        ({"fact": "person.birth_date", "age_at_least": 18}, "by_time", []),
        ({"any": [WOMAN, {"fact": "person.birth_date", "age_at_least": 18, "age_at_most": 40}]}, "fixed",
         [Fault.NEVER_WAITED]),
        ({"fact": "person.employment.did_on", "elapsed_at_least": {"days": 180}}, "fixed", [Fault.NEVER_WAITED]),
        ({"not": {"fact": "person.in_italy_since", "elapsed_at_least": {"years": 5}}}, "fixed", []),
        ({"fact": "person.birth_date", "age_at_most": 35}, "fixed", []),
    ],
)  # fmt: skip
def test_an_age_or_a_stretch_that_is_called_fixed_is_found(
    require: dict[str, Any], fixable: str, faults: list[Fault]
) -> None:
    """Who is 17 would be sent away although waiting is enough."""
    assert faults_of(require, fixable) == faults


def test_for_whom_an_amount_or_a_window_is_is_looked_at_like_any_rule() -> None:
    """A tier that is for nobody is never given, and nobody notices."""
    nobody = {"fact": "enterprise.employees", "at_least": 10, "at_most": 5}
    amounts = [{"of": "loan", "max": 5000}, {"of": "loan", "max": 9000, "only_if": nobody}]
    windows = [{"opens": "2020-01-01", "closes": None, "only_if": {"any": [YOUNG, YOUNGER]}}]
    edition = edition_from(an_edition(conditions=[], amounts=amounts, windows=windows))

    assert [(r.fault, r.where) for r in of_rules("TRIAL", edition, ON)] == [
        (Fault.NEVER_TRUE, "amounts.1.only_if"),
        (Fault.UNREACHABLE_BRANCH, "windows.0.only_if"),
    ]


def test_of_a_rule_with_too_many_cases_nothing_is_claimed() -> None:
    """What none of the first cases shows, one of the others may."""
    names = ["assets", "turnover", "debt", "employees", "members", "applicants", "workers.total"]
    many = {"all": [{"fact": f"enterprise.{name}", "at_least": 10} for name in names]}

    assert faults_of(many) == [Fault.NOT_FULLY_TRIED]


def test_a_condition_nobody_has_made_a_rule_of_is_found() -> None:
    """It makes every answer one to verify."""
    assert [remark.fault for remark in of_rules("TRIAL", edition_with(), ON)] == [Fault.NOT_EVALUATED]
