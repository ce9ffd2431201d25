"""A reason says all the ways there are, what holds only if it is begun today, and no *never* beside a *can*."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reason import Reason
from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 6, 1)
DID, SEX, FORM = "person.employment.did_on", "person.sex", "enterprise.legal_form"
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
    SEX: "F",
    "person.employment.status": "inactive",
    "project.amount": 9000,
    "project.comune": "058091",
    "enterprise.stage": "idea",
    FORM: "cooperativa",
}
CRATER = {"fact": "project.comune", "in_area": "crater_2016"}
MARCHE = {"fact": "project.comune", "in_area": "marche"}


def judged(*conditions: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> Judged:
    """How a measure stands whose window is open until the end of 2023."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", *conditions, **edition), facts, ON)


def said(answer: Judged, condition: str) -> Reason:
    """One of its reasons."""
    return next(reason for reason in answer.reasons if reason.condition == condition)


@pytest.mark.parametrize(
    ("require", "it", "en"),
    [
        ({"any": [CRATER, MARCHE]}, "2016, oppure nel territorio ", "crater, or in the area "),
        ({"any": [CRATER, {"fact": SEX, "is": "M"}]}, ", oppure sesso: ", ", or sex: "),
        ({"all": [MARCHE, {"fact": SEX, "is": "M"}]}, " e sesso: ", " and sex: "),
        ({"any": [{"all": [CRATER, {"fact": SEX, "is": "F"}]}, MARCHE]}, "2016, oppure nel", "crater, or in"),
    ],
)
def test_each_way_in_which_a_rule_could_hold_is_said(require: dict[str, Any], it: str, en: str) -> None:
    """Of one way what holds already is not; the first fact stands there by itself, and others by their names."""
    reason = said(judged(rule("where", require)), "where")

    assert it in reason.text.it
    assert en in reason.text.en
    assert reason.fact == "project.comune"


NOBODY_KNOWS = {"fact": "project.comune", "in": "unknown"}
ROMANIAN = {"fact": "person.citizenship", "in": ["RO"]}


@pytest.mark.parametrize(
    ("require", "asked"),
    [
        ({"any": [MARCHE, ROMANIAN]}, "nel territorio Marche"),
        ({"any": [MARCHE, {"any": [ROMANIAN, ROMANIAN]}]}, "nel territorio Marche"),
        ({"any": [MARCHE, {"all": [{"fact": SEX, "is": "M"}, NOBODY_KNOWS]}]}, "nel territorio Marche"),
        (ROMANIAN, "una tra Romania"),
        ({"any": [ROMANIAN, {"fact": "person.citizenship", "in": ["BG"]}]}, "una tra Romania, oppure una tra Bulgaria"),
        ({"any": [MARCHE, {"not": {"fact": SEX, "is": "F"}}]}, "nel territorio Marche, oppure sesso: donna"),
    ],
)
def test_no_way_is_said_that_nobody_can_go(require: dict[str, Any], asked: str) -> None:
    """Thirty countries of which one would have to be a citizen, or a rule nobody found; unless there is no other."""
    assert f"; serve: {asked})." in said(judged(rule("where", require)), "where").text.it


def test_what_no_answer_would_mend_is_not_said_to_be_unasked() -> None:
    """Of an idea the start of the business lies ahead: it can no more lie in the past, whatever its day."""
    past = rule("past", {"fact": "project.starts_on", "on_or_before": "2022-12-31"})
    text = said(judged(past), "past").text

    assert "No, qualunque sia la risposta (avvio dell'attività; serve: entro il 31/12/2022)." in text.it
    assert "No, whatever the answer is (start of the activity; required: by 2022-12-31)." in text.en


def test_who_lets_a_title_run_out_is_told_of_the_renewal_and_not_of_thirty_countries() -> None:
    """The sentence is read aloud."""
    expired = {"person.permit.expires_on": "2023-05-01", "person.permit.renewal_receipt_on": "none"}
    answer = judged(told=expired, windows=[{"opens": "2023-01-01", "closes": None}])
    text = said(answer, "permit_valid").text

    assert "ricevuta del rinnovo: che ci sia" in text.it
    assert [country for country in ("Austria", "61") if country in text.it + text.en] == []


@pytest.mark.parametrize(("did", "from_today"), [("none", True), ("2023-05-01", False)])
def test_what_has_not_begun_lasts_long_enough_only_if_it_is_done_today(did: str, *, from_today: bool) -> None:
    """Who has a DID only waits."""
    long = {"fact": DID, "elapsed_at_least": {"days": 180}}
    told = {DID: did, "person.employment.naspi_from": "none"}
    reason = said(judged(rule("long", long, "by_time"), told=told), "long")

    assert (", se si fa oggi." in reason.text.it, ", if it is done today." in reason.text.en) == (
        from_today,
        from_today,
    )


@pytest.mark.parametrize(
    ("told", "condition", "it"),
    [
        ({"person.permit.kind": "STUDIO"}, "permit", "Con questo titolo no. Si può chiedere la conversione"),
        ({"person.permit.kind": "MINORE"}, "permit", "Con questo titolo no."),
        ({FORM: "sms"}, "can_trade", "Con questa forma no."),
    ],
)
def test_what_can_be_converted_or_founded_otherwise_is_not_called_unchangeable(
    told: dict[str, Any], condition: str, it: str
) -> None:
    """The verdict is the same: with this title, or this form, one may not."""
    answer = judged(told=told)
    text = said(answer, condition).text

    assert (answer.verdict.value, it in text.it, "Non si può cambiare" in text.it) == ("not_eligible", True, False)
    assert text.it.count("conversione") == ("conversione" in it)


def test_a_need_that_is_covered_in_part_says_why_there_is_a_condition() -> None:
    """Nothing is to be done for it before applying, and what is too large comes from the law of the edition."""
    answer = judged(told={"project.amount": 50000}, legal_sources=["art. 111 TUB"])
    reason = said(answer, "amount_max")

    assert (answer.verdict.value, answer.coverage.state.value, answer.todo) == ("conditional", "partial", [])
    assert reason.text.it.endswith("Copre una parte del bisogno: il resto va trovato altrove.")
    assert reason.source == "art. 111 TUB"


@pytest.mark.parametrize(
    ("require", "told"),
    [
        ({"any": [{"fact": FORM, "is": "cooperativa"}, {"fact": "enterprise.women_pct", "at_least": 60}]}, []),
        ({"any": [{"fact": FORM, "is": "srl"}, {"fact": "enterprise.women_pct", "at_least": 60}]}, ["who"]),
        ({"all": [{"fact": FORM, "is": "cooperativa"}, {"fact": "enterprise.women_pct", "at_least": 60}]}, ["who"]),
        ({"not": {"all": [{"fact": FORM, "is": "srl"}, {"fact": "enterprise.women_pct", "at_most": 60}]}}, []),
    ],
)
def test_founders_choose_only_that_on_which_something_hangs(require: dict[str, Any], told: list[str]) -> None:
    """A cooperative that fits as it is has nothing left to choose."""
    assert [each.condition for each in judged(rule("who", require)).todo] == told
