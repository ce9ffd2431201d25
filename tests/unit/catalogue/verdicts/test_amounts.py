"""Every measure is judged by how much of the need it covers."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from tests.support.judged_measures import measure, stands

ON = date(2023, 6, 1)
SEX = "person.sex"
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
    SEX: "F",
    "project.amount": 9000,
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
}


def answer(*, told: dict[str, Any] | None = None, on: date = ON, **edition: Any) -> Judged:
    """How a measure stands whose one window is open from 2020 to 2023, for somebody of whom all is known."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", **edition), facts, on)


def amount(**said: Any) -> dict[str, Any]:
    """A loan."""
    return {"of": "loan", **said}


WOMEN = {"fact": SEX, "is": "F"}


@pytest.mark.parametrize(
    ("amounts", "told", "state", "verdict"),
    [
        ([amount(max=9000)], {}, "full", "eligible"),
        ([amount(max=8999)], {}, "partial", "conditional"),
        ([amount(max=None)], {}, "full", "eligible"),
        ([amount(max=9000)], {"project.amount": None}, "unknown", "to_verify"),
        ([amount(flat=9000)], {}, "full", "eligible"),
        ([amount(flat=20000)], {"project.amount": 100}, "full", "eligible"),
        ([amount(min=9000, max=20000)], {}, "full", "eligible"),
        ([amount(min=9001, max=20000)], {}, "full", "not_eligible"),
        ([amount(max=5000), amount(max=20000)], {}, "full", "eligible"),
        ([amount(max=5000), amount(max=20000, only_if=WOMEN)], {}, "full", "eligible"),
        ([amount(max=5000), amount(max=20000, only_if=WOMEN)], {SEX: "M"}, "partial", "conditional"),
        ([amount(max=5000), amount(max=20000, only_if=WOMEN)], {SEX: None}, "unknown", "to_verify"),
        ([amount(max=10000), amount(max=20000, only_if=WOMEN)], {SEX: None}, "full", "eligible"),
        ([amount(max=20000, only_if=WOMEN)], {SEX: "M"}, "not_applicable", "eligible"),
        ([amount(min=9001, max=10000), amount(max=9000, only_if=WOMEN)], {SEX: None}, "full", "to_verify"),
        ([amount(max=20000, answers_need=False), amount(max=5000)], {}, "partial", "conditional"),
        ([amount(max=500, per="month")], {}, "not_applicable", "eligible"),
        ([amount(max=8000, extension={"add": 5000, "when": {"it": "Se", "en": "If"}})], {}, "partial", "conditional"),
        ([amount(max=5000, per="applicant")], {"enterprise.applicants": 2}, "full", "eligible"),
        ([amount(max=5000, per="applicant")], {"enterprise.applicants": 1}, "partial", "conditional"),
        ([amount(max=5000, per="applicant")], {"enterprise.applicants": None}, "unknown", "to_verify"),
        ([amount(max=5000, per="applicant")], {"enterprise.applicants": [2, 4]}, "full", "eligible"),
        ([amount(max=5000, per="applicant")], {"enterprise.stage": "idea"}, "partial", "conditional"),
    ],
)
def test_how_much_of_the_need_is_covered(
    amounts: list[dict[str, Any]], told: dict[str, Any], state: str, verdict: str
) -> None:
    """Partly only when the need exceeds the largest amount; a flat sum is no smallest need, an extension no maximum."""
    judged = answer(told=told, amounts=amounts)

    assert (judged.coverage.state.value, judged.verdict.value) == (state, verdict)


def test_an_amount_nobody_found_is_to_be_verified() -> None:
    """A maximum that is there and unknown is not no maximum."""
    judged = answer(amounts=[amount(max=None)], unverified=["amounts.0.max"])

    assert (judged.coverage.state.value, judged.coverage.not_found, judged.verdict.value) == (
        "unknown",
        True,
        "to_verify",
    )


def test_missing_names_what_an_amount_hangs_on() -> None:
    """Who may get which amount, and how many apply."""
    tiers = answer(told={SEX: None}, amounts=[amount(max=5000), amount(max=20000, only_if=WOMEN)])
    heads = answer(told={"enterprise.applicants": None}, amounts=[amount(max=5000, per="applicant")])

    assert (tiers.missing, heads.missing) == ((SEX,), ("enterprise.applicants",))


@pytest.mark.parametrize("order", [1, -1])
def test_the_largest_amount_is_shown_with_what_one_pays_oneself(order: int) -> None:
    """Wherever it stands among them."""
    amounts = [amount(max=5000, coverage_pct=100), amount(max=20000, coverage_pct=80)][::order]
    coverage = answer(amounts=amounts).coverage

    assert (coverage.most, coverage.own_pct, coverage.of) == (20000, 20, "loan")


FEW: dict[str, Any] = {"fact": "project.amount", "at_most": 10000}
MORE: dict[str, Any] = {"fact": "project.amount", "more_than": 10000}
OTHERS: dict[str, Any] = {"not": WOMEN}
RANGE: dict[str, Any] = {"project.amount": [9000, 12000]}


@pytest.mark.parametrize(
    ("amounts", "told", "state", "verdict"),
    [
        ([amount(max=10000, only_if=FEW), amount(max=12000, only_if=MORE)], RANGE, "full", "eligible"),
        ([amount(max=10000, only_if=FEW), amount(max=11999, only_if=MORE)], RANGE, "unknown", "to_verify"),
        ([amount(max=8999, only_if=FEW), amount(max=9999, only_if=MORE)], RANGE, "partial", "conditional"),
        ([amount(min=9000, only_if=FEW), amount(min=10001, only_if=MORE)], RANGE, "full", "eligible"),
        ([amount(min=9001, only_if=FEW), amount(min=10001, only_if=MORE)], RANGE, "full", "to_verify"),
        ([amount(min=12001, only_if=FEW), amount(min=13000, only_if=MORE)], RANGE, "full", "not_eligible"),
        ([amount(max=9000, only_if=WOMEN), amount(max=9500, only_if=OTHERS)], {SEX: None}, "full", "eligible"),
        ([amount(max=9000, only_if=WOMEN), amount(max=8000, only_if=OTHERS)], {SEX: None}, "unknown", "to_verify"),
        ([amount(max=7000, only_if=WOMEN), amount(max=8000, only_if=OTHERS)], {SEX: None}, "partial", "conditional"),
        ([amount(min=9500, only_if=WOMEN), amount(min=9001, only_if=OTHERS)], {SEX: None}, "full", "not_eligible"),
        ([amount(min=9500, only_if=WOMEN), amount(min=9000, only_if=OTHERS)], {SEX: None}, "full", "to_verify"),
    ],
)
def test_of_two_tiers_that_leave_nobody_out_what_both_say_is_so(
    amounts: list[dict[str, Any]], told: dict[str, Any], state: str, verdict: str
) -> None:
    """Whichever of the two is theirs; where the two say otherwise, nobody knows."""
    judged = answer(told=told, amounts=amounts)

    assert (judged.coverage.state.value, judged.verdict.value) == (state, verdict)
