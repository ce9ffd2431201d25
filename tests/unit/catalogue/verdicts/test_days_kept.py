"""Of the days somebody asks about some are kept, and never all that ever were asked about."""

from datetime import date, timedelta

import pytest

from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.verdicts.ready import READY_KEPT
from tests.support.judged_measures import measure, stands

ON = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("days", "of_measure", "of_edition"), [(READY_KEPT, READY_KEPT, READY_KEPT), (DAYS_KEPT + 1, 1, 1)]
)
def test_what_is_kept_of_a_day_is_forgotten_when_there_are_too_many(
    days: int, of_measure: int, of_edition: int
) -> None:
    """A catalogue is asked about any day for years."""
    document = measure("TRIAL")
    for number in range(days):
        stands(document, {}, ON + timedelta(days=number))

    assert len(document.kept) == of_measure
    assert len(document.editions[0].kept) == of_edition
