"""What is said of a residence title: its own source, until when to wait, and when only the Questura can tell."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.reference.permits import PERMITS
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.title_words import ALLOWS, ASK, ASK_RECEIPT, LATE, VALID
from tests.support.judged_measures import measure, stands

ON = date(2023, 6, 1)
EXPIRES, RECEIPT = "person.permit.expires_on", "person.permit.renewal_receipt_on"
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    "person.permit.kind": "LAV_SUB",
    EXPIRES: "2026-01-01",
    "project.amount": 9000,
    "enterprise.stage": "idea",
}


def reasons(**told: Any) -> dict[str, Reason]:
    """The reasons of a title, by their conditions."""
    facts = {**KNOWN, **{name.replace("__", "."): value for name, value in told.items()}}
    judged = stands(measure("TRIAL"), {name: value for name, value in facts.items() if value is not None}, ON)
    return {reason.condition: reason for reason in judged.reasons}


@pytest.mark.parametrize(("applied", "waits"), [("2023-04-01", False), ("2023-04-02", True)])
def test_who_may_wait_for_a_title_to_allow_it_is_told_from_when(applied: str, *, waits: bool) -> None:
    """Sixty days after asking for asylum have to be over; who has waited them reads no day."""
    found = reasons(person__permit__kind="RICH_ASILO", person__permit__applied_on=applied)["permit"]

    assert ("Non prima del 02/06/2023." in found.says.it) is waits
    assert ("Not before 2023-06-02." in found.says.en) is waits
    assert ("Non prima del" in found.says.it) is waits


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [("RICH_ASILO", "la Camera di Commercio", "Questura"), ("CARTA_BLU", "la Questura", "Camera di Commercio")],
)
def test_a_doubt_about_a_title_sends_to_one_office(kind: str, asked: str, not_asked: str) -> None:
    """Two offices for one question is a morning lost."""
    found = reasons(person__permit__kind=kind, person__permit__applied_on="2022-04-01")["permit"]

    assert found.text.it.endswith(f"Da verificare: lo dice {asked}.")
    assert not_asked not in found.text.it


def test_each_title_names_its_own_source() -> None:
    """And where nobody knows which it is, the act that rules them all."""
    assert reasons()["permit"].source == PERMITS["LAV_SUB"].sources[0]
    untold = reasons(person__permit__kind=None)["permit"]
    assert (untold.source, untold.says) == ("D.Lgs. 286/1998 (TUI)", ALLOWS)


@pytest.mark.parametrize(
    ("expires", "receipt", "says"),
    [
        ("2026-01-01", None, VALID),
        ("2023-05-31", None, VALID),
        ("2023-04-02", None, VALID),
        ("2023-04-01", None, ASK_RECEIPT),
        ("2023-04-01", "none", ASK),
        ("2023-04-01", "2023-03-01", VALID),
        ("2023-03-01", "2023-04-30", VALID),
        ("2023-03-01", "2023-05-01", LATE),
        (["2023-03-01", "2023-04-01"], "2023-05-01", LATE),
        (None, None, VALID),
    ],
)
def test_who_let_it_run_out_for_more_than_sixty_days_is_sent_to_the_questura(
    expires: Any, receipt: str | None, says: Any
) -> None:
    """60 days after 2 April 2023 is 1 June; with the receipt of a renewal in time nobody is."""
    found = reasons(**{EXPIRES: expires, RECEIPT: receipt})["permit_valid"]

    assert found.says == says
    assert found.unverified is (says is not VALID)


def test_only_a_title_that_is_over_is_renewed() -> None:
    """On the day itself, by asking for it."""
    over = reasons(**{EXPIRES: "2023-05-31", RECEIPT: "none"})["permit_valid"]

    assert (over.outcome.value, over.mended_on, over.mended_at_worst) == ("false", ON, ON)
    assert reasons()["permit_valid"].mended_on is None
    assert reasons(**{EXPIRES: None})["permit_valid"].mended_on is None


@pytest.mark.parametrize(("applied", "allows"), [("2023-04-01", "unknown"), ("2023-04-02", "false")])
def test_who_cannot_wait_until_a_title_allows_it_is_not_allowed(applied: str, allows: str) -> None:
    """A window that closes on 1 June 2023, the sixty-first day after 1 April and the sixtieth after the second."""
    facts = {**KNOWN, "person.permit.kind": "RICH_ASILO", "person.permit.applied_on": applied}
    closing = measure("TRIAL", windows=[{"opens": "2020-01-01", "closes": "2023-06-01"}])
    found = {reason.condition: reason.outcome.value for reason in stands(closing, facts, ON).reasons}

    assert found["permit"] == allows


@pytest.mark.parametrize(
    ("receipt", "outcome", "verdict"), [(None, "unknown", "to_verify"), ("none", "false", "conditional")]
)
@pytest.mark.parametrize("expires", ["2023-06-01", "2023-08-31", "2023-10-31"])
def test_a_title_that_ends_before_the_window_opens_is_renewed_in_time(
    expires: str, receipt: str | None, outcome: str, verdict: str
) -> None:
    """It is valid today: there is something to do, and nothing to ask the Questura."""
    told = {**KNOWN, EXPIRES: expires, RECEIPT: receipt, "person.permit.applied_on": "none"}
    later = [{"opens": "2023-11-01", "closes": "2023-12-31"}]
    judged = stands(measure("TRIAL", windows=later), {name: each for name, each in told.items() if each}, ON)
    [valid] = [reason for reason in judged.reasons if reason.condition == "permit_valid"]

    assert (valid.outcome.value, judged.verdict.value) == (outcome, verdict)
    assert (
        f"scade il {date.fromisoformat(expires):%d/%m/%Y}, prima del 01/11/2023: chiedere il rinnovo" in valid.text.it
    )
    assert [each.condition for each in judged.todo] == ["permit_valid"]
    assert not valid.unverified


def test_a_receipt_counts_only_where_the_end_of_the_title_is_known() -> None:
    """What was asked for four years after it is for the Questura to say."""
    asked = {RECEIPT: "2023-05-01"}

    assert reasons(**asked, **{EXPIRES: "2023-03-02"})["permit_valid"].outcome.value == "true"
    assert reasons(**asked, **{EXPIRES: "2019-03-02"})["permit_valid"].outcome.value == "unknown"
    assert reasons(**asked, **{EXPIRES: None})["permit_valid"].missing == (EXPIRES,)
