"""On which days to come an answer is looked at again: those on which time alone may make it another."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.verdicts.turning_days import turning_days
from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 1, 16)
BORN, DID, FOUNDED, START = (
    "person.birth_date", "person.employment.did_on", "enterprise.constituted_on", "project.starts_on",
)  # fmt: skip
CONSTITUTED: dict[str, Any] = {"person.citizenship": "IT", "enterprise.stage": "constituted"}
ALWAYS = {"opens": "2020-01-01", "closes": None}
SPRING = {"opens": "2023-02-01", "closes": "2023-03-31"}
LATE = {"opens": "2023-06-01", "closes": None}
YOUNG: dict[str, Any] = {"fact": BORN, "age_at_most": 35}
LONG: dict[str, Any] = {"fact": DID, "elapsed_at_least": {"days": 30}}
YEARS = {"oldest": {"unit": "years", "values": [{"value": 33}, {"from": "2024-04-15", "value": 35}]}}


def to_come(*asks: dict[str, Any], told: dict[str, Any] | None = None, **edition: Any) -> set[str]:
    """The days to come for an enterprise; two months before each what a renewal is asked in ends, which is left out."""
    profile = read_profile({**CONSTITUTED, **(told or {})})
    rules = [rule(f"asks_{number}", each, "by_time") for number, each in enumerate(asks)]
    document = measure("TRIAL", *rules, **{"windows": [ALWAYS], "valid_to": None, **edition})
    found = {day for day in turning_days(stands(document, profile, ON), profile, ON) if day > ON}
    return {str(day) for day in found} - {str(day) for day in found if _is_of_a_renewal(day, found)}


def _is_of_a_renewal(day: date, found: set[date]) -> bool:
    return any((later - day).days in (60, 61) for later in found)


def test_a_window_turns_the_answer_when_it_opens_and_when_it_has_closed() -> None:
    """On its first day and the next, of one of which nobody knows when it ends; and on the day after its last."""
    assert to_come(windows=[SPRING]) == {"2023-02-01", "2023-02-02", "2023-04-01"}
    assert to_come(windows=[ALWAYS]) == set()


@pytest.mark.parametrize(
    ("edition", "days"),
    [
        ({"published_on": "2023-05-01"}, {"2023-05-01"}),
        ({"valid_from": "2023-05-02", "windows": [LATE]}, {"2023-05-02", "2023-06-01", "2023-06-02"}),
        ({"valid_to": "2023-06-30"}, {"2023-07-01"}),
        ({"published_on": "unknown"}, set()),
    ],
)
def test_an_edition_turns_it_when_it_is_public_begins_and_has_ended(edition: dict[str, Any], days: set[str]) -> None:
    """A day nobody found turns nothing."""
    assert to_come(**edition) == days


@pytest.mark.parametrize(
    ("born", "days"),
    [
        ("1990-05-05", {"2026-05-05"}),
        (["1990-05-05", "1990-12-06"], {"2026-05-05", "2026-12-06"}),
        (None, set()),
    ],
)
def test_who_grows_too_old_does_so_on_a_birthday(born: Any, days: set[str]) -> None:
    """Of a day known in part on either of its ends."""
    assert to_come(YOUNG, told={BORN: born}) == days


def test_what_only_an_amount_or_a_window_asks_turns_the_answer_too() -> None:
    """As well as what a condition asks."""
    tier = [{"of": "loan", "max": 9000, "only_if": YOUNG}]

    assert to_come(told={BORN: "1990-05-05"}, amounts=tier) == {"2026-05-05"}
    assert to_come(told={BORN: "1990-05-05"}, windows=[{**ALWAYS, "only_if": YOUNG}]) == {"2026-05-05"}


def test_a_limit_that_changes_turns_it_and_so_does_the_birthday_that_counts_then() -> None:
    """At most 33 years until April 2024, and 35 from then on."""
    asks = {"fact": BORN, "age_at_most": "$oldest"}

    assert to_come(asks, told={BORN: "1990-05-05"}, parameters=YEARS) == {"2024-04-15", "2024-05-05", "2026-05-05"}


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("2023-05-01", {"2023-05-01"}),
        (["2023-01-01", "2023-05-01"], {"2023-05-01"}),
        (["2023-05-01", "2023-05-20"], {"2023-05-01", "2023-05-20"}),
        ("2023-01-01", set()),
    ],
)
def test_what_is_still_to_happen_turns_it_on_its_day(told: Any, days: set[str]) -> None:
    """A DID of next May is one from May on."""
    assert to_come({"fact": DID, "exists": True}, told={DID: told, "person.employment.naspi_from": "none"}) == days


def test_the_day_of_constitution_turns_it_whatever_is_asked() -> None:
    """From then on there is no idea any more."""
    assert to_come(told={"enterprise.stage": None, FOUNDED: "2023-05-05"}) == {"2023-05-05"}
    assert to_come(told={FOUNDED: "2022-05-05"}) == set()


def test_the_last_day_to_begin_what_has_to_last_is_told() -> None:
    """Thirty days that begin on 1 March end on 31 March, when the window closes; and before something else is lost."""
    assert to_come(LONG, windows=[{**ALWAYS, "closes": "2023-03-31"}]) == {"2023-03-02", "2023-04-01"}
    assert to_come(LONG, YOUNG, told={BORN: "1987-05-05"}) == {"2023-04-05", "2023-05-05"}


@pytest.mark.parametrize(("limit", "days"), [("2023-09-30", {"2023-10-01"}), ("unknown", set())])
def test_the_last_day_a_start_may_be_chosen_for_is_told(limit: str, days: set[str]) -> None:
    """Nobody starts yesterday; of what has happened no day is chosen."""
    assert to_come({"fact": START, "on_or_before": limit}) == days
    assert to_come({"fact": "person.in_italy_since", "on_or_before": limit}) == set()
