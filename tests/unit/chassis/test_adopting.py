"""A source that was restored speaks of another log: it is heard again once somebody says so, and nothing is mixed."""

from dataclasses import replace
from functools import partial

import pytest

from chassis.adopting import Adopting
from chassis.comparing import ROWS_AT_ONCE
from chassis.modelling import InvalidField
from chassis.refusals import (
    LogLeftBefore,
    LogNotMet,
    NoDifferenceToAccept,
    RequestIdReused,
    SourceNotStopped,
)
from chassis.transport.port import Message
from tests.support.listener import Listener
from tests.support.restored_source import AGREES, RestoredSource, order, restore_all, stored
from tests.support.workshop_says import ANOTHER_LOG, LOG, beat, changed, event


def test_a_copy_that_has_all_that_was_heard_goes_on_as_if_nothing_had_been(source: RestoredSource) -> None:
    """Every event is compared and none is handled again; what is new follows."""
    source.heard("spoon", "fork")
    renewed = source.restored_and_stopped(2, "knife")
    assert source.read_model() == ["spoon", "fork"]

    decision = source.adopting.adopt("workshop", source.met(), order())
    source.do(source.position, 3)

    assert (decision.log, decision.heard_until, source.log()) == (renewed, 2, renewed)
    assert source.read_model() == ["spoon", "fork", "knife"]
    assert (source.stopped(), source.listener.quarantined()) == ("", [])
    assert source.decided() == [("adopted", "OPS_1", "CENTRE", "restored after a disk failed")]


def test_a_copy_older_than_what_was_heard_stops_the_source_again(source: RestoredSource) -> None:
    """It says that it is complete, and that is less: what is missing is nowhere any more, which somebody must know."""
    source.heard("spoon", "fork", "knife")
    source.restored_and_stopped(2)

    source.adopting.adopt("workshop", source.met(), order())

    assert f"{AGREES} 2 only, and 3 was heard" in source.do(source.stopped, bool)
    assert (source.position(), source.listener.mark().mark) == (3, 2)


def test_a_copy_that_went_another_way_stops_the_source_where_it_begins_to(source: RestoredSource) -> None:
    """Followers have seen what is no more: nothing of the new is put on top of it unasked."""
    source.diverged()

    assert f"{AGREES} 1 only, and 3 was heard" in source.stopped()
    assert (source.listener.mark().mark, source.listener.mark().complete_until) == (1, None)
    assert source.read_model() == ["spoon", "fork", "knife"]


@pytest.mark.parametrize(
    "second",
    [
        changed(event(2, log=ANOTHER_LOG), type="google.protobuf.Int64Value"),
        changed(event(2, log=ANOTHER_LOG), subject="fork"),
        changed(event(2, log=ANOTHER_LOG), time="2023-01-09T12:00:00.000001+00:00"),
        changed(event(2, log=ANOTHER_LOG), correlation="d"),
        changed(event(2, log=ANOTHER_LOG), causedby="somebody"),
        event(3, previous=1, log=ANOTHER_LOG),
        event(4, previous=1, log=ANOTHER_LOG),
    ],
    ids=["type", "subject", "recorded at", "correlation", "cause", "position", "beyond all that was heard"],
)
def test_an_event_that_differs_in_one_thing_is_another(listener: Listener, adopting: Adopting, second: Message) -> None:
    """Each alone is enough: it is the same event, or somebody has to know."""
    listener.hear(event(1), event(2), event(3), beat(3, log=ANOTHER_LOG))
    adopting.adopt("workshop", ANOTHER_LOG, order())

    listener.hear(event(1, log=ANOTHER_LOG), second)

    assert f"{AGREES} 1 only, and 3 was heard" in listener.journal.stopped()


def test_an_event_said_in_other_bytes_is_the_same(listener: Listener, adopting: Adopting) -> None:
    """A later version of the source may say more of it; what it is has not changed."""
    listener.hear(event(1), event(2), beat(2, log=ANOTHER_LOG))
    adopting.adopt("workshop", ANOTHER_LOG, order())

    listener.hear(event(1, log=ANOTHER_LOG), replace(event(2, log=ANOTHER_LOG), body=b"\x0a\x05ladle"))

    assert (listener.mark().mark, listener.journal.stopped()) == (2, "")


def test_a_long_log_is_compared_to_its_end(source: RestoredSource) -> None:
    """More events than are read or said again at once, and one that is new behind them."""
    source.heard("spoon")
    spoon = source.workshop.make("fork")
    source.workshop.show(spoon, times=ROWS_AT_ONCE * 2 + 10)
    source.do(source.position, ROWS_AT_ONCE * 2 + 12)
    source.restored_and_stopped(ROWS_AT_ONCE * 2 + 12, "knife")

    source.adopting.adopt("workshop", source.met(), order())
    source.do(source.position, ROWS_AT_ONCE * 2 + 13)

    assert source.read_model() == ["spoon", "fork", "knife"]


