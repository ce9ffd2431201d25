"""A stretch of time lasts a hundred years at most, in whatever it is counted."""

import pytest

from services.catalogue.domain.rules.duration import Duration


@pytest.mark.parametrize(("unit", "most"), [("days", 36_500), ("months", 1_200), ("years", 100)])
def test_a_hundred_years_are_meant_and_one_more_is_a_slip(unit: str, most: int) -> None:
    """What is longer would leave the calendar."""
    assert str(Duration.model_validate({unit: most})) == f"{most} {unit}"
    with pytest.raises(ValueError, match="a hundred years at most"):
        Duration.model_validate({unit: most + 1})
