"""A window for some people only is open to them, closed to others, and unknown where nobody knows who one is."""

from datetime import date
from typing import Any

import pytest

from tests.support.judged_measures import measure, stands

SEX = "person.sex"
WOMEN, OTHERS = {"fact": SEX, "is": "F"}, {"not": {"fact": SEX, "is": "F"}}
MEN = {"fact": SEX, "is": "M"}
OF_FEW: dict[str, Any] = {"fact": "project.amount", "at_most": 10000}
OF_MORE: dict[str, Any] = {"fact": "project.amount", "more_than": 10000}
OF_MANY: dict[str, Any] = {"fact": "project.amount", "at_least": 10002}
IN_2022 = date(2022, 6, 1)
ALWAYS: dict[str, Any] = {"opens": "2020-01-01", "closes": None}
ENDED: dict[str, Any] = {"opens": "2020-01-01", "closes": "2021-12-31"}
LATER: dict[str, Any] = {"opens": "2023-01-01", "closes": None}


@pytest.mark.parametrize(
    ("windows", "states", "hanging"),
    [
        ([{**ALWAYS, "only_if": WOMEN}], ("open", "closed", "unknown"), [SEX]),
        ([{**ENDED, "only_if": WOMEN}], ("closed", "closed", "closed"), []),
        ([ALWAYS, {**LATER, "only_if": WOMEN}], ("open", "open", "open"), []),
        ([LATER, {**ALWAYS, "only_if": WOMEN}], ("open", "upcoming", "unknown"), [SEX]),
        ([{**ALWAYS, "only_if": WOMEN}, {**ENDED, "only_if": OTHERS}], ("open", "closed", "unknown"), [SEX]),
        ([{**ALWAYS, "only_if": WOMEN}, {**ALWAYS, "only_if": OTHERS}], ("open", "open", "open"), []),
        ([{**LATER, "only_if": WOMEN}, {**LATER, "only_if": OTHERS}], ("upcoming", "upcoming", "upcoming"), []),
        ([{**ALWAYS, "only_if": WOMEN}, {**ALWAYS, "only_if": MEN}], ("open", "open", "unknown"), [SEX]),
        ([{**ALWAYS, "only_if": OF_FEW}, {**ALWAYS, "only_if": OF_MORE}], ("open", "open", "open"), []),
        ([{**ALWAYS, "only_if": OF_FEW}, {**ALWAYS, "only_if": OF_MANY}], ("unknown",) * 3, ["project.amount"]),
        ([{**LATER, "only_if": WOMEN}, {**LATER, "opens": "2023-02-01"}], ("upcoming", "upcoming", "unknown"), [SEX]),
    ],
)
def test_a_window_is_unknown_unless_everybody_one_may_be_has_the_same(
    windows: list[dict[str, Any]], states: tuple[str, ...], hanging: list[str]
) -> None:
    """Of a woman, of a man, and of somebody whose sex nobody asked: it is then what is missing."""
    asked = [stands(measure("THEIRS", windows=windows), {SEX: sex} if sex else {}, IN_2022) for sex in ("F", "M", None)]

    assert tuple(one.chosen.window.state.value for one in asked) == states
    hangs = [hanging if state == "unknown" else [] for state in states]
    assert [sorted(set(one.window_hangs_on)) for one in asked] == hangs
    assert set(hanging) <= set(asked[-1].missing)
