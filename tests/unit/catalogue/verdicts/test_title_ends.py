"""A residence title that is about to end: its renewal is spoken of, and nothing is judged otherwise."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.title_words import VALID
from services.catalogue.domain.verdicts.verdict import Verdict
from tests.support.judged_measures import measure, stands

ON = date(2023, 6, 1)
EXPIRES, RECEIPT, KIND = "person.permit.expires_on", "person.permit.renewal_receipt_on", "person.permit.kind"
KNOWN: dict[str, Any] = {
    "person.citizenship": "SN",
    KIND: "LAV_SUB",
    "project.amount": 9000,
    "enterprise.stage": "idea",
}
NEXT_YEAR = [{"opens": "2023-08-01", "closes": "2023-12-31"}]


def judged(expires: str, windows: Any = None, **told: Any) -> Judged:
    """Somebody with a title until a day, for a measure that asks nothing else."""
    facts = {**KNOWN, EXPIRES: expires, **told}
    return stands(measure("TRIAL", **({"windows": windows} if windows else {})), facts, ON)


def said(one: Judged) -> str:
    """What is said of its being valid beyond what is asked of every title."""
    [reason] = [reason for reason in one.reasons if reason.condition == "permit_valid"]
    return reason.says.it.removeprefix(VALID.it).strip()


@pytest.mark.parametrize(("expires", "soon"), [("2023-06-01", True), ("2023-07-31", True), ("2023-08-01", False)])
def test_a_title_that_ends_within_sixty_days_is_to_be_renewed_at_once(expires: str, *, soon: bool) -> None:
    """60 days after 1 June is 31 July; it is valid all the same."""
    one = judged(expires)

    assert said(one).startswith(f"Scade il {date.fromisoformat(expires):%d/%m/%Y}: chiedere il rinnovo subito") is soon
    assert bool(said(one)) is soon
    assert (one.verdict, list(one.todo)) == (Verdict.ELIGIBLE, [])


def test_for_a_window_to_come_it_is_told_by_when_to_ask() -> None:
    """It ends on 20 September, sixty days after the window opened; 60 days before that is 22 July."""
    assert "chiedere il rinnovo entro il 22/07/2023" in said(judged("2023-09-20", NEXT_YEAR))


@pytest.mark.parametrize("told", [{RECEIPT: "2023-05-20"}, {KIND: "STUDIO"}, {"person.citizenship": "FR"}])
def test_of_a_renewal_that_is_of_no_use_nothing_is_said(told: dict[str, Any]) -> None:
    """It was asked for already, the title allows no business, or none is needed."""
    assert said(judged("2023-06-08", **told)) == ""


def test_who_is_known_to_have_asked_for_none_is_told() -> None:
    """That somebody was asked, and there is no receipt, is no renewal."""
    assert said(judged("2023-06-08", **{RECEIPT: "none"}))
