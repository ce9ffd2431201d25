"""The day a command is about: today in Rome, or a day that has come."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from chassis.dating import Dated
from chassis.modelling import Origin
from chassis.refusals import OccurredInTheFuture

JUST_AFTER_MIDNIGHT_IN_ROME = datetime(2023, 1, 9, 23, 30, tzinfo=UTC)


def asked(occurred_on: date | None) -> Dated:
    """A command of somebody who asks when it is the tenth in Rome and still the ninth in Greenwich."""
    origin = Origin(actor="op-1", organisation="PREF_FERMO", role="operator", correlation="c")
    return Dated(request_id=UUID(int=1), origin=origin, now=JUST_AFTER_MIDNIGHT_IN_ROME, occurred_on=occurred_on)


def test_today_is_the_day_in_rome() -> None:
    """The desk's calendar hangs on a wall in Italy."""
    assert asked(None).day() == date(2023, 1, 10)


@pytest.mark.parametrize("day", [date(2023, 1, 10), date(2022, 12, 1)])
def test_a_day_that_has_come_is_taken_as_it_is(day: date) -> None:
    """What is recorded late happened when it happened."""
    assert asked(day).day() == day


def test_a_day_that_has_not_come_is_refused_with_both_days() -> None:
    """In every service with the same facts, so that one sentence tells them."""
    with pytest.raises(OccurredInTheFuture) as refused:
        asked(date(2023, 1, 11)).day()

    assert refused.value.facts == {"on": "2023-01-11", "today": "2023-01-10"}
