"""While there is only an idea, a rule on what is still to be chosen holds when some choice fits."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.rules.mending import Fixable, mended_on
from tests.support.rules import found, judging, rule

ON = date(2026, 1, 10)
FORM, START, COMUNE = "enterprise.legal_form", "project.starts_on", "project.comune"


def truth_of(written: dict[str, Any], **parameters: Any) -> tuple[str, str]:
    """What is found for founders who have chosen nothing, on the tenth of January 2026."""
    finding = found(written, {"enterprise.stage": "idea"}, ON, **parameters)
    return finding.truth.value, finding.standing.value


@pytest.mark.parametrize(
    "written",
    [
        {"fact": FORM, "in": ["srl", "cooperativa"]},
        {"fact": FORM, "not_in": ["srl"]},
        {"fact": FORM, "exists": True},
        {"fact": COMUNE, "exists": True},
        {"fact": COMUNE, "in_area": "marche"},
        {"fact": START, "on_or_after": "2025-12-31"},
        {"fact": START, "on_or_before": "2026-01-10"},
        {"fact": "enterprise.women_pct", "at_least": 100},
    ],
)
def test_some_choice_fits(written: dict[str, Any]) -> None:
    """It is then something to choose, and in no one's way."""
    assert truth_of(written) == ("true", "to_choose")
    assert truth_of({"not": {"not": written}})[0] == "true"


@pytest.mark.parametrize(
    "written",
    [
        {"fact": FORM, "in": "unknown"},
        {"fact": COMUNE, "in_area": "gal_fermano"},
        {"fact": "enterprise.members", "at_least": "$fewest"},
        {"not": {"fact": FORM, "in": "unknown"}},
    ],
)
def test_nobody_found_what_is_to_be_chosen(written: dict[str, Any]) -> None:
    """Whoever cannot say what fits cannot say that something fits."""
    assert truth_of(written, fewest=None)[0] == "unknown"


@pytest.mark.parametrize(
    "written",
    [
        {"fact": START, "on_or_before": "2025-12-31"},
        {"fact": START, "on_or_before": "2026-01-09", "on_or_after": "2026-01-01"},
        {"fact": "enterprise.women_pct", "more_than": 100},
        {"not": {"any": [{"fact": FORM, "exists": True}, {"fact": FORM, "exists": False}]}},
    ],
)
def test_no_choice_fits(written: dict[str, Any]) -> None:
    """Nobody can begin yesterday."""
    expected = "true" if "not" in written else "false"

    assert truth_of(written)[0] == expected


def test_a_limit_is_that_of_the_day() -> None:
    """The same test under another parameter is another question."""
    written = {"fact": "enterprise.women_pct", "at_least": "$share"}

    assert [truth_of(written, share=share)[0] for share in (100, None, 101)] == ["true", "unknown", "false"]


@pytest.mark.parametrize("fixable", ["by_choice", "by_time", "by_service"])
def test_what_no_choice_fits_is_not_mended_by_choosing(fixable: str) -> None:
    """Only a stretch that begins today passes."""
    on = judging({"enterprise.stage": "idea"}, ON)
    past, stretch = (
        rule({"fact": START, "on_or_before": "2025-12-31"}),
        rule({"fact": START, "elapsed_at_least": {"days": 30}}),
    )

    assert mended_on(past.judge(on), Fixable(fixable), ON, on) is None
    assert mended_on(stretch.judge(on), Fixable(fixable), ON, on) == date(2026, 2, 9)


@pytest.mark.parametrize(("told", "outcome"), [("2026-03-01", "true"), ("2026-07-01", "false")])
def test_a_day_that_was_chosen_is_judged(told: str, outcome: str) -> None:
    """Founders who have said when they begin are not asked to choose."""
    finding = found({"fact": START, "on_or_before": "2026-06-30"}, {"enterprise.stage": "idea", START: told}, ON)

    assert (finding.truth.value, finding.standing.value) == (outcome, "judged")


@pytest.mark.parametrize(("fact", "standing"), [(START, "to_choose"), (COMUNE, "judged"), (FORM, "judged")])
def test_that_there_is_none_is_no_choice_but_for_a_day_that_may_lie_ahead(fact: str, standing: str) -> None:
    """Who has not begun begins one day; who has said that there is no seat has said it."""
    finding = found({"fact": fact, "exists": True}, {"enterprise.stage": "idea", fact: "none"}, ON)

    assert (finding.truth.value, finding.standing.value) == ("true" if standing == "to_choose" else "false", standing)
