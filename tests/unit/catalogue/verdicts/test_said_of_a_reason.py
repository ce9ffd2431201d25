"""What is said of a reason: yes, no, to verify, to choose or not yet; and the facts it hangs on, no more of them."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.doubts import NO_RULE
from services.catalogue.domain.verdicts.reason import Reason
from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 6, 1)
SEX, NEED, DID, STATUS = "person.sex", "project.amount", "person.employment.did_on", "person.employment.status"
KNOWN: dict[str, Any] = {"person.citizenship": "IT", "person.employment.naspi_from": "none", NEED: 9000}
IDEA, FOUNDED = {"enterprise.stage": "idea"}, {"enterprise.stage": "constituted"}
LONG = {"fact": DID, "elapsed_at_least": {"days": 180}}


def reason(asks: dict[str, Any], told: dict[str, Any], fixable: str = "fixed", **edition: Any) -> Reason:
    """The reason a measure gives that asks this alone."""
    judged = stands(measure("TRIAL", rule("asks", asks, fixable), **edition), {**KNOWN, **told}, ON)
    return next(one for one in judged.reasons if one.condition == "asks")


@pytest.mark.parametrize(
    ("asks", "told", "it", "en"),
    [
        ({"fact": SEX, "is": "F"}, {SEX: "F"}, "Sì (sesso: ", "Yes (sex: "),
        ({"fact": SEX, "is": "F"}, {SEX: "M"}, "No (sesso: ", "No (sex: "),
        ({"fact": SEX, "is": "F"}, {}, "Da verificare: sesso (non ancora chiesto).", "To verify: sex (not asked yet)."),
        ({"fact": "enterprise.debt", "at_most": 1}, IDEA, "Non si applica ancora: c'è", "It does not apply yet: there"),
        ({"fact": "enterprise.members", "at_least": 3}, IDEA, "Da scegliere: soci.", "Still to choose: members."),
    ],
)
def test_a_reason_ends_with_what_follows(asks: dict[str, Any], told: dict[str, Any], it: str, en: str) -> None:
    """In both languages, after the sentence of the notice."""
    said = reason(asks, told).text

    assert said.it.startswith(f"Qualcosa {it}")
    assert said.en.startswith(f"Something {en}")


@pytest.mark.parametrize("fixable", ["fixed", "by_time", "by_service"])
@pytest.mark.parametrize(
    ("asks", "told", "missing"),
    [
        ({"all": [{"fact": NEED, "at_most": 10000}, {"fact": SEX, "is": "F"}]}, {NEED: [1, 5000]}, (SEX,)),
        ({"fact": NEED, "at_most": 10000}, {NEED: [1, 5000]}, ()),
        ({"fact": NEED, "at_most": 10000}, {NEED: [1, 50000]}, (NEED,)),
        ({"fact": NEED, "at_most": 10000}, {NEED: [20000, 50000]}, ()),
    ],
)
def test_only_what_may_still_decide_is_missing(
    asks: dict[str, Any], told: dict[str, Any], missing: Any, fixable: str
) -> None:
    """What is known in part and well enough is asked of nobody again."""
    assert reason(asks, told, fixable).missing == missing


def test_what_may_put_off_the_day_is_missing_too() -> None:
    """Who has waited too short a time and may not be out of work either may wait in vain."""
    asks = {"all": [LONG, {"fact": STATUS, "in": ["unemployed"]}]}

    assert reason(asks, {DID: "2023-05-01"}, "by_time").missing == (STATUS,)
    assert reason(asks, {DID: "2023-05-01", STATUS: "unemployed"}, "by_time").missing == ()


def test_a_rule_is_unverified_when_its_edition_says_so_and_no_other_is() -> None:
    """Whoever reads the reason sees which source is still to be looked for."""
    asks = {"fact": SEX, "is": "F"}
    judged = stands(measure("TRIAL", rule("asks", asks), amounts=[{"of": "loan", "min": 1, "max": 9000}]), KNOWN, ON)

    assert reason(asks, {}, unverified=["conditions.asks"]).unverified
    assert not any(one.unverified for one in judged.reasons)


def test_a_number_nobody_found_is_said_to_be_looked_for() -> None:
    """Whoever told the amount is not asked for it again."""
    lost = {"most": {"unit": "EUR", "values": [{"from": "unknown", "value": "unknown"}]}}
    said = reason({"fact": NEED, "at_most": "$most"}, {}, parameters=lost)

    assert said.missing == ()
    assert said.text.en == f"Something To verify: {NO_RULE.en}."
