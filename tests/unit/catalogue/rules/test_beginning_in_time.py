"""What has to last begins so early that it has lasted on the last day; what is still to be chosen may begin today."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.rules.beginning import begin_by
from services.catalogue.domain.rules.mending import Fixable, mended_on
from tests.support.rules import ON, judging, rule

DID, START, STAGE = "person.employment.did_on", "project.starts_on", "enterprise.stage"
LONG = {"fact": DID, "elapsed_at_least": {"days": 180}}
MONTH = {"days": 30}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ({"fact": START, "elapsed_at_least": MONTH}, date(2024, 10, 10)),
        ({"fact": START, "elapsed_at_least": MONTH, "on_or_before": "2024-01-01"}, None),
        ({"fact": START, "on_or_before": "2024-01-01"}, None),
        ({"not": {"fact": START, "on_or_after": "2024-01-01"}}, None),
    ],
)
def test_of_a_day_founders_choose_only_a_stretch_that_begins_today_may_pass(written: Any, day: date | None) -> None:
    """Nobody can choose a day that is over; a month from 10 September 2024 ends on 10 October."""
    on = judging({STAGE: "idea"})

    assert mended_on(rule(written).judge(on), Fixable.BY_CHOICE, ON, on) == day


@pytest.mark.parametrize(
    ("did", "fixable", "begin"),
    [
        ("none", "by_service", date(2024, 7, 4)),
        ("none", "by_time", date(2024, 7, 4)),
        ("2024-05-01", "by_time", None),
        ("2024-05-01", "by_service", date(2024, 12, 31)),
        (["2024-05-01", "2024-08-01"], "by_service", date(2024, 12, 31)),
        ("none", "fixed", None),
    ],
)
def test_who_has_to_begin_is_told_until_when(did: Any, fixable: str, begin: date | None) -> None:
    """180 days before 31 December 2024; who has begun already waits, and what may turn out well is not hurried."""
    on = judging({DID: did, "person.employment.naspi_from": "none"})

    assert begin_by(rule(LONG).judge(on), Fixable(fixable), date(2024, 12, 31), on) == begin
