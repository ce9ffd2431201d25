"""What a worker does: everything in turn, and what fails keeps nothing else from its turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chassis.leasing import Lease
from chassis.pumping import Housekeeping, Leased, OnNews
from chassis.refusals import DatabaseUnavailable, LeaseLost
from chassis.transport.memory import MemoryTransport
from tests.support.listener import Listener, until_nothing_moves
from tests.support.memory_broker import HEARD, forget_everything
from tests.support.workshop import Workshop


@dataclass
class Counted:
    """A pump that counts its steps, and may fail at each."""

    fails_with: Callable[[], Exception] | None = None
    steps: int = 0
    has_work: bool = False

    def step(self) -> bool:
        """One slice."""
        self.steps += 1
        if self.fails_with is not None:
            raise self.fails_with()
        return self.has_work


def test_every_pump_has_its_turn(workshop: Workshop) -> None:
    """Whether or not one before it had work."""
    pumps = [Counted(has_work=True), Counted(), Counted()]

    assert Leased(workshop.lease, pumps).step()
    assert [pump.steps for pump in pumps] == [1, 1, 1]


def test_without_the_lease_nobody_has_a_turn(workshop: Workshop) -> None:
    """Another process does the work."""
    Lease(workshop.database, "another").hold()
    pump = Counted(has_work=True)

    assert not Leased(workshop.lease, [pump]).step()
    assert pump.steps == 0


def test_what_fails_keeps_nobody_from_its_turn(workshop: Workshop) -> None:
    """A follower with a bug does not stop the followers and timers behind it; and the bug is loud."""
    pumps = [Counted(fails_with=RuntimeError), Counted(), Counted(fails_with=ValueError), Counted()]

    with pytest.raises(ExceptionGroup) as failed:
        Leased(workshop.lease, pumps).step()

    assert [pump.steps for pump in pumps] == [1, 1, 1, 1]
    assert [type(failure) for failure in failed.value.exceptions] == [RuntimeError, ValueError]


def test_one_failure_is_told_as_it_is(workshop: Workshop) -> None:
    """No group around a single one."""
    with pytest.raises(RuntimeError):
        Leased(workshop.lease, [Counted(fails_with=RuntimeError), Counted()]).step()


def test_when_the_database_is_away_nobody_else_is_asked(workshop: Workshop) -> None:
    """They would all wait for it in turn."""
    behind = Counted()

    with pytest.raises(DatabaseUnavailable):
        Leased(workshop.lease, [Counted(fails_with=DatabaseUnavailable), behind]).step()
    assert behind.steps == 0


def test_a_lease_lost_on_the_way_ends_the_slice(workshop: Workshop) -> None:
    """Another has taken over: no error, and nothing more to do here."""
    behind = Counted()

    assert not Leased(workshop.lease, [Counted(fails_with=LeaseLost), behind]).step()
    assert behind.steps == 0


def test_housekeeping_is_done_at_once_and_then_once_an_hour() -> None:
    """It is never called work, so nobody hurries because of it."""
    done: list[str] = []

    def forget() -> int:
        done.append("forgot")
        return 1

    housekeeping = Housekeeping(forget)

    assert [housekeeping.step() for _ in range(3)] == [False, False, False]
    assert done == ["forgot"]


@pytest.fixture
def broker() -> Iterator[MemoryTransport]:
    """An empty one."""
    forget_everything()
    transport = MemoryTransport(HEARD)
    yield transport
    transport.close()


def test_what_is_stored_here_is_heard_there(workshop: Workshop, broker: MemoryTransport, tmp_path: Path) -> None:
    """Relay, broker and journal together, with nothing in between."""
    spoon = workshop.make("spoon")
    workshop.rename(spoon, "ladle")
    listener = Listener(tmp_path)

    until_nothing_moves(workshop.relay(broker).step, listener.hearing(MemoryTransport(HEARD)).step)

    assert listener.positions() == [1, 2]


def test_what_was_said_before_anybody_listened_is_asked_for(
    workshop: Workshop, broker: MemoryTransport, tmp_path: Path
) -> None:
    """A service that is new begins with everything its source ever said."""
    workshop.make("spoon")
    until_nothing_moves(workshop.relay(broker).step)
    forget_everything()
    listener, line = Listener(tmp_path), MemoryTransport(HEARD)

    until_nothing_moves(workshop.relay(line).step, listener.hearing(MemoryTransport(HEARD)).step)

    assert listener.positions() == [1]
    assert listener.mark().asked_times == 1


def test_followers_are_asked_only_when_there_is_news(workshop: Workshop) -> None:
    """An idle service costs one look at its log, however many followers it has."""
    follower = Counted()
    followers = OnNews(workshop.database, [follower])
    assert [followers.step() for _ in range(3)] == [False, False, False]
    assert follower.steps == 1

    workshop.make("spoon")

    assert [followers.step() for _ in range(3)] == [False, False, False]
    assert follower.steps == 2


def test_followers_with_work_left_are_asked_again_without_news(workshop: Workshop) -> None:
    """A batch is a slice: what lies beyond it is no news and is done all the same."""
    follower = Counted(has_work=True)
    followers = OnNews(workshop.database, [follower])

    assert [followers.step() for _ in range(3)] == [True, True, True]
    assert follower.steps == 3


def test_followers_that_failed_are_asked_again_without_news(workshop: Workshop) -> None:
    """What failed was not handled."""
    followers = OnNews(workshop.database, [failing := Counted(fails_with=DatabaseUnavailable)])
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            followers.step()

    assert failing.steps == 2
