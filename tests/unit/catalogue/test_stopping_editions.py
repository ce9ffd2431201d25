"""An edition takes no applications any more, or not now: suspended, resumed, closed, on its days."""

from datetime import date
from functools import partial

import pytest

from services.catalogue.domain.measure import Measure
from services.catalogue.domain.measure_on_day import on_day
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from tests.support.given import given
from tests.support.measures import a_document, an_edition, the_next_edition
from tests.support.published_measures import TODAY, a_drafted_measure, a_published_measure

JUNE, JULY, MAY_31 = date(2023, 6, 1), date(2023, 7, 1), date(2023, 5, 31)
SHORT, ENDED = SuspensionReason.FUNDS_SHORT, ClosingReason.FUNDS_ENDED


def suspended(from_day: date = JUNE, resumed: date | None = None) -> Measure:
    """A measure in force from 2020 to 2023, suspended from June, and resumed on a day."""
    measure = a_published_measure()
    measure.suspend("V1", from_day, SHORT, "decreto 12", TODAY)
    if resumed:
        measure.resume("V1", resumed, TODAY)
    return measure


def suspend_in_june(edition: str, measure: Measure) -> None:
    """For the want of money."""
    measure.suspend(edition, JUNE, SHORT, "", TODAY)


def closed(last_day: date = MAY_31) -> Measure:
    """One that was closed early."""
    measure = a_published_measure()
    measure.close("V1", last_day, ENDED, "", TODAY)
    return measure


def seen(measure: Measure, day: str) -> tuple[str, str, date | None, date | None]:
    """State, window, opening and closing as they are shown on a day."""
    known = measure.known()
    assert known is not None
    found = on_day(known, date.fromisoformat(day))
    window = found.chosen.window
    return found.state.value, window.state.value, window.opens_on, window.closes_on


def test_an_edition_is_suspended_from_a_day_on() -> None:
    """For a reason that can be counted and a note that says the rest."""
    given(a_published_measure).when(lambda m: m.suspend("V1", JUNE, SHORT, "decreto 12", TODAY)).then(
        Measure.EditionSuspended,
        code="TRIAL_LOAN",
        edition_id="V1",
        from_day=JUNE,
        reason=SHORT,
        note="decreto 12",
        occurred_on=TODAY,
    )


def test_an_edition_is_resumed_and_closed() -> None:
    """Each on a day of its own."""
    given(suspended).when(lambda m: m.resume("V1", JULY, TODAY)).then(
        Measure.EditionResumed, edition_id="V1", from_day=JULY
    )
    given(a_published_measure).when(lambda m: m.close("V1", MAY_31, ENDED, "", TODAY)).then(
        Measure.EditionClosed, edition_id="V1", last_day=MAY_31, reason=ENDED
    )


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2023-01-09", ("published", "open", date(2020, 1, 1), MAY_31)),
        ("2023-05-31", ("published", "open", date(2020, 1, 1), MAY_31)),
        ("2023-06-01", ("suspended", "closed", None, MAY_31)),
        ("2024-01-01", ("closed", "closed", None, MAY_31)),
    ],
)
def test_a_suspension_that_lasts_is_seen_on_its_days(
    day: str, shown: tuple[str, str, date | None, date | None]
) -> None:
    """Announced, it ends the window; reached, it closes it."""
    assert seen(suspended(), day) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2023-05-31", ("published", "open", date(2020, 1, 1), MAY_31)),
        ("2023-06-01", ("suspended", "upcoming", JULY, date(2023, 12, 31))),
        ("2023-06-30", ("suspended", "upcoming", JULY, date(2023, 12, 31))),
        ("2023-07-01", ("published", "open", date(2020, 1, 1), date(2023, 12, 31))),
    ],
)
def test_a_suspension_with_an_end_is_waited_for(day: str, shown: tuple[str, str, date | None, date | None]) -> None:
    """The day on which it goes on is told."""
    assert seen(suspended(resumed=JULY), day) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2023-05-31", ("published", "open", date(2020, 1, 1), MAY_31)),
        ("2023-06-01", ("closed", "closed", None, MAY_31)),
    ],
)
def test_a_closed_edition_takes_applications_until_its_last_day(
    day: str, shown: tuple[str, str, date | None, date | None]
) -> None:
    """And that day belongs to it."""
    assert seen(closed(), day) == shown


def test_a_window_that_would_open_after_the_closing_does_not() -> None:
    """What is announced in a file does not outlive its closing."""
    windows = [{"opens": "2020-01-01", "closes": "2020-02-01"}, {"opens": "2023-09-01", "closes": "2023-10-01"}]
    measure = a_published_measure(a_document(an_edition(windows=windows)))
    assert seen(measure, "2023-01-09") == ("published", "upcoming", date(2023, 9, 1), date(2023, 10, 1))

    measure.close("V1", MAY_31, ENDED, "", TODAY)

    assert seen(measure, "2023-01-09") == ("published", "closed", None, MAY_31)


