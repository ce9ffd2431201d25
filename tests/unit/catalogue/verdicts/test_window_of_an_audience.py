"""A window for some people only is open to them, closed to others, and unknown where nobody knows who one is."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_on_day import on_day
from services.catalogue.domain.verdicts.chosen_for import every_way
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.verdict import Verdict
from tests.support.judged_measures import act, measure, project_measure, rule, stands

SEX = "person.sex"
WOMEN, OTHERS = {"fact": SEX, "is": "F"}, {"not": {"fact": SEX, "is": "F"}}
MEN = {"fact": SEX, "is": "M"}
OF_FEW: dict[str, Any] = {"fact": "project.amount", "at_most": 10000}
OF_MORE: dict[str, Any] = {"fact": "project.amount", "more_than": 10000}
OF_MANY: dict[str, Any] = {"fact": "project.amount", "at_least": 10002}
OF_THE_YOUNG: dict[str, Any] = {"fact": "person.birth_date", "age_at_most": 35}
OF_THE_OTHERS: dict[str, Any] = {"fact": "person.birth_date", "age_at_least": 36}
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
        ([{**ALWAYS, "only_if": OF_THE_YOUNG}, {**ALWAYS, "only_if": OF_THE_OTHERS}], ("open", "open", "open"), []),
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


GROWN: dict[str, Any] = {
    "person.citizenship": "IT",
    "enterprise.stage": "constituted",
    "enterprise.legal_form": "srl",
    "project.amount": 5000,
}
FOUND = act("found", what="constitute", due="before_applying")
IDEA = {"enterprise.stage": "idea"}
SUMMER: dict[str, Any] = {"opens": "2022-01-01", "closes": "2022-06-30"}
WHOLE_YEAR: dict[str, Any] = {"opens": "2022-01-01", "closes": "2022-12-31"}


def adults_in_june(windows: list[dict[str, Any]], facts: dict[str, Any]) -> Judged:
    """How a measure for adults stands, for which one has to be constituted."""
    adults = rule("age", {"fact": "person.birth_date", "age_at_least": 18}, "by_time")
    return stands(measure("THEIRS", adults, FOUND, windows=windows, valid_to=None), facts, IN_2022)


@pytest.mark.parametrize(
    "windows",
    [
        [SUMMER, {**WHOLE_YEAR, "only_if": WOMEN}],
        [{**SUMMER, "only_if": OTHERS}, {**WHOLE_YEAR, "only_if": WOMEN}],
        [{**WHOLE_YEAR, "only_if": WOMEN}, SUMMER],
    ],
)
def test_the_end_is_said_of_the_window_that_serves_the_person(windows: list[dict[str, Any]]) -> None:
    """Of whom nobody asked, the one they can count on: what is to be done is due by then, and what is missing named."""
    asked = [adults_in_june(windows, {**IDEA, **({SEX: sex} if sex else {})}) for sex in ("F", "M", None)]

    december, june = date(2022, 12, 31), date(2022, 6, 30)
    assert [one.chosen.window.closes_on for one in asked] == [december, june, june]
    assert [one.todo[0].by for one in asked] == [december, june, june]
    assert [one.chosen.window.state.value for one in asked] == ["open"] * 3
    assert [SEX in one.missing for one in asked] == [False, False, True]


def test_who_is_in_time_for_a_window_that_is_perhaps_theirs_is_not_sent_away() -> None:
    """Of age in September: in time with the longer window, too late with the other."""
    windows = [SUMMER, {**WHOLE_YEAR, "only_if": WOMEN}]
    born = {"person.birth_date": "2004-09-01"}

    told = [{SEX: sex} if sex else {} for sex in ("F", "M", None)]
    found = [adults_in_june(windows, {**GROWN, **born, **sex}).verdict for sex in told]

    assert found == [Verdict.CONDITIONAL, Verdict.NOT_ELIGIBLE, Verdict.TO_VERIFY]


def test_damage_of_the_earthquake_nobody_asked_about_leaves_the_nearer_end() -> None:
    """NextAppennino B1.3.A closed on 14 October 2022 for who had it, on 31 October for all others."""
    notice = project_measure("NEXTAPPENNINO_B13A")
    damage = "enterprise.earthquake_damage"

    asked = [stands(notice, {damage: had} if had is not None else {}, date(2022, 10, 1)) for had in (True, False, None)]

    first, last = date(2022, 10, 14), date(2022, 10, 31)
    assert [one.chosen.window.closes_on for one in asked] == [first, last, first]
    assert [damage in one.window_hangs_on for one in asked] == [False, False, True]


def test_what_is_public_says_the_last_end_and_a_person_the_one_they_can_count_on() -> None:
    """Nobody is asked on a bulletin page: the note there names who has to come earlier."""
    notice, on = project_measure("NEXTAPPENNINO_B13A"), date(2022, 10, 7)

    public, somebody = on_day(KnownMeasure(notice), on).chosen.window, stands(notice, {}, on).chosen.window

    assert (public.closes_on, public.perhaps_until) == (date(2022, 10, 31), None)
    assert "14 ottobre" in public.notes[0].it
    assert (somebody.closes_on, somebody.perhaps_until) == (date(2022, 10, 14), date(2022, 10, 31))


@pytest.mark.parametrize(
    ("windows", "closed_on"),
    [
        ([{**WHOLE_YEAR, "only_if": WOMEN}], None),
        ([{**WHOLE_YEAR, "only_if": WOMEN}, {**SUMMER, "only_if": WOMEN}], None),
        ([{**ENDED, "only_if": WOMEN}, {**WHOLE_YEAR, "only_if": WOMEN}], date(2021, 12, 31)),
        ([{**ENDED, "only_if": WOMEN}, {**ENDED, "closes": "2021-06-30", "only_if": WOMEN}], date(2021, 12, 31)),
    ],
)
def test_who_has_no_window_is_told_no_end_that_is_still_to_come(
    windows: list[dict[str, Any]], closed_on: date | None
) -> None:
    """*Closed, last day in December* would be said in June, of a window that is open for others."""
    found = adults_in_june(windows, {SEX: "M"}).chosen.window

    assert (found.state.value, found.closes_on, found.closes_at_the_latest) == ("closed", closed_on, closed_on)


def test_of_a_window_for_others_it_is_still_said_for_whom_it_is() -> None:
    """Whoever is told that it is closed may know somebody for whom it is not."""
    women = {"it": "Donne", "en": "Women"}

    found = adults_in_june([{**WHOLE_YEAR, "only_if": WOMEN, "audience": women, "note": women}], {SEX: "M"})

    assert [text.it for text in (*found.chosen.window.only_for, *found.chosen.window.notes)] == ["Donne", "Donne"]


@pytest.mark.parametrize("windows", [[{**WHOLE_YEAR, "only_if": WOMEN}], [ENDED]])
def test_of_a_closed_window_nothing_is_waited_for(windows: list[dict[str, Any]]) -> None:
    """Of age in September: for him all windows are closed, also while one is open for others."""
    born = {"person.birth_date": "2004-09-01"}

    assert adults_in_june(windows, {**GROWN, **born, SEX: "M"}).verdict is Verdict.NOT_ELIGIBLE


def test_who_is_in_time_for_the_only_window_they_can_have_is_not_sent_to_verify() -> None:
    """The shorter one is for nobody alone: whoever has it has the longer one too."""
    windows = [{**SUMMER, "only_if": WOMEN}, {**WHOLE_YEAR, "only_if": {"any": [WOMEN, OTHERS]}}]
    born = {"person.birth_date": "2004-09-01"}

    found = [adults_in_june(windows, {**GROWN, **born, **sex}).verdict for sex in ({SEX: "F"}, {SEX: "M"}, {})]

    assert found == [Verdict.CONDITIONAL] * 3


def test_a_fact_on_which_several_windows_hang_is_named_once() -> None:
    """It is one question."""
    windows = [{**ALWAYS, "only_if": WOMEN}, {**LATER, "only_if": WOMEN}]

    assert stands(measure("THEIRS", windows=windows), {}, IN_2022).window_hangs_on == (SEX,)


def test_ways_that_come_to_the_same_are_tried_once() -> None:
    """Of a small amount, a larger one and one too large: three ways, and but two answers."""
    windows = [{**ALWAYS, "only_if": OF_FEW}, {**ALWAYS, "only_if": {**OF_FEW, "at_most": 5000}}]

    ways = every_way(measure("THEIRS", windows=windows), Profile({}), IN_2022, {})

    assert sorted(way.window.state.value for way in ways) == ["closed", "open"]
