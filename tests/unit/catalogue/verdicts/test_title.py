"""The residence title decides first: whether it allows self-employment, and whether it is valid."""

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
EXPIRED: dict[str, Any] = {"person.permit.expires_on": "2023-05-31"}
RECEIPT: dict[str, Any] = {"person.permit.expires_on": None, "person.permit.applied_on": "2023-01-01"}
NO_RECEIPT: dict[str, Any] = {"person.permit.renewal_receipt_on": "none"}


def answer(*, told: dict[str, Any] | None = None, on: date = ON, **edition: Any) -> Judged:
    """How a measure stands whose one window is open from 2020 to 2023, for somebody of whom all is known."""
    facts = {name: value for name, value in {**KNOWN, **(told or {})}.items() if value is not None}
    return stands(measure("TRIAL", **edition), facts, on)


def outcomes(judged: Judged) -> dict[str, str]:
    """What is found of each condition."""
    return {reason.condition: reason.outcome.value for reason in judged.reasons}


@pytest.mark.parametrize(
    ("told", "allows", "valid"),
    [
        ({}, "true", "true"),
        ({"person.permit.kind": "STAGIONALE"}, "false", "true"),
        ({"person.permit.kind": "STUDIO"}, "false", "true"),
        ({"person.permit.kind": "CARTA_BLU", "person.permit.issued_on": "2020-01-01"}, "unknown", "true"),
        ({"person.permit.kind": "GIUSTIZIA"}, "unknown", "true"),
        ({"person.permit.kind": "RICH_ASILO", "person.permit.applied_on": "2023-04-02"}, "unknown", "true"),
        ({"person.permit.kind": "RICH_ASILO", "person.permit.applied_on": "2023-04-01"}, "unknown", "true"),
        ({"person.permit.kind": "RICH_ASILO"}, "unknown", "true"),
        ({"person.permit.kind": None}, "unknown", "true"),
        ({"person.permit.kind": "none"}, "false", "true"),
        ({"person.permit.expires_on": "2023-06-01"}, "true", "true"),
        (EXPIRED, "true", "unknown"),
        ({**EXPIRED, **NO_RECEIPT}, "true", "false"),
        ({**NO_RECEIPT, "person.permit.expires_on": "2023-04-02"}, "true", "false"),
        ({**NO_RECEIPT, "person.permit.expires_on": "2023-04-01"}, "true", "unknown"),
        ({**NO_RECEIPT, "person.permit.expires_on": "none", "person.permit.issued_on": "none"}, "true", "false"),
        ({**EXPIRED, "person.permit.renewal_receipt_on": "2023-05-01"}, "true", "true"),
        ({"person.permit.expires_on": "none"}, "true", "true"),
        ({"person.permit.expires_on": None}, "true", "unknown"),
        ({**RECEIPT, "person.permit.kind": "PROT_TEMP"}, "true", "true"),
        ({**RECEIPT, "person.permit.kind": "LAV_SUB"}, "true", "unknown"),
        ({"person.citizenship": "RO", "person.permit.kind": None, "person.permit.expires_on": None}, "true", "true"),
        ({"person.citizenship": "RO", "person.permit.kind": "none"}, "true", "true"),
        ({"person.citizenship": "RO", "person.permit.kind": "refused"}, "true", "true"),
        ({"person.citizenship": "RO", "person.permit.kind": "STUDIO"}, "true", "true"),
        ({"person.citizenship": "CH", "person.permit.kind": None, "person.permit.expires_on": None}, "true", "true"),
        ({"person.citizenship": "NO", "person.permit.kind": "none"}, "true", "true"),
        ({"person.citizenship": "GB", "person.permit.kind": "STUDIO"}, "false", "true"),
    ],
)  # fmt: skip
def test_the_title_comes_first(told: dict[str, Any], allows: str, valid: str) -> None:
    """Domain research 1.6: seasonal and study never, asylum after 60 days and never green, a receipt counts."""
    found = outcomes(answer(told=told))

    assert list(found)[:2] == ["permit", "permit_valid"]
    assert (found["permit"], found["permit_valid"]) == (allows, valid)


def test_a_title_that_has_run_out_is_renewed_and_one_that_never_allows_it_is_not_mended() -> None:
    """The first is something to do, the second decides."""
    judged = answer(told={**EXPIRED, "person.permit.renewal_receipt_on": "none"})

    assert (judged.verdict.value, judged.todo[0].condition) == ("conditional", "permit_valid")
    assert answer(told={"person.permit.kind": "STAGIONALE"}).verdict.value == "not_eligible"


@pytest.mark.parametrize(
    ("closes", "applied", "verdict"),
    [
        ("2023-08-01", "2023-06-01", "to_verify"),
        ("2023-07-31", "2023-06-01", "not_eligible"),
        (None, "2023-06-01", "to_verify"),
        ("2023-07-31", ["2023-05-31", "2023-06-01"], "to_verify"),
    ],
)
def test_who_asks_for_asylum_may_wait_while_the_window_is_open(closes: str | None, applied: Any, verdict: str) -> None:
    """The sixty-first day after 1 June is 1 August; the answer says from which day it is to be verified."""
    asylum = {"person.permit.kind": "RICH_ASILO", "person.permit.applied_on": applied}
    judged = answer(told=asylum, windows=[{"opens": "2020-01-01", "closes": closes}])

    assert judged.verdict.value == verdict
    assert ("Non prima del" in judged.reasons[0].text.it) is (verdict == "to_verify")


def test_the_united_kingdom_was_of_the_union_until_2020() -> None:
    """Whether a title is needed hangs on the day."""
    british = {"person.citizenship": "GB", "person.permit.kind": "none", "person.permit.expires_on": "none"}
    days = (date(2020, 12, 31), date(2021, 1, 1))

    assert [outcomes(answer(told=british, on=on))["permit"] for on in days] == ["true", "false"]


def test_a_title_that_ran_out_long_ago_is_a_question_for_the_questura() -> None:
    """Nobody is told to renew what may be beyond renewal; the rule waits to be confirmed."""
    judged = answer(told={"person.permit.expires_on": "2023-04-01", **NO_RECEIPT})
    [valid] = [reason for reason in judged.reasons if reason.condition == "permit_valid"]

    assert (judged.verdict.value, valid.unverified, "Questura" in valid.text.it) == ("to_verify", True, True)