def test_an_edition_is_superseded_once_the_next_has_begun() -> None:
    """On the day it begins, and not on the day it is published."""
    known = a_published_measure(a_document(an_edition(), the_next_edition())).known()

    assert known is not None
    assert known.state_on("V1", date(2023, 12, 31)) == "published"
    assert known.state_on("V1", date(2024, 1, 1)) == "superseded"
    assert known.state_on("V2", date(2024, 1, 1)) == "published"


def test_a_suspension_that_was_a_mistake_is_taken_back_whole() -> None:
    """By resuming on the day it would have begun; a later one can be said again."""
    measure = suspended(resumed=JUNE)

    assert seen(measure, "2023-05-31") == ("published", "open", date(2020, 1, 1), date(2023, 12, 31))
    assert seen(measure, "2023-06-01") == ("published", "open", date(2020, 1, 1), date(2023, 12, 31))
    measure.suspend("V1", JULY, SHORT, "", TODAY)
    assert seen(measure, "2023-07-01")[0] == "suspended"


def test_a_closed_edition_is_opened_again() -> None:
    """Money is found, or the closing was a mistake."""
    measure = closed()
    measure.resume("V1", JULY, TODAY)

    assert seen(measure, "2023-06-30")[:2] == ("closed", "upcoming")
    assert seen(measure, "2023-07-01")[:2] == ("published", "open")


def test_a_suspended_edition_is_closed_and_resumed_from_both() -> None:
    """What is closed is closed, however it stood before."""
    measure = suspended()
    measure.close("V1", date(2023, 6, 30), ENDED, "", TODAY)

    assert seen(measure, "2023-06-15")[0] == "suspended"
    assert seen(measure, "2023-07-01")[0] == "closed"
    measure.resume("V1", date(2023, 8, 1), TODAY)
    assert seen(measure, "2023-08-01")[:2] == ("published", "open")


def test_a_suspended_edition_is_not_suspended_again() -> None:
    """Two ends would be due, and one would be forgotten."""
    given(suspended).when(lambda m: m.suspend("V1", JULY, SHORT, "", TODAY)).then_refused(
        "EDITION_SUSPENDED", measure="TRIAL_LOAN", edition="V1", from_day=JUNE
    )


def test_a_closed_edition_is_neither_suspended_nor_closed_again() -> None:
    """Resume it first, and say what is true."""
    for act in (
        lambda m: m.suspend("V1", JULY, SHORT, "", TODAY),
        lambda m: m.close("V1", JULY, ENDED, "", TODAY),
    ):
        given(closed).when(act).then_refused("EDITION_CLOSED", edition="V1", last_day=MAY_31)


def test_what_takes_applications_is_not_resumed() -> None:
    """Nothing would change, and that is worth saying."""
    given(a_published_measure).when(lambda m: m.resume("V1", JUNE, TODAY)).then_refused(
        "EDITION_TAKES_APPLICATIONS", edition="V1"
    )


def test_nothing_goes_on_before_it_has_stopped() -> None:
    """The day is a slip."""
    given(suspended).when(lambda m: m.resume("V1", MAY_31, TODAY)).then_refused(
        "RESUMED_TOO_EARLY", edition="V1", from_day=JUNE, on=MAY_31
    )


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2024, 1, 1)])
def test_a_stop_lies_within_the_edition(day: date) -> None:
    """Before it begins there is nothing to close, and after its end nothing is left."""
    for act in (
        lambda m: m.close("V1", day, ENDED, "", TODAY),
        lambda m: m.suspend("V1", day, SHORT, "", TODAY),
    ):
        given(a_published_measure).when(act).then_refused(
            "DAY_OUTSIDE_EDITION", edition="V1", begins="2020-01-01", ends="2023-12-31", on=day
        )


def test_the_first_and_the_last_day_of_an_edition_belong_to_it() -> None:
    """It may be suspended from the one and closed on the other."""
    given(a_published_measure).when(lambda m: m.suspend("V1", date(2020, 1, 1), SHORT, "", TODAY)).then(
        Measure.EditionSuspended, from_day=date(2020, 1, 1)
    )
    given(a_published_measure).when(lambda m: m.close("V1", date(2023, 12, 31), ENDED, "", TODAY)).then(
        Measure.EditionClosed, last_day=date(2023, 12, 31)
    )


def test_only_what_is_published_can_be_stopped() -> None:
    """A draft takes no applications."""
    for start in (a_drafted_measure, a_published_measure):
        edition = "V1" if start is a_drafted_measure else "V9"
        given(start).when(partial(suspend_in_june, edition)).then_refused(
            "EDITION_NOT_FOUND", measure="TRIAL_LOAN", edition=edition
        )


def test_an_edition_that_is_corrected_stays_suspended() -> None:
    """What it says and how it stands are two things."""
    measure = suspended()
    measure.take_in(a_document(an_edition(owner="Altro ente")), "ed-1", TODAY)
    measure.review((), "ed-2", TODAY)
    measure.publish((), "ed-2", TODAY)

    assert seen(measure, "2023-06-01")[0] == "suspended"
