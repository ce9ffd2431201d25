"""What is to be done says by when to begin it so that it is met in time, and from when on it then is."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.todo import Todo
from tests.support.judged_measures import act, measure, rule, stands

ON, CLOSES = date(2023, 6, 1), date(2023, 12, 31)
BORN, DID, STATUS = "person.birth_date", "person.employment.did_on", "person.employment.status"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    BORN: "1990-01-01",
    STATUS: "inactive",
    DID: "none",
    "person.employment.naspi_from": "none",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
LONG: dict[str, Any] = {"fact": DID, "elapsed_at_least": {"days": 180}}
MADE: dict[str, Any] = {"fact": DID, "exists": True}
JOBLESS: dict[str, Any] = {"fact": STATUS, "is": "unemployed"}
DECLARE = act("declare", what="declare_did", due="before_applying")
LAST_DID, SOONEST = date(2023, 7, 4), date(2023, 11, 28)
"""180 days before the window closes, and 180 days from the day asked about."""


def to_do(
    *conditions: dict[str, Any], told: dict[str, Any] | None = None, on: date = ON, **edition: Any
) -> dict[str, Todo]:
    """What is to be done, by condition, for a measure whose window closes on the last day of 2023."""
    judged = stands(measure("TRIAL", *conditions, **edition), {**KNOWN, **(told or {})}, on)
    return {each.condition: each for each in judged.todo}


@pytest.mark.parametrize("fixable", ["by_service", "by_time"])
def test_what_has_to_last_begins_so_early_that_it_has_lasted_when_the_window_closes(fixable: str) -> None:
    """Whoever makes the DID on 4 July may apply on the last day, and who makes it today on 28 November."""
    [asked] = to_do(rule("long", LONG, fixable)).values()

    assert (asked.by, asked.not_before) == (LAST_DID, SOONEST)
    assert asked.by is not None
    assert stands(measure("T", rule("long", LONG)), {**KNOWN, DID: str(asked.by)}, CLOSES).verdict.value == "eligible"


def test_what_only_time_mends_has_a_first_day_and_no_last() -> None:
    """Nobody can do anything by a day."""
    asked = to_do(rule("long", LONG, "by_time"), told={DID: "2023-05-01"})["long"]

    assert (asked.by, asked.not_before) == (None, date(2023, 10, 28))


def test_what_is_done_in_a_day_may_be_done_on_the_last() -> None:
    """It then holds on the day itself."""
    asked = to_do(rule("status", JOBLESS, "by_service"))["status"]

    assert (asked.by, asked.not_before) == (CLOSES, None)


@pytest.mark.parametrize("asks", [rule("declare", MADE, "by_service"), DECLARE])
def test_an_act_is_due_when_another_condition_needs_what_it_brings_about(asks: dict[str, Any]) -> None:
    """A DID is one condition and its 180 days another; of what is done otherwise nothing has to last."""
    asked = to_do(asks, rule("long", LONG, "by_time"), rule("status", JOBLESS, "by_service"))

    assert (asked["declare"].by, asked["long"].by, asked["status"].by) == (LAST_DID, LAST_DID, CLOSES)
    assert to_do(asks)["declare"].by == CLOSES


def test_where_another_way_is_open_nothing_has_to_last() -> None:
    """Who may also become unemployed has until the last day."""
    asked = to_do(rule("either", {"any": [LONG, JOBLESS]}, "by_service"), rule("declare", MADE, "by_service"))

    assert (asked["either"].by, asked["either"].not_before, asked["declare"].by) == (CLOSES, None, CLOSES)


def test_months_end_with_the_month() -> None:
    """Six months from 30 June have passed on 30 December, and from 1 July only in January."""
    months = {"fact": DID, "elapsed_at_least": {"months": 6}}

    assert to_do(rule("long", months, "by_service"))["long"].by == date(2023, 6, 30)


def test_nobody_applies_after_the_window_closes_however_many_days_there_are_to_claim_in() -> None:
    """Thirty days from 20 December end in January, and the window on 31 December."""
    claim = act("claim", what="claim", due="at_applying", within={"days": 30}, after="start")

    assert to_do(claim, told={"project.starts_on": "2023-12-20"})["claim"].by == CLOSES
    assert to_do(claim, told={"project.starts_on": "2023-05-20"})["claim"].by == date(2023, 6, 19)


@pytest.mark.parametrize("asks", [rule("declare", MADE, "by_service"), DECLARE])
@pytest.mark.parametrize(("status", "told"), [("employed", []), ("self_employed", []), ("student", ["declare"])])
def test_who_works_is_not_sent_to_declare_to_be_free_for_work(
    asks: dict[str, Any], status: str, told: list[str]
) -> None:
    """Only who does not work makes a DID."""
    assert list(to_do(asks, told={STATUS: status})) == told


@pytest.mark.parametrize(
    ("status", "told"), [("employed", []), (["employed", "self_employed"], []), (["employed", "student"], ["either"])]
)
def test_nor_to_anything_that_is_asked_in_one_breath_with_it(status: Any, told: list[str]) -> None:
    """A declaration, the pact that follows, to be out of work or to have founded: who works does none of the first."""
    ways: list[dict[str, Any]] = [
        MADE,
        {"fact": "person.employment.psp_signed", "is": True},
        JOBLESS,
        {"fact": "enterprise.stage", "is": "constituted"},
    ]
    works = {STATUS: status, "person.employment.psp_signed": False, "enterprise.stage": "idea"}

    assert [name for name in to_do(rule("either", {"any": ways}, "by_service"), told=works) if name == "either"] == told


def test_an_act_that_has_to_last_begins_in_time() -> None:
    """A DID of 180 days, written as an act, is made as early as one that is written as a rule."""
    asked = to_do(act("long", what="declare_did", due="before_applying", done=LONG))["long"]

    assert (asked.by, asked.not_before) == (LAST_DID, SOONEST)


def test_an_act_that_is_only_waited_for_has_a_first_day_and_no_last() -> None:
    """What is to be constituted in August is there in August."""
    founded = {**act("founded", what="constitute", due="before_applying"), "fixable": "by_time"}
    asked = to_do(founded, told={"enterprise.stage": None, "enterprise.constituted_on": "2023-08-01"})["founded"]

    assert (asked.by, asked.not_before) == (None, date(2023, 8, 1))


def test_what_is_forbidden_before_applying_and_done_has_the_last_day_of_the_window() -> None:
    """It cannot be mended; the answer says so elsewhere."""
    started = act("start", what="start", due="at_applying", forbidden_before=True, done={"fact": DID, "exists": True})

    assert to_do(started, told={DID: "2023-01-01"})["start"].by == CLOSES
    assert to_do(started)["start"].by == CLOSES


STARTED = rule("start", {"fact": "project.starts_on", "on_or_before": "2023-09-30", "if_none": True})
FOUNDED = {"any": [MADE, {"fact": "enterprise.stage", "is": "constituted"}]}
THE_SHARE = {"fact": "person.employment.psp_signed", "is": True}
IDEA: dict[str, Any] = {"enterprise.stage": "idea", "enterprise.legal_form": "srl"}


def test_steps_of_founding_are_taken_while_the_last_of_them_may_be() -> None:
    """The window is open until December, and the business has to be started by September."""
    asked = to_do(STARTED, act("vat", what="open_vat", due="before_applying"), told=IDEA)
    later = to_do(STARTED, rule("before", FOUNDED, "by_service"), rule("did", MADE, "by_service"), told=IDEA)

    assert (asked["vat"].by, asked["start"].by) == (date(2023, 9, 30), date(2023, 9, 30))
    assert (later["before"].by, later["did"].by) == (date(2023, 9, 30), CLOSES)


def test_a_day_for_a_step_is_a_day_for_all_that_come_with_it_and_for_no_other_choice() -> None:
    """Also where it is asked for together with something else; who may do this or that has until the window closes."""
    by_then = {"fact": "enterprise.constituted_on", "on_or_before": "2023-09-30", "if_none": True}
    founded = rule("founded", {"all": [by_then, {"fact": "project.amount", "at_most": 9000}]}, "by_choice")
    here = act("here", what="constitute", due="before_applying")
    share = act("share", what="subscribe_share", due="before_applying", done=THE_SHARE)
    either = rule("either", {"any": [MADE, JOBLESS]}, "by_service")

    asked = to_do(founded, here, share, either, act("vat", what="open_vat", due="before_applying"), told=IDEA)

    assert {name: asked[name].by for name in ("here", "share", "either", "vat")} == {
        "here": date(2023, 9, 30), "share": date(2023, 9, 30), "either": CLOSES, "vat": CLOSES,
    }  # fmt: skip


def test_a_step_has_a_last_day_where_the_window_has_none_and_an_earlier_one_of_its_own_stays() -> None:
    """Thirty days from a claim in May end in June, before the business has to be started."""
    endless: dict[str, Any] = {"windows": [{"opens": "2020-01-01", "closes": None}], "valid_to": None}
    vat = act("vat", what="open_vat", due="before_applying")
    soon = act("vat", what="open_vat", due="before_applying", within={"days": 30}, after="naspi_claim")
    claimed = {**IDEA, "person.employment.naspi_from": "2023-05-20"}

    assert to_do(STARTED, vat, told=IDEA, **endless)["vat"].by == date(2023, 9, 30)
    assert to_do(STARTED, soon, told=claimed)["vat"].by == date(2023, 6, 19)


def test_where_nothing_closes_there_is_no_last_day_to_begin() -> None:
    """Who makes the DID today may apply on 28 November, and who makes it later, later."""
    asked = to_do(rule("long", LONG, "by_service"), windows=[{"opens": "2020-01-01", "closes": None}], valid_to=None)

    assert (asked["long"].by, asked["long"].not_before) == (None, SOONEST)


def test_a_start_that_has_to_last_is_chosen_so_early() -> None:
    """180 days before the window closes, though the notice would let one start until September."""
    lasting = rule("lasting", {"fact": "project.starts_on", "elapsed_at_least": {"days": 180}}, "by_service")

    assert to_do(STARTED, lasting, told=IDEA)["start"].by == LAST_DID


def test_what_is_done_after_applying_is_not_due_before() -> None:
    """Though something else needs the same in time."""
    late = act("late", what="declare_did", due="after_applying", within={"days": 60}, after="start")
    asked = to_do(late, rule("long", LONG, "by_service"), told={"project.starts_on": "2023-12-20"})

    assert (asked["late"].by, asked["long"].by) == (date(2024, 2, 18), LAST_DID)


@pytest.mark.parametrize("starts_on", [None, "none"])
@pytest.mark.parametrize(
    ("on", "verdict", "told"),
    [
        (date(2023, 9, 30), "conditional", ["vat", "start"]),
        (date(2023, 10, 1), "not_eligible", []),
    ],
)
def test_a_start_that_is_still_to_be_chosen_cannot_lie_in_the_past(
    starts_on: str | None, on: date, verdict: str, told: list[str]
) -> None:
    """Whether nobody has spoken of it, or there is none yet; nor is anybody told to do what can be done no more."""
    facts = {**KNOWN, **IDEA, "project.starts_on": starts_on}
    judged = stands(measure("TRIAL", STARTED, act("vat", what="open_vat", due="before_applying")), facts, on)

    assert (judged.verdict.value, [each.condition for each in judged.todo]) == (verdict, told)


def test_what_is_judged_when_the_window_opens_may_be_chosen_from_today_on() -> None:
    """Who starts before the window opens has started when it does."""
    later = [{"opens": "2023-11-01", "closes": "2023-12-31"}]
    judged = stands(measure("TRIAL", STARTED, windows=later), {**KNOWN, **IDEA}, ON)

    assert (judged.judged_on, judged.verdict.value) == (date(2023, 11, 1), "eligible")
