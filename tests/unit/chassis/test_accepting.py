"""What was heard and is gone at its source is done without only by somebody's word, and is kept beside."""

import pytest
from sqlalchemy import insert, select

from chassis.adopting import GONE_TOLD, PUT_ASIDE_AT_ONCE
from chassis.clock import machine_now
from chassis.following import PARKED, Follower, JournalFeed
from chassis.refusals import LeaseLost, LogsDiffer, NotTheCommonPosition
from tests.support.restored_source import RestoredSource, order
from tests.unit.chassis.test_following import OvertakenFeed


def test_a_difference_that_is_accepted_is_gone_on_from(source: RestoredSource) -> None:
    """What was heard and is gone lies beside the journal; its follower goes back, and takes what came instead."""
    source.diverged()

    accepted = source.adopting.accept("workshop", 1, order())
    source.do(source.position, 4)

    assert [(each.follower, each.stood_at) for each in accepted.put_back] == [("there", 3)]
    assert (accepted.decision.gone, [row.position for row in accepted.gone]) == (2, [2, 3])
    assert [row.type for row in source.gone()] == ["google.protobuf.StringValue"] * 2
    # A read model that was not rebuilt holds what is gone as well.
    assert source.read_model() == ["spoon", "fork", "knife", "ladle", "whisk", "sieve"]
    assert source.stopped() == ""


def test_the_copy_that_lacks_the_end_can_be_accepted(source: RestoredSource) -> None:
    """Nothing was said instead yet: the next event follows the last both know."""
    source.heard("spoon", "fork")
    source.restored_and_stopped(0)
    source.adopting.adopt("workshop", source.met(), order())
    source.do(source.stopped, lambda why: "up to 0 only" in why)

    accepted = source.adopting.accept("workshop", 0, order())
    source.heard("ladle")

    assert accepted.decision.gone == 2
    assert source.read_model() == ["spoon", "fork", "ladle"]


def test_much_that_is_gone_is_all_kept_and_the_first_of_it_told(source: RestoredSource) -> None:
    """An answer has room for so many; whoever asks later finds every one."""
    source.heard("spoon")
    fork = source.workshop.make("fork")
    many = PUT_ASIDE_AT_ONCE + GONE_TOLD
    source.workshop.show(fork, times=many)
    source.do(source.position, many + 2)
    source.restored_and_stopped(1, "ladle")
    source.adopting.adopt("workshop", source.met(), order())
    source.do(source.stopped, lambda why: "up to 1 only" in why)

    accepted = source.adopting.accept("workshop", 1, order())

    assert (accepted.decision.gone, len(accepted.gone)) == (many + 1, GONE_TOLD)
    assert [row.position for row in source.gone()] == list(range(2, many + 3))
    assert source.do(source.read_model, ["spoon", "fork", "ladle"])


def test_what_was_set_aside_of_what_is_gone_is_gone_too(source: RestoredSource) -> None:
    """Nobody will ask for it to be handled again; what was set aside before that stays."""
    source.diverged()
    with source.listener.database.writing() as tx:
        for position in (1, 2):
            values = {"subject": "s", "name": "n", "problem": "p", "parked_at": machine_now()}
            tx.execute(insert(PARKED).values(follower="there", position=position, **values))

    source.adopting.accept("workshop", 1, order())

    with source.listener.database.reading() as tx:
        assert tx.execute(select(PARKED.c.position)).scalars().all() == [1]


@pytest.mark.parametrize("takes_it_again", [False, True])
def test_a_follower_at_work_writes_nothing_of_what_is_gone(source: RestoredSource, takes_it_again: bool) -> None:  # noqa: FBT001
    """It has read on, and stands just where both logs agree: no position tells it, the number of its lease does.

    Also when another pump of its process has taken the lease again meanwhile.
    """
    source.heard("spoon")
    source.follows = False
    source.workshop.make("fork")
    source.do(lambda: source.listener.mark().mark, 2)

    def somebody_accepts() -> None:
        source.restored_and_stopped(1, "ladle")
        source.adopting.adopt("workshop", source.met(), order())
        source.do(source.stopped, lambda why: "up to 1 only" in why)
        assert source.adopting.accept("workshop", 1, order()).put_back == []
        if takes_it_again:
            source.lease.give_up()
            assert source.lease.hold()

    feed = OvertakenFeed(JournalFeed("workshop"), somebody_accepts)
    with pytest.raises(LeaseLost):
        Follower(source.listener.database, source.labels, feed, source.lease).step()
    source.follows = True

    assert source.do(source.read_model, lambda labels: len(labels) > 1) == ["spoon", "ladle"]


def test_an_acceptance_asked_for_again_is_answered_the_same(source: RestoredSource) -> None:
    """By whoever heard no answer, and by somebody who did not know that it was done."""
    source.diverged()
    same = order("the ladle is the right one")

    first = source.adopting.accept("workshop", 1, same)
    source.do(source.position, 4)

    assert source.adopting.accept("workshop", 1, same) == first
    assert source.adopting.accept("workshop", 1, order("by somebody else")) == first
    assert [kind for kind, *_ in source.decided()] == ["adopted", "accepted"]
    assert len(source.gone()) == 2


def test_a_difference_is_accepted_where_it_begins_and_nowhere_else(source: RestoredSource) -> None:
    """Beyond it nothing agrees; before it all was handled, and would be handled twice. Nor is it adopted away."""
    source.diverged()

    with pytest.raises(LogsDiffer, match="up to 1 only"):
        source.adopting.adopt("workshop", source.met(), order())
    for elsewhere in (0, 2, 3):
        with pytest.raises(NotTheCommonPosition, match="Give 1"):
            source.adopting.accept("workshop", elsewhere, order())

    assert (source.gone(), source.position()) == ([], 3)
