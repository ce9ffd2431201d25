"""Numbers with a name: each holds from its day until the next, and what cannot be meant is refused."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.rules.parameter import Parameter

FIRST, SECOND = date(2023, 1, 1), date(2024, 1, 1)


def parameter(*values: tuple[Any, Any], unit: str = "EUR") -> Parameter:
    """Values, each with the day from which it holds."""
    held = [{"from": since, "value": value} for since, value in values]
    return Parameter.model_validate({"unit": unit, "values": held})


def test_each_value_holds_until_the_next() -> None:
    """Before the first there is none; the first may hold from ever."""
    told, ever = parameter((FIRST, 10), (SECOND, 20)), parameter(("unknown", 5), (SECOND, 20))
    days = (date(2022, 12, 31), FIRST, date(2023, 12, 31), SECOND)

    assert [told.on(day) for day in days] == [None, 10, 10, 20]
    assert [ever.on(day) for day in days] == [5, 5, 5, 20]


def test_a_value_nobody_found_is_no_value() -> None:
    """From its day on, until the next."""
    told = parameter((FIRST, "unknown"), (SECOND, 20))

    assert [told.on(day) for day in (FIRST, date(2023, 12, 31), SECOND)] == [None, None, 20]


@pytest.mark.parametrize("values", [((SECOND, 1), (FIRST, 2)), ((FIRST, 1), (FIRST, 2)), ((FIRST, 1), ("unknown", 2))])
def test_values_are_written_oldest_first(values: Any) -> None:
    """Each from a day later than the one before, and only the first from a day nobody knows."""
    with pytest.raises(ValueError, match="oldest first"):
        parameter(*values)


def test_years_stay_within_the_calendar() -> None:
    """199 of them are read, 200 are not; of euros there may be as many as one likes."""
    assert parameter((FIRST, 199), (SECOND, "unknown"), unit="years").on(FIRST) == 199
    assert parameter((FIRST, 200)).on(FIRST) == 200
    for values in (((FIRST, 200),), ((FIRST, "unknown"), (SECOND, 201))):
        with pytest.raises(ValueError, match="years are less than 200"):
            parameter(*values, unit="years")
