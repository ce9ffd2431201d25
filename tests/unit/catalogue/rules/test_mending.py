"""On which day what is not met can be met, if one begins today."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.rules.mending import Fixable, mended_on
from tests.support.rules import ON, judging, rule

DID, BORN, STATUS = "person.employment.did_on", "person.birth_date", "person.employment.status"
LONG = {"fact": DID, "elapsed_at_least": {"days": 180}}
LATER = {DID: "2024-05-01", BORN: "2006-12-01"}
NO_CLAIM = {"person.employment.naspi_from": "none"}


def mended(written: Any, told: dict[str, Any], fixable: str, *, at_best: bool = True) -> date | None:
    """The day, for who begins on 10 September 2024."""
    on = judging({**NO_CLAIM, **told})
    return mended_on(rule(written).judge(on), Fixable(fixable), ON, on, at_best=at_best)


@pytest.mark.parametrize(
    ("did", "day"),
    [("2024-05-01", date(2024, 10, 28)), ("2024-06-01", date(2024, 11, 28)), ("2024-03-15", date(2024, 9, 11))],
)
def test_waiting_is_over_on_the_day_the_stretch_has_passed(did: str, day: date) -> None:
    """Whose DID is of 1 June 2024 is eligible from 28 November 2024."""
    assert mended(LONG, {DID: did}, "by_time") == day
    assert mended(LONG, {DID: did}, "by_service") == day


def test_who_has_not_begun_waits_from_today() -> None:
    """180 days from 10 September 2024."""
    assert mended(LONG, {DID: "none"}, "by_time") == mended(LONG, {DID: "none"}, "by_service") == date(2025, 3, 9)


def test_what_is_known_in_part_turns_out_well_at_best_and_badly_at_worst() -> None:
    """A DID of some day in May or June."""
    told = {DID: ["2024-05-01", "2024-06-01"]}

    assert mended(LONG, told, "by_time") == date(2024, 10, 28)
    assert mended(LONG, told, "by_time", at_best=False) == date(2024, 11, 28)


@pytest.mark.parametrize("fixable", ["by_choice", "by_document", "by_service"])
def test_an_act_mends_on_the_day_itself(fixable: str) -> None:
    """Whoever can choose otherwise, or bring a document, can do it today."""
    assert mended({"fact": STATUS, "is": "unemployed"}, {STATUS: "employed"}, fixable) == ON
    assert mended({"not": {"fact": STATUS, "is": "employed"}}, {STATUS: "employed"}, fixable) == ON


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"fact": STATUS, "is": "unemployed"}, {STATUS: "employed"}),
        ({"fact": "project.amount", "at_most": 10}, {"project.amount": 11}),
        ({"fact": BORN, "age_at_most": 35}, {BORN: "1980-01-01"}),
        ({"fact": DID, "elapsed_at_most": {"days": 30}}, {DID: "2024-01-01"}),
        ({"not": LONG}, {DID: "2024-01-01"}),
        ({"all": [LONG, {"fact": STATUS, "is": "unemployed"}]}, {DID: "2024-05-01", STATUS: "employed"}),
    ],
)
def test_time_alone_does_not_mend_everything(written: Any, told: dict[str, Any]) -> None:
    """Nobody grows younger, and what was long enough ago stays so."""
    assert mended(written, told, "by_time") is None


def test_what_is_fixed_is_never_mended() -> None:
    """Not even where an act or time could."""
    assert mended(LONG, {DID: "2024-05-01"}, "fixed") is None


@pytest.mark.parametrize(
    ("written", "told", "day"),
    [
        ({"fact": BORN, "age_at_least": 18}, {BORN: "2006-09-11"}, date(2024, 9, 11)),
        ({"fact": BORN, "age_at_least": 18, "age_at_most": 35}, {BORN: "2006-09-11"}, date(2024, 9, 11)),
        ({"fact": DID, "exists": True, "elapsed_at_least": {"days": 180}}, {DID: "2024-05-01"}, date(2024, 10, 28)),
        ({"not": {"fact": DID, "elapsed_at_most": {"days": 30}}}, {DID: "2024-09-01"}, date(2024, 10, 2)),
        ({"not": {"fact": BORN, "age_at_most": 17}}, {BORN: "2006-09-11"}, date(2024, 9, 11)),
        ({"all": [LONG, {"fact": BORN, "age_at_least": 18}]}, LATER, date(2024, 12, 1)),
        ({"any": [LONG, {"fact": BORN, "age_at_least": 18}]}, LATER, date(2024, 10, 28)),
        ({"not": {"any": [{"not": LONG}, {"fact": STATUS, "is": "employed"}]}}, {DID: "2024-05-01", STATUS: "student"},
         date(2024, 10, 28)),
        ({"all": [LONG, {"fact": STATUS, "is": "student"}]}, {DID: "2024-05-01"}, date(2024, 10, 28)),
    ],
)  # fmt: skip
def test_all_wait_for_the_last_and_any_for_the_first(written: Any, told: dict[str, Any], day: date) -> None:
    """What nobody knows keeps nobody waiting, at best."""
    assert mended(written, told, "by_time") == day


def test_at_worst_what_nobody_knows_is_not_so_and_waiting_does_not_help() -> None:
    """The answer is then to be verified."""
    written = {"all": [LONG, {"fact": STATUS, "is": "student"}]}

    assert mended(written, {DID: "2024-05-01"}, "by_time", at_best=False) is None
    assert mended(written, {DID: "2024-05-01"}, "by_service", at_best=False) == date(2024, 10, 28)


FOUNDED = "enterprise.constituted_on"


def test_what_is_planned_for_a_day_is_there_on_it() -> None:
    """Who constitutes on 1 October has something to wait for, and who plans nothing has not."""
    there = {"fact": FOUNDED, "exists": True}

    assert mended(there, {FOUNDED: "2024-10-01"}, "by_time") == date(2024, 10, 1)
    assert mended(there, {FOUNDED: "none"}, "by_time") is None
    assert mended({"fact": FOUNDED, "exists": False}, {FOUNDED: "2024-09-01"}, "by_time") is None
    assert mended(there, {FOUNDED: "2024-10-01"}, "by_choice") == ON
    long = {**there, "elapsed_at_least": {"days": 30}}
    assert mended(long, {FOUNDED: "2024-09-01"}, "by_time") == date(2024, 10, 1)
    assert mended(long, {FOUNDED: "2024-10-01"}, "by_time") == date(2024, 10, 31)


def test_of_a_plan_known_in_part_the_last_day_counts_at_worst() -> None:
    """Some day in October."""
    there, october = {"fact": FOUNDED, "exists": True}, {FOUNDED: ["2024-10-01", "2024-10-31"]}

    assert mended(there, october, "by_time") == date(2024, 10, 1)
    assert mended(there, october, "by_time", at_best=False) == date(2024, 10, 31)


def test_an_age_that_nobody_found_is_never_reached() -> None:
    """There is one, and nobody can say on which day."""
    on = judging({BORN: "2006-12-01"}, oldest=None)
    finding = rule({"fact": BORN, "age_at_least": "$oldest"}).judge(on)

    assert mended_on(finding, Fixable.BY_TIME, ON, on, at_best=False) is None
