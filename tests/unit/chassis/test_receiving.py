"""The journal takes what arrives, in whatever order and however often, and knows what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from chassis.journal import JOURNAL
from chassis.transport.port import Message
from tests.support.listener import AT_ONCE, Listener
from tests.support.workshop import NOON, TRACEPARENT
from tests.support.workshop_says import ANOTHER_LOG, LOG, QUEUE, beat, changed, event, replayed


def test_what_arrives_in_order_is_heard_at_once(listener: Listener) -> None:
    """The mark follows the chain of previous positions, whatever the numbers between them."""
    assert listener.hear(event(1), event(4, previous=1), event(9, previous=4)) is None

    assert listener.positions() == [1, 4, 9]
    assert (listener.mark().mark, listener.mark().known) == (9, 9)


def test_an_event_is_kept_as_it_arrived(listener: Listener) -> None:
    """Undecoded, with all that a follower will want to know."""
    listener.hear(event(1))

    [row] = listener.rows()
    assert row == {
        "source": "workshop",
        "log": LOG,
        "partition": 0,
        "position": 1,
        "previous": 0,
        "type": "google.protobuf.StringValue",
        "subject": "spoon",
        "recorded_at": NOON,
        "correlation": "c",
        "caused_by": "",
        "traceparent": TRACEPARENT,
        "body": b"\x0a\x05spoon",
    }


def test_what_comes_twice_is_kept_once(listener: Listener) -> None:
    """In one batch or later, in front of the mark or beyond a gap: a duplicate is counted and that is all."""
    listener.hear(event(1), event(1), event(3, previous=2))
    listener.hear(event(3, previous=2), event(1))

    assert listener.positions() == [1, 3]
    assert listener.mark().duplicates == 3


def test_what_lies_beyond_a_gap_waits(listener: Listener) -> None:
    """The mark stops in front of the gap; once that is filled it goes on as far as the chain reaches."""
    listener.hear(event(1), event(3), event(4))
    assert listener.mark().mark == 1

    listener.hear(event(2))
    assert listener.mark().mark == 4


def test_order_within_a_batch_does_not_matter(listener: Listener) -> None:
    """A batch is heard as a whole."""
    assert listener.hear(event(3), event(1), event(2)) is None
    assert listener.mark().mark == 3


def test_for_a_gap_exactly_what_is_missing_is_asked_for(listener: Listener) -> None:
    """After the mark, up to what the first event beyond the gap follows: nothing that is there already."""
    request = listener.hear(event(2), event(7, previous=6), event(8))

    assert (request.queue, request.log, request.after, request.until) == (QUEUE, LOG, 0, 1)


def test_one_request_is_outstanding_at_a_time(listener: Listener) -> None:
    """Asking at every message never came to an end; the next is asked when this one is answered."""
    assert listener.hear(event(1), event(3)) is not None
    assert listener.hear(event(5)) is None
    assert listener.hear(event(7), beat(9)) is None

    request = listener.hear(event(2))

    assert (request.after, request.until) == (3, 4)
    assert listener.mark().asked_times == 2


def test_a_replay_that_brought_only_a_part_is_asked_for_again(listener: Listener) -> None:
    """The marker says that no more will come."""
    listener.hear(event(9))
    assert listener.hear(event(1), event(2)) is None

    request = listener.hear(replayed(0, 2))

    assert (request.after, request.until) == (2, 8)


def test_the_marker_of_an_earlier_request_means_nothing(listener: Listener) -> None:
    """What answers a request made long ago does not call for another."""
    listener.hear(event(1), event(9))

    assert listener.hear(replayed(0, 1)) is None


def test_a_request_that_brought_nothing_is_made_again(databases: None, tmp_path: Path) -> None:
    """After a while, and with it a message lost on either way costs no more than that while."""
    patient, hasty = Listener(tmp_path, "patient"), Listener(tmp_path, "hasty", repeat_after=AT_ONCE)
    for listener in (patient, hasty):
        listener.hear(event(5))

    assert patient.hear(beat(5)) is None
    assert hasty.hear(beat(5)).until == 4


def test_what_was_lost_at_the_end_is_noticed_by_a_heartbeat(listener: Listener) -> None:
    """The source has said more than was heard: it is asked for what it said."""
    listener.hear(event(1))

    request = listener.hear(beat(6))

    assert (request.after, request.until) == (1, 6)
    assert listener.mark().known == 6


def test_a_source_that_has_said_nothing_is_asked_for_nothing(listener: Listener) -> None:
    """A heartbeat is all there is."""
    assert listener.hear(beat(0)) is None
    assert listener.mark().complete_until == NOON


def test_complete_until_is_believed_when_all_before_it_was_heard(listener: Listener) -> None:
    """A heartbeat in front of which something is missing says nothing about completeness."""
    listener.hear(event(1), beat(1, seconds=1))
    listener.hear(beat(2, seconds=2))
    assert listener.mark().complete_until == NOON + timedelta(seconds=1)

    listener.hear(event(2), beat(2, seconds=3))
    assert listener.mark().complete_until == NOON + timedelta(seconds=3)


def test_complete_until_never_goes_back(listener: Listener) -> None:
    """A heartbeat that comes late takes nothing back."""
    listener.hear(event(1), beat(1, seconds=9), beat(0, seconds=1))
    listener.hear(beat(1, seconds=5))

    assert listener.mark().complete_until == NOON + timedelta(seconds=9)


def test_another_log_stops_the_source(listener: Listener) -> None:
    """A source restored from a backup may say other things at the same positions: a person decides what to do."""
    listener.hear(event(1))

    assert listener.hear(event(2, log=ANOTHER_LOG), beat(7, log=ANOTHER_LOG)) is None

    assert listener.positions() == [1]
    assert ANOTHER_LOG in listener.journal.stopped()
    [kept] = listener.quarantined()
    assert kept["body"] == b"\x0a\x05spoon"


def test_what_comes_while_a_source_is_stopped_is_passed_over(listener: Listener) -> None:
    """Of either log, however much: a replay brings it again. One event of the other is kept to be looked at."""
    listener.hear(event(1), event(3), beat(9, log=ANOTHER_LOG))

    for position in (2, 4, 5):
        assert listener.hear(event(position), event(position, log=ANOTHER_LOG), beat(9)) is None

    assert (listener.positions(), listener.mark().mark, listener.mark().asked_times) == ([1, 3], 1, 0)
    assert [ANOTHER_LOG in kept["problem"] for kept in listener.quarantined()] == [True]


def test_what_came_before_the_other_log_is_heard(listener: Listener) -> None:
    """It is in order and of the log that is heard: what stops the source comes after it."""
    listener.hear(event(1), event(2), beat(9, log=ANOTHER_LOG), event(3))

    assert (listener.positions(), listener.mark().mark) == ([1, 2], 2)


def test_a_stopped_source_is_asked_for_nothing(listener: Listener) -> None:
    """Its answer would be of the other log."""
    listener.hear(event(1), beat(1, log=ANOTHER_LOG))

    assert listener.hear(event(3)) is None
    assert listener.journal.stopped()


def test_a_chain_that_contradicts_itself_stops_the_source(listener: Listener) -> None:
    """An event that follows something further back than what was heard before it cannot be put anywhere."""
    listener.hear(event(1), event(2), event(3))

    assert listener.hear(event(4, previous=2)) is None
    assert "follows 2" in listener.journal.stopped()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([event(1), event(2), event(3)], [changed(event(2), subject="fork"), event(4)]),
        ([event(1), event(3)], [changed(event(3), subject="fork"), event(2)]),
        ([event(1)], [event(2), changed(event(2), subject="fork"), event(3)]),
    ],
    ids=["up to the mark", "beyond a gap", "in one batch"],
)
def test_a_log_that_takes_back_what_it_said_stops_the_source(
    listener: Listener, before: Sequence[Message], after: Sequence[Message]
) -> None:
    """A standby that took over without its last events says others at their positions: they are no duplicates."""
    listener.hear(*before)
    rows, asked_times = listener.rows(), listener.mark().asked_times

    assert listener.hear(*after, beat(9)) is None
    assert listener.hear(event(4), event(5), beat(9)) is None

    assert "it says something else at position" in listener.journal.stopped()
    assert (listener.rows(), listener.mark().asked_times) == (rows, asked_times)
    assert listener.mark().complete_until is None


def test_a_log_that_is_complete_with_less_than_was_heard_stops_the_source(listener: Listener) -> None:
    """A copy put in its place without a new id is noticed at its first heartbeat, before it says anything else."""
    listener.hear(event(1), event(2), event(3))
    listener.hear(beat(2, seconds=-1), beat(2))  # of a relay that hung, and has sent it since another took over
    assert listener.journal.stopped() == ""

    listener.hear(beat(2, seconds=1))

    assert listener.journal.stopped() == "it says something else at position 3 than it did"
    assert listener.mark().complete_until == NOON


def test_what_comes_again_in_other_bytes_or_of_another_trace_is_a_duplicate(listener: Listener) -> None:
    """A later version of the source may write the same otherwise, and older rows are without a trace."""
    listener.hear(event(1), event(2))

    listener.hear(replace(changed(event(1), traceparent=""), body=b"\x0a\x05ladle"), event(3))

    assert (listener.mark().mark, listener.mark().duplicates, listener.journal.stopped()) == (3, 1, "")


def test_what_is_not_kept_any_more_is_not_contradicted(listener: Listener) -> None:
    """There is nothing to hold it against, and it is not taken in anew."""
    listener.hear(event(1), event(2))
    with listener.database.writing() as tx:
        tx.execute(delete(JOURNAL).where(JOURNAL.c.position == 1))

    listener.hear(changed(event(1), subject="fork"), event(3))

    assert (listener.positions(), listener.mark().mark, listener.journal.stopped()) == ([2, 3], 3, "")
