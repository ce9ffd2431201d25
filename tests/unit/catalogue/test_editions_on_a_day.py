"""Which edition answers for a measure on a day, and which when none takes applications."""

from datetime import date

import pytest

from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.measure_on_day import MeasureOnDay, on_day
from services.catalogue.domain.window import WindowOn, WindowState
from tests.support.measures import A_TEXT, a_document, an_edition, the_next_edition

LAST_DAY = date(2023, 12, 31)


def seen(measure: MeasureDocument, on: date) -> MeasureOnDay:
    """A measure on a day, undisturbed."""
    return on_day(KnownMeasure(measure), on)


def answering(measure: MeasureDocument, on: date) -> str:
    """The id of the edition that answers."""
    return seen(measure, on).chosen.edition.id


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2019, 12, 31), "V1"),
        (date(2020, 1, 1), "V1"),
        (LAST_DAY, "V1"),
        (date(2024, 1, 1), "V2"),
        (date(2099, 1, 1), "V2"),
    ],
)
def test_the_edition_answers_whose_window_holds_the_day(on: date, edition: str) -> None:
    """The rules change overnight, in Rome."""
    assert answering(a_document(an_edition(), the_next_edition()), on) == edition


def test_between_two_editions_the_next_one_answers() -> None:
    """A person who asks in between prepares for what comes."""
    march = the_next_edition(valid_from="2024-03-01", windows=[{"opens": "2024-03-01", "closes": None}])

    assert answering(a_document(an_edition(), march), date(2024, 2, 1)) == "V2"


def test_after_the_last_edition_the_last_answers() -> None:
    """What a closed measure was is still an answer."""
    assert answering(a_document(an_edition()), date(2024, 1, 1)) == "V1"


def test_an_edition_whose_end_is_unknown_answers_until_the_next_begins() -> None:
    """Nobody knows of a gap, so none is made up."""
    windows = [{"opens": "2020-01-01", "closes": "unknown"}]
    measure = a_document(an_edition(valid_to="unknown", windows=windows), the_next_edition())

    assert [answering(measure, day) for day in (LAST_DAY, date(2024, 1, 1))] == ["V1", "V2"]


@pytest.mark.parametrize("closes", [None, "unknown"])
def test_a_window_does_not_outlive_its_edition(closes: str | None) -> None:
    """“Until the funds end” ends, at the latest, with the rules it was opened under."""
    measure = a_document(an_edition(windows=[{"opens": "2020-01-01", "closes": closes}]))
    window = seen(measure, date(2024, 1, 1)).chosen.window

    assert (window.state, window.closes_on) == (WindowState.CLOSED, LAST_DAY)


def test_a_measure_that_has_not_begun_says_when_it_opens() -> None:
    """Who comes too early is told when to come back."""
    window = seen(a_document(), date(2019, 6, 1)).chosen.window

    assert window == WindowOn(WindowState.UPCOMING, date(2020, 1, 1), LAST_DAY)


def test_before_an_edition_was_public_nobody_could_know_its_window() -> None:
    """A notice that reaches back is not shown as open before anybody could have read it."""
    measure = a_document(an_edition(published_on="2020-03-01"))

    states = [seen(measure, day).chosen.window.state for day in (date(2020, 2, 29), date(2020, 3, 1))]
    assert states == [WindowState.NOT_PUBLISHED, WindowState.OPEN]


def test_what_is_judged_of_nobody_is_to_be_verified_and_a_judgement_is_not() -> None:
    """What people decide no fact decides: it is shown, and asked of nobody."""
    judged = {"id": "plan", "about": "project", "text": A_TEXT, "judged_by": "lender"}
    measure = a_document(an_edition(conditions=[*an_edition()["conditions"], judged]))

    assert [each.id for each in seen(measure, LAST_DAY).to_verify] == ["age"]
