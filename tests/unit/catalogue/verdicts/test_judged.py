"""The verdict is the first that holds, and every measure is judged by the title, the form, interest and the amounts."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from tests.support.judged_measures import act, measure, rule, stands
from tests.support.measures import a_document, an_edition, the_next_edition

ON = date(2023, 6, 1)
TITLE: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
}
SEX, DID = "person.sex", "person.employment.did_on"
WOMAN = rule("woman", {"fact": SEX, "is": "F"})
LONG = rule("did", {"fact": DID, "elapsed_at_least": {"days": 180}}, "by_time")
UNEMPLOYED = rule("status", {"fact": "person.employment.status", "is": "unemployed"}, "by_service")
KNOWN: dict[str, Any] = {
    **TITLE,
    SEX: "F",
    "person.employment.status": "unemployed",
    DID: "2022-01-01",
    "person.employment.naspi_from": "none",
    "project.amount": 9000,
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
}


def answer(*conditions: dict[str, Any], told: dict[str, Any] | None = None, on: date = ON, **edition: Any) -> Judged:
    """How a measure stands whose one window is open from 2020 to 2023, for somebody of whom all is known."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", *conditions, **edition), facts, on)


def outcomes(judged: Judged) -> dict[str, str]:
    """What is found of each condition."""
    return {reason.condition: reason.outcome.value for reason in judged.reasons}


@pytest.mark.parametrize(
    ("told", "verdict", "missing"),
    [
        ({}, "eligible", ()),
        ({SEX: "M"}, "not_eligible", ()),
        ({SEX: None}, "to_verify", (SEX,)),
        ({SEX: "refused"}, "to_verify", (SEX,)),
        ({"person.employment.status": "employed"}, "conditional", ()),
        ({DID: "2023-05-01"}, "conditional", ()),
        ({DID: "2023-07-06"}, "not_eligible", ()),
        ({SEX: None, "person.employment.status": "employed"}, "to_verify", (SEX,)),
        ({SEX: "M", "person.employment.status": None}, "not_eligible", ("person.employment.status",)),
        ({DID: ["2023-05-01", "2023-07-06"]}, "to_verify", (DID,)),
        ({"project.amount": 10001}, "conditional", ()),
        ({"project.amount": [9000, 10001]}, "to_verify", ("project.amount",)),
    ],
)
def test_the_verdict_is_the_first_that_holds(told: dict[str, Any], verdict: str, missing: tuple[str, ...]) -> None:
    """What cannot be mended in time, then what is not known, then what is to be done or is covered in part."""
    judged = answer(WOMAN, LONG, UNEMPLOYED, told=told, amounts=[{"of": "loan", "max": 10000}])

    assert (judged.verdict.value, judged.missing) == (verdict, missing)


@pytest.mark.parametrize(("did", "verdict"), [("2023-07-04", "conditional"), ("2023-07-05", "not_eligible")])
def test_what_is_mended_after_the_window_closes_is_mended_too_late(did: str, verdict: str) -> None:
    """180 days from 4 July 2023 are over on 31 December, the last day of the window."""
    judged = answer(LONG, told={DID: did})

    assert judged.verdict.value == verdict
    assert str(judged.reasons[-1].mended_on) == {"conditional": "2023-12-31", "not_eligible": "2024-01-01"}[verdict]


def test_acts_before_applying_are_a_condition_and_later_ones_only_something_to_do() -> None:
    """Nobody is refused for what is not due yet."""
    pact = {"person.employment.psp_signed": False}
    before = answer(act("pact", what="sign_psp", due="before_applying"), told=pact)
    after = answer(act("pact", what="sign_psp", due="after_applying", within={"days": 60}, after="outcome"), told=pact)

    assert (before.verdict.value, [each.order for each in before.todo]) == ("conditional", ["before_applying"])
    assert (after.verdict.value, [each.order for each in after.todo]) == ("eligible", ["after_applying"])
    assert (before.todo[0].by, after.todo[0].by) == (date(2023, 12, 31), None)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"enterprise.stage": "idea", "enterprise.legal_form": None}, "eligible"),
        ({"enterprise.constituted_on": "2023-02-01"}, "not_eligible"),
        ({"enterprise.stage": None, "enterprise.legal_form": None}, "to_verify"),
        ({"enterprise.stage": "constituted"}, "not_eligible"),
    ],
)
def test_what_must_not_have_happened_before(told: dict[str, Any], verdict: str) -> None:
    """Who has constituted cannot undo it; while there is an idea there is something to do, and not too soon."""
    constitute = act("constitute", what="constitute", due="after_applying", forbidden_before=True)
    judged = answer(constitute, told=told)

    assert judged.verdict.value == verdict
    assert [each.condition for each in judged.todo] == ["constitute"]


def test_a_claim_within_so_many_days_has_its_last_day() -> None:
    """Counted from the day it is counted from, where that is known."""
    keep = act("claim", what="claim", due="at_applying", within={"days": 30}, after="start")

    assert answer(keep, told={"project.starts_on": "2023-05-20"}).todo[0].by == date(2023, 6, 19)
    assert answer(keep).todo[0].by == date(2023, 12, 31)


def test_what_people_judge_and_notes_are_shown_and_change_nothing() -> None:
    """A condition nobody has made a rule of is to be verified."""
    text = {"it": "Qualcosa", "en": "Something"}
    judged_by = {"id": "plan", "about": "project", "text": text, "judged_by": "lender"}
    bare = {"id": "bare", "about": "project", "text": text}

    assert (answer(judged_by).verdict.value, [one.id for one in answer(judged_by).shown]) == ("eligible", ["plan"])
    assert (answer(bare).verdict.value, outcomes(answer(bare))["bare"]) == ("to_verify", "unknown")


