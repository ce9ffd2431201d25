"""Where nothing more can be asked and something is still to be verified, the answer says what the doubt is."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.reason import Reason
from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 6, 1)
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    "person.permit.expires_on": "2026-01-01",
    "project.amount": 9000,
    "project.comune": "109034",
    "project.ateco": "01.13",
    "project.ateco_version": "2007",
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
}
BARE = {"id": "bare", "about": "project", "text": {"it": "Qualcosa", "en": "Something"}}
UNFOUND = rule("limit", {"fact": "project.amount", "at_most": "unknown"})
LISTED = rule(
    "trade",
    {"fact": "project.ateco", "in_divisions": {"version": "2007", "codes": ["13"], "complete": False}},
)


def doubt(*conditions: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> Reason:
    """The one reason that is to be verified."""
    judged = stands(measure("TRIAL", *conditions, **edition), {**KNOWN, **(told or {})}, ON)
    [reason] = [each for each in judged.reasons if each.outcome.value == "unknown"]
    assert reason.missing == ()
    return reason


@pytest.mark.parametrize(
    ("conditions", "told", "edition", "it", "en"),
    [
        ([UNFOUND], {}, {}, "la regola precisa non è stata trovata", "the exact rule was not found"),
        ([LISTED], {}, {}, "l'elenco che si ha non dice", "the list there is does not say"),
        ([BARE], {}, {}, "nessuno ne ha ancora fatto una regola", "nobody has made a rule"),
        ([], {"project.interest_free": True}, {"interest_free": "partly"}, "se alla persona va bene", "accepts"),
        ([], {}, {"tcn": {"eligible": "unclear"}}, "le fonti lette non lo dicono", "the sources that were read"),
        ([], {"person.permit.kind": "GIUSTIZIA"}, {}, "lo dice la Questura", "the Questura says so"),
    ],
)
def test_the_doubt_is_named(
    conditions: list[dict[str, Any]], told: dict[str, Any], edition: dict[str, Any], it: str, en: str
) -> None:
    """A wish that is met in part is no rule that nobody found."""
    text = doubt(*conditions, told=told, **edition).text

    assert f"Da verificare: {it}" in text.it
    assert "To verify: " in text.en
    assert en in text.en


def test_interest_in_part_says_what_is_wished_and_what_is_asked() -> None:
    """Nothing about it was not found."""
    reason = doubt(told={"project.interest_free": True}, interest_free="partly")

    assert (reason.value, reason.required) == (True, ("no", "no"))
    assert "non è stat" not in reason.text.it
