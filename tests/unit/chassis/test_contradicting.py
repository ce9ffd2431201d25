"""A source that says something else than it did before is stopped, and has a way on that loses nothing."""

from functools import partial

import pytest

from chassis.adopting import Adopting
from chassis.refusals import (
    NoOtherLogMet,
    SourceContradictsItself,
)
from tests.support.listener import Listener
from tests.support.restored_source import AGREES, RestoredSource, order, restore
from tests.support.workshop_says import ANOTHER_LOG, LOG, beat, changed, event


def test_a_source_that_contradicts_itself_has_no_log_to_adopt(listener: Listener, adopting: Adopting) -> None:
    """It is stopped for something else, and that is said."""
    listener.hear(event(1), event(2), event(3), event(4, previous=2))

    with pytest.raises(NoOtherLogMet, match="follows 2"):
        adopting.adopt("workshop", ANOTHER_LOG, order())


def test_a_source_that_contradicted_itself_once_is_heard_on_when_its_log_is_kept(
    listener: Listener, adopting: Adopting
) -> None:
    """What does not fit is let go of, and asked for again: said rightly it is taken, said wrongly it stops again."""
    listener.hear(event(1), event(2), event(3), event(4, previous=2))

    decision = adopting.keep("workshop", order("a message put in by hand"))
    assert (decision.log, decision.other_log, decision.heard_until) == (LOG, "", 3)
    assert (listener.positions(), listener.journal.stopped()) == ([1, 2, 3], "")
    request = listener.hear(beat(5))
    assert (request.after, request.until) == (3, 5)
    listener.hear(event(4), event(5))

    assert (listener.mark().mark, listener.journal.stopped()) == (5, "")


def test_a_source_that_went_back_under_the_same_log_is_gone_on_with_once_that_has_a_new_id(
    source: RestoredSource,
) -> None:
    """A standby took over without its last events: nothing it said instead is lost, once somebody has decided."""
    source.heard("spoon", "fork", "knife")
    source.gone_back(1, "ladle", "whisk", "sieve")
    source.do(source.stopped, lambda why: "something else at position 2 than it did" in why)
    for decide in (partial(source.adopting.adopt, log=source.log()), source.adopting.keep):
        with pytest.raises(SourceContradictsItself, match="renew_log workshop"):
            decide("workshop", order=order())
    assert (source.listener.mark().mark, source.read_model()) == (3, ["spoon", "fork", "knife"])

    restore(source.workshop.database, 4)
    source.do(source.stopped, lambda why: "another log" in why)
    source.adopting.adopt("workshop", source.met(), order("the standby lacked the end"))
    source.do(source.stopped, lambda why: f"{AGREES} 1 only, and 3 was heard" in why)
    source.adopting.accept("workshop", 1, order("the standby lacked the end"))
    source.do(source.position, 4)

    assert source.read_model() == ["spoon", "fork", "knife", "ladle", "whisk", "sieve"]
    assert [row.position for row in source.gone()] == [2, 3]


def test_a_log_that_takes_back_what_it_said_still_does_when_another_was_met_by_mistake(
    listener: Listener, adopting: Adopting
) -> None:
    """Whoever decides about the one has decided nothing about the other."""
    listener.hear(event(1), event(2))
    listener.hear(changed(event(2), subject="fork"), event(1, log=ANOTHER_LOG))
    assert ANOTHER_LOG in listener.journal.stopped()

    adopting.keep("workshop", order("a test message in the wrong place"))

    assert "something else at position 2" in listener.journal.stopped()
    assert listener.hear(event(3), beat(3)) is None
