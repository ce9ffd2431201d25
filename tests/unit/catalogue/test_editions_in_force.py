"""Editions: which one applies on a day, and which is shown when none does."""

from datetime import date

import pytest

from services.catalogue.domain.in_force import edition_in_force, edition_to_show
from services.catalogue.domain.measure_document import MeasureDocument
from tests.support.measures import a_document, an_edition, the_next_edition


def in_force(measure: MeasureDocument, on: date) -> str | None:
    """The id of the edition in force."""
    edition = edition_in_force(measure.editions, on)
    return edition.id if edition else None


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "V1"),
        (date(2023, 12, 31), "V1"),
        (date(2024, 1, 1), "V2"),
        (date(2099, 1, 1), "V2"),
    ],
)
def test_an_edition_applies_from_its_first_to_its_last_day(on: date, edition: str | None) -> None:
    """The rules change overnight, in Rome."""
    assert in_force(a_document(an_edition(), the_next_edition()), on) == edition


def test_between_two_editions_none_is_in_force_and_the_next_is_shown() -> None:
    """A person who asks in between prepares for what comes."""
    march = the_next_edition(valid_from="2024-03-01", windows=[{"opens": "2024-03-01", "closes": None}])
    measure = a_document(an_edition(), march)

    assert in_force(measure, date(2024, 2, 1)) is None
    assert edition_to_show(measure.editions, date(2024, 2, 1)).id == "V2"


def test_after_the_last_edition_the_last_is_shown() -> None:
    """What a closed measure was is still an answer."""
    measure = a_document(an_edition())

    assert in_force(measure, date(2024, 1, 1)) is None
    assert edition_to_show(measure.editions, date(2024, 1, 1)).id == "V1"


def test_an_edition_whose_end_is_unknown_applies_until_the_next_begins() -> None:
    """Nobody knows of a gap, so none is made up."""
    windows = [{"opens": "2020-01-01", "closes": "unknown"}]
    measure = a_document(an_edition(valid_to="unknown", windows=windows), the_next_edition())

    assert [in_force(measure, day) for day in (date(2023, 12, 31), date(2024, 1, 1))] == ["V1", "V2"]


def test_an_edition_whose_beginning_is_unknown_has_always_applied() -> None:
    """Otherwise a service that exists would be answered as one that does not exist yet."""
    assert in_force(a_document(an_edition(valid_from="unknown")), date(1990, 1, 1)) == "V1"
