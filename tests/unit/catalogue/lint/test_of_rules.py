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


def faults_of(require: dict[str, Any]) -> list[Fault]:
    """What is said of an edition with this one rule."""
    return [remark.fault for remark in of_rules("TRIAL", edition_with(require=require, fixable="fixed"), ON)]


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


def test_a_condition_nobody_has_made_a_rule_of_is_found() -> None:
    """It makes every answer one to verify."""
    assert [remark.fault for remark in of_rules("TRIAL", edition_with(), ON)] == [Fault.NOT_EVALUATED]
