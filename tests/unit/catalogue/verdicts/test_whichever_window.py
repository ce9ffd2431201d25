"""Where nobody knows which window is somebody's, a verdict is said that holds whichever it is."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.reasons import SuspensionReason
from services.catalogue.domain.standing import Interruption, Standing
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.verdict import Verdict
from tests.support.completions import profile
from tests.support.judged_measures import measure, rule, stands
from tests.support.measures import a_document, an_edition

ON = date(2024, 9, 10)
YOUNG = rule("young", {"fact": "person.birth_date", "age_at_most": 35})
ROMANIAN = {"fact": "person.citizenship", "in": ["RO"]}
NOW = {"opens": "2024-06-01", "closes": "2024-12-31", "only_if": ROMANIAN}
NEXT_YEAR = {"opens": "2025-06-01", "closes": "2025-12-31", "only_if": {"not": ROMANIAN}}
THIRTY_FIVE: dict[str, Any] = {
    "person.birth_date": "1989-01-10",
    "person.permit.kind": "UE_LP",
    "person.permit.expires_on": "none",
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
    "project.amount": 5000,
}


@pytest.mark.parametrize("published", ["2024-01-01", "2024-11-01"])
def test_who_is_young_enough_for_one_window_and_not_for_the_other_is_to_be_verified(published: str) -> None:
    """Also of an edition that is not public yet: its windows count for the day on which one is judged."""
    asks = measure("THEIRS", YOUNG, windows=[NOW, NEXT_YEAR], published_on=published, valid_to=None)
    found = {
        who: stands(asks, {**THIRTY_FIVE, **({"person.citizenship": who} if who else {})}, ON)
        for who in ("RO", "SN", None)
    }

    assert found["RO"].verdict is Verdict.ELIGIBLE
    assert found["SN"].verdict is Verdict.NOT_ELIGIBLE
    assert found[None].verdict is Verdict.TO_VERIFY
    assert "person.citizenship" in found[None].missing


def test_a_figure_that_two_editions_call_by_one_name_is_not_taken_for_that_of_the_other() -> None:
    """What cannot be tried for both is to be verified."""
    found = {
        number: stands(two_editions(), {**THIRTY_FIVE, **({"enterprise.employees": number} if number else {})}, ON)
        for number in (5, 50, None)
    }

    assert [found[5].edition.id, found[50].edition.id] == ["V1", "V2"]
    assert [found[5].verdict, found[50].verdict] == [Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE]
    assert found[None].verdict is Verdict.TO_VERIFY


def two_editions() -> MeasureDocument:
    """One until the end of the year for up to 10, the next for up to 200 people, and for the young both."""
    covers = [{"of": "loan", "max": 40000}]
    asks = {"fact": "enterprise.employees", "at_most": "$most"}

    def edition(name: str, most: int, opens: str, closes: str) -> dict[str, Any]:
        return an_edition(
            id=name,
            valid_from=opens,
            valid_to=closes,
            amounts=covers,
            conditions=[YOUNG],
            parameters={"most": {"unit": "count", "values": [{"value": most}]}},
            windows=[{"opens": opens, "closes": closes, "only_if": asks}],
        )

    return a_document(
        edition("V1", 10, "2024-01-01", "2024-12-31"), edition("V2", 200, "2025-06-01", "2025-12-31"), id="TWO"
    )


def test_a_figure_of_one_edition_alone_is_tried_for_both_windows() -> None:
    """Up to ten people until the end of the year, more of them until January: open for both today."""
    few, more = ({"fact": "enterprise.employees", name: "$most"} for name in ("at_most", "more_than"))
    asks = measure(
        "THEIRS",
        YOUNG,
        parameters={"most": {"unit": "count", "values": [{"value": 10}]}},
        windows=[{**NOW, "only_if": few}, {**NOW, "closes": "2025-01-31", "only_if": more}],
        valid_to=None,
    )

    assert stands(asks, {**THIRTY_FIVE, "person.citizenship": "IT"}, ON).verdict is Verdict.ELIGIBLE


def test_of_an_edition_that_is_suspended_every_way_is_tried_under_the_suspension() -> None:
    """Both windows are open when it goes on in June, and by then nobody of the two is 35 any more."""
    asks = measure("THEIRS", YOUNG, windows=[{**NOW, "closes": "2025-11-30"}, NEXT_YEAR], valid_to=None)
    stop = Interruption(
        from_day=date(2024, 8, 1), until=date(2025, 6, 1), reason=next(iter(SuspensionReason)), note="",
    )  # fmt: skip
    stopped = {asks.editions[0].id: Standing(interruptions=(stop,))}

    assert judge(asks, profile(THIRTY_FIVE), ON).verdict is Verdict.TO_VERIFY
    assert judge(asks, profile(THIRTY_FIVE), ON, stopped).verdict is Verdict.NOT_ELIGIBLE
