"""S16: whether the desk is open."""

from datetime import date

from services.reporting.domain.decimals import as_text
from tests.support.facts import Q1, Q2, Told, noon


def test_a_desk_activated_in_the_period_is_active() -> None:
    """The last day of the period is in time."""
    told = Told()
    activation = told.activated(on=Q1.last)

    assert as_text(told.count("S16").amount) == "1"
    assert told.count("S16").evidence == (activation,)


def test_a_desk_activated_before_the_period_is_still_active() -> None:
    """It is a state, not a flow."""
    told = Told()
    told.activated(on=date(2023, 1, 9))

    assert told.count("S16", Q2).amount == 1


def test_no_desk_is_active_before_its_activation() -> None:
    """Nothing said is 0, which is a number, and has no evidence."""
    told = Told()
    told.activated(on=Q2.first)

    assert told.count("S16").amount == 0
    assert told.count("S16").evidence == ()


def test_an_activation_recorded_later_was_not_known_then() -> None:
    """What was known on a day is what the sources had stored."""
    told = Told()
    told.activated(on=date(2023, 1, 9), recorded=date(2023, 1, 12))

    assert told.count("S16", known_at=noon(date(2023, 1, 11))).amount == 0
    assert told.count("S16", known_at=noon(date(2023, 1, 13))).amount == 1


def test_the_earliest_activation_is_the_evidence() -> None:
    """One suffices, and it is always the same one, whichever arrived first."""
    told = Told()
    told.activated(on=date(2023, 2, 1))
    earliest = told.activated(on=date(2023, 1, 9))

    assert told.count("S16").evidence == (earliest,)