def test_a_difference_stays_one_when_another_log_is_met_by_mistake(source: RestoredSource) -> None:
    """Whoever decides about the one has decided nothing about the other."""
    source.diverged()
    source.listener.hear(event(1, log=ANOTHER_LOG))

    source.adopting.keep("workshop", order("a test message in the wrong place"))

    assert f"{AGREES} 1 only" in source.stopped()
    assert source.adopting.accept("workshop", 1, order()).decision.gone == 2


def test_a_source_restored_again_is_held_against_all_that_was_heard(source: RestoredSource) -> None:
    """The first copy was too old, a later one has everything: the difference is gone, and nobody had to accept it."""
    source.heard("spoon", "fork")
    everything = stored(source.workshop.database)
    source.restored_and_stopped(1)
    source.adopting.adopt("workshop", source.met(), order())
    source.do(source.stopped, lambda why: AGREES in why)

    restore_all(source.workshop.database, everything)
    source.do(source.stopped, lambda why: "another log" in why)
    with pytest.raises(NoDifferenceToAccept, match="another log"):
        source.adopting.accept("workshop", 1, order())
    source.adopting.adopt("workshop", source.met(), order("the copy of Tuesday"))
    source.heard("knife")

    assert source.read_model() == ["spoon", "fork", "knife"]


def test_a_decision_asked_for_again_is_answered_the_same(source: RestoredSource) -> None:
    """Whoever heard no answer asks again: nothing is decided twice."""
    source.heard("spoon")
    renewed, same = source.restored_and_stopped(1), order()

    adopted = [source.adopting.adopt("workshop", renewed, same) for _ in range(2)]

    assert adopted[0] == adopted[1]
    assert len(source.decided()) == 1
    for log, reason in ((renewed, "something else"), (ANOTHER_LOG, same.reason)):
        with pytest.raises(RequestIdReused):
            source.adopting.adopt("workshop", log, order(reason, same.request_id))


def test_a_log_met_by_mistake_is_not_adopted_and_nothing_is_missing(listener: Listener, adopting: Adopting) -> None:
    """Somebody spoke in the source's name: its own log is heard again, with what was passed over meanwhile."""
    listener.hear(event(1), event(1, log=ANOTHER_LOG), event(2))

    decision = adopting.keep("workshop", order("a test message in the wrong place"))
    request = listener.hear(beat(2))

    assert (decision.log, decision.other_log) == (LOG, ANOTHER_LOG)
    assert (request.after, request.until) == (1, 2)
    assert listener.journal.stopped() == ""


def test_a_source_that_is_heard_is_left_alone(source: RestoredSource) -> None:
    """There is nothing to decide about it, nor about one that nobody hears."""
    source.heard("spoon")

    for decide in (partial(source.adopting.adopt, log=source.log()), source.adopting.keep):
        with pytest.raises(SourceNotStopped, match="is not stopped"):
            decide("workshop", order=order())
    with pytest.raises(NoDifferenceToAccept):
        source.adopting.accept("workshop", 1, order())
    with pytest.raises(InvalidField, match="source: is not heard by listener, which hears workshop"):
        source.adopting.adopt("kitchen", source.log(), order())
    assert source.decided() == []


def test_the_log_that_is_named_is_adopted_whichever_spoke_since(source: RestoredSource) -> None:
    """A stray copy may speak between the status and the command; and what nobody spoke of is no log to hear."""
    source.heard("spoon")
    renewed = source.restored_and_stopped(1, "fork")
    source.listener.hear(event(9, log=ANOTHER_LOG))

    with pytest.raises(LogNotMet, match=f"{renewed}, {ANOTHER_LOG}, and not the log {LOG}"):
        source.adopting.adopt("workshop", LOG, order())
    source.adopting.adopt("workshop", renewed, order())

    assert source.log() == renewed


def test_a_log_that_was_left_is_not_gone_back_to(source: RestoredSource) -> None:
    """The copy that was thought dead speaks again: two of them do, and the younger one is heard."""
    source.heard("spoon")
    left = source.log()
    renewed = source.restored_and_stopped(1)
    source.adopting.adopt("workshop", source.met(), order())
    source.heard("fork")
    source.listener.hear(event(2, log=left))

    with pytest.raises(LogLeftBefore, match=left):
        source.adopting.adopt("workshop", source.met(), order())
    source.adopting.keep("workshop", order("the old copy is switched off"))
    source.heard("knife")

    assert source.log() == renewed
    assert source.read_model() == ["spoon", "fork", "knife"]