@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        ("sms", "not_eligible"),
        (["sms", "srl"], "to_verify"),
        ("srl", "eligible"),
        ("none", "eligible"),
        (None, "eligible"),
    ],
)
def test_a_mutual_aid_society_cannot_trade(form: Any, verdict: str) -> None:
    """L. 3818/1886; the answer says what to form instead."""
    judged = answer(told={"enterprise.legal_form": form})
    said = [reason for reason in judged.reasons if reason.condition == "can_trade"]

    assert judged.verdict.value == verdict
    assert [("cooperativa" in reason.text.it, "3818" in reason.source) for reason in said] == [(True, True)] * len(said)
    assert len(said) == (1 if verdict != "eligible" else 0)


@pytest.mark.parametrize(
    ("wish", "bears", "verdict"),
    [
        (True, "no", "not_eligible"),
        (True, "partly", "to_verify"),
        (True, "yes", "eligible"),
        (True, "not_applicable", "eligible"),
        (False, "no", "eligible"),
        (None, "no", "eligible"),
        ("refused", "no", "eligible"),
    ],
)
def test_who_wants_no_interest_is_offered_none(wish: Any, bears: str, verdict: str) -> None:
    """A wish nobody has expressed is no wish."""
    assert answer(told={"project.interest_free": wish}, interest_free=bears).verdict.value == verdict


@pytest.mark.parametrize(("citizenship", "verdict"), [("SN", "to_verify"), ("RO", "eligible")])
def test_unclear_for_citizens_of_third_countries_is_unclear_for_them_alone(citizenship: str, verdict: str) -> None:
    """Whoever is of the Union is in no doubt."""
    assert answer(told={"person.citizenship": citizenship}, tcn={"eligible": "unclear"}).verdict.value == verdict
    assert answer(told={"person.citizenship": citizenship}, tcn={"eligible": "yes_if"}).verdict.value == "eligible"


WOMEN = {"fact": SEX, "is": "F"}


@pytest.mark.parametrize(
    ("on", "edition", "window", "judged_on"),
    [
        (date(2019, 12, 31), "V1", "upcoming", date(2020, 1, 1)),
        (date(2020, 1, 1), "V1", "open", date(2020, 1, 1)),
        (date(2023, 12, 31), "V1", "open", date(2023, 12, 31)),
        (date(2024, 1, 1), "V2", "upcoming", date(2024, 3, 1)),
        (date(2024, 3, 1), "V2", "open", date(2024, 3, 1)),
        (date(2030, 1, 1), "V2", "open", date(2030, 1, 1)),
    ],
)
def test_the_edition_whose_window_holds_the_day_else_the_next(
    on: date, edition: str, window: str, judged_on: date
) -> None:
    """Between two windows the one to come answers, and ages count on the day it opens."""
    windows = [{"opens": "2024-03-01", "closes": None}]
    judged = stands(a_document(an_edition(conditions=[]), the_next_edition(conditions=[], windows=windows)), KNOWN, on)

    assert (judged.edition.id, judged.chosen.window.state.value, judged.judged_on) == (edition, window, judged_on)


@pytest.mark.parametrize(
    ("windows", "on", "state"),
    [
        ([{"opens": "2020-01-01", "closes": "2020-06-30"}], date(2022, 1, 1), "closed"),
        ([{"opens": "2020-01-01", "closes": "unknown"}], date(2022, 1, 1), "unknown"),
        ([{"opens": "2020-01-01", "closes": "unknown"}], date(2024, 1, 1), "closed"),
        ([{"opens": "2020-01-01", "closes": None, "only_if": WOMEN}], date(2022, 1, 1), "open"),
        ([{"opens": "2020-01-01", "closes": None, "only_if": {"not": WOMEN}}], date(2022, 1, 1), "closed"),
    ],
)
def test_the_window_is_that_of_whoever_asks(windows: list[dict[str, Any]], on: date, state: str) -> None:
    """A window for others is closed; one that ends nobody knows when did not outlive its edition."""
    assert answer(on=on, windows=windows).chosen.window.state.value == state


def test_before_an_edition_was_public_nobody_could_know_its_window() -> None:
    """On the day itself it is public."""
    days = (date(2023, 5, 31), ON)

    assert [answer(on=on, published_on="2023-06-01").chosen.window.state.value for on in days] == [
        "not_published",
        "open",
    ]


def test_a_reason_says_value_requirement_source_and_what_would_change_it() -> None:
    """In Italian and English, plain enough to read aloud."""
    judged = answer({**LONG, "source": "avviso 2023, art. 3"}, told={DID: "2023-05-01"})
    reason = judged.reasons[-1]

    assert (reason.fact, reason.value, reason.required[0]) == (DID, date(2023, 5, 1), "da almeno 180 giorni")
    assert reason.source == "avviso 2023, art. 3"
    assert reason.text.it == (
        "Qualcosa No (DID (o domanda di NASpI): 01/05/2023; serve: da almeno 180 giorni). Sarà così dal 28/10/2023."
    )
    assert reason.text.en.endswith("It will be so from 2023-10-28.")
    assert [(each.code, each.by, each.not_before) for each in judged.todo] == [("wait", None, date(2023, 10, 28))]
