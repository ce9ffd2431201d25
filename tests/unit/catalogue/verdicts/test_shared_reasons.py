"""What stands in the way of every measure alike is found once, and nothing else is."""

from datetime import date
from typing import Any

from services.catalogue.domain.verdicts.shared_reasons import shared_reasons
from tests.support.judged_measures import measure, rule, stands

ON, BORN, SEX = date(2023, 6, 1), "person.birth_date", "person.sex"
OF_AGE = rule("own", {"fact": BORN, "age_at_least": 18})
MAN = rule("man", {"fact": SEX, "is": "M"})
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    SEX: "F",
    BORN: "2000-01-01",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
    "person.permit.renewal_receipt_on": "none",
    "project.amount": 9000,
    "enterprise.stage": "idea",
}
SERVICE = measure("SERVICE", kind="service", amounts=[])


def shared(*measures: Any, **told: Any) -> list[tuple[str, str]]:
    """The conditions that fail for all of these measures, with the measure each is taken of."""
    facts = {**KNOWN, **{name.replace("__", "."): value for name, value in told.items()}}
    judged = [stands(each, facts, ON) for each in measures]
    return [(one.measure.id, reason.condition) for one, reason in shared_reasons(judged)]


def test_a_title_that_does_not_allow_it_stands_in_the_way_of_all() -> None:
    """Once, of the first measure by code."""
    assert shared(measure("B"), measure("A", MAN), person__permit__kind="STUDIO") == [("A", "permit")]
    assert shared(measure("B"), measure("A", MAN)) == []


def test_a_title_that_has_run_out_is_said_once_too() -> None:
    """Though renewing it mends that."""
    assert shared(measure("A"), measure("B"), person__permit__expires_on="2023-05-01") == [("A", "permit_valid")]


def test_a_title_that_ends_soon_is_said_though_it_is_valid() -> None:
    """There is something to do, whatever the measure."""
    assert shared(measure("A"), measure("B"), person__permit__expires_on="2023-06-08") == [("A", "permit_valid")]
    assert shared(measure("A"), measure("B"), person__permit__expires_on="2023-09-08") == []
    later = measure("A", windows=[{"opens": "2023-09-01", "closes": "2023-12-31"}])
    assert shared(later, measure("B"), person__permit__expires_on="2023-06-08") == [("B", "permit_valid")]


def test_a_minor_is_told_of_the_age_whoever_asks_it() -> None:
    """A notice in its own rule, or all of them without saying so; one that asks another age is something else."""
    young = {"person__birth_date": "2006-06-02"}
    assert shared(measure("A", OF_AGE), measure("B"), **young) == [("B", "adult")]
    assert shared(measure("A"), measure("B", MAN)) == []


def test_what_does_not_ask_the_age_and_can_be_had_is_in_reach() -> None:
    """Not where it cannot be had for another reason."""
    young = {"person__birth_date": "2006-06-02"}
    assert shared(measure("A"), SERVICE, **young) == []
    assert shared(measure("A"), SERVICE, **young, person__permit__kind="MINORE") == [("A", "permit"), ("A", "adult")]


def test_of_no_measure_nothing_is_shared() -> None:
    """There is nothing to be in the way of."""
    assert shared() == []


ENDLESS: dict[str, Any] = {"windows": [{"opens": "2022-01-01", "closes": None}], "valid_to": None}


def test_an_age_that_only_has_to_be_waited_for_is_said_of_all() -> None:
    """A service for those of age may be asked for on the birthday; what lacks another fact is no matter of the age."""
    young, service = {"person__birth_date": "2006-06-02"}, {"kind": "service", "amounts": [], **ENDLESS}
    waits = measure("W", rule("own", {"fact": BORN, "age_at_least": 18}, "by_time"), **service)
    signs = measure("P", rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service"), **service)
    late = measure("L", rule("late", {"fact": BORN, "on_or_before": "2000-01-01"}, "by_service"), **service)
    years = rule("years", {"fact": "person.residence.since", "elapsed_at_least": {"years": 5}}, "by_time")

    assert shared(measure("B"), waits, **young) == [("B", "adult")]
    told = {**young, "person__employment__psp_signed": False, "person__residence__since": "2022-01-01"}
    for other in (signs, late, measure("Y", years, **service)):
        assert shared(measure("B"), other, **told) == []
    assert shared(measure("B"), waits, person__birth_date="2005-06-02") != []
