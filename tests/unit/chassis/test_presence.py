"""Whoever runs a service sees each of its workers, also those that stand by."""

from collections.abc import Sequence
from datetime import timedelta

from chassis.clock import machine_now
from chassis.leasing import Lease
from chassis.presence import FORGOTTEN_AFTER, SAID_EVERY_S, SILENT_AFTER, Presence, WorkerStanding, workers
from chassis.transport.port import BrokerUnavailable
from chassis.waiting import BROKER, Waiting
from tests.support.eventually import eventually
from tests.support.workshop import Workshop

A_SECOND = timedelta(seconds=1)


def seen(workshop: Workshop, later: timedelta = timedelta(0)) -> Sequence[WorkerStanding]:
    """The workers as whoever asks so much later sees them."""
    with workshop.database.reading() as tx:
        return workers(tx, machine_now() + later)


def presence(
    workshop: Workshop, process: str, holder: str = "", machine: str = "here", waiting: Waiting | None = None
) -> Presence:
    """What a process says of itself."""
    return Presence(workshop.database, process, holder or process, waiting or Waiting(), machine)


def test_of_two_workers_one_holds_the_lease_and_the_other_stands_by(workshop: Workshop) -> None:
    """Both are there."""
    Lease(workshop.database, "first").hold()
    presence(workshop, "first").say()
    presence(workshop, "second").say()

    assert [(one.process, one.holds_lease, one.silent) for one in seen(workshop)] == [
        ("first", True, False),
        ("second", False, False),
    ]


def test_a_worker_that_says_nothing_is_silent_within_seconds(workshop: Workshop) -> None:
    """Until it says that it is there again."""
    worker = presence(workshop, "first")
    worker.say()
    before = seen(workshop)[0]

    assert seen(workshop, SILENT_AFTER - A_SECOND)[0].silent is False
    assert seen(workshop, SILENT_AFTER + A_SECOND)[0].silent is True
    assert SILENT_AFTER.total_seconds() > 2 * SAID_EVERY_S
    worker.say()
    again = seen(workshop)[0]
    assert (again.started_at, again.seen_at > before.seen_at) == (before.started_at, True)


def test_a_worker_says_that_it_waits_for_the_broker_until_it_does_no_more(workshop: Workshop) -> None:
    """It is there and holds its lease meanwhile: nothing else would tell that it can do nothing."""
    waiting = Waiting()
    worker, other = presence(workshop, "first", waiting=waiting), presence(workshop, "second")

    waiting.ended("speak", BrokerUnavailable())
    worker.say()
    other.say()
    assert [(one.process, one.waits_for) for one in seen(workshop)] == [("first", BROKER), ("second", "")]

    waiting.ended("speak", None)
    worker.say()
    assert [one.waits_for for one in seen(workshop)] == ["", ""]


def test_the_same_name_on_two_machines_is_two_workers(workshop: Workshop) -> None:
    """Copies of one process may all be called the same."""
    for machine in ("here", "there"):
        presence(workshop, "first", machine=machine).say()

    assert [(one.process, one.machine) for one in seen(workshop)] == [("first", "here"), ("first", "there")]


def test_a_worker_that_stops_in_good_order_is_not_missed(workshop: Workshop) -> None:
    """Nor does it take back what another says that has its name by now."""
    old, new = presence(workshop, "first", "old"), presence(workshop, "first", "new")
    old.say()
    new.say()

    old.take_back()
    assert len(seen(workshop)) == 1
    new.take_back()
    assert seen(workshop) == []


def test_whoever_has_long_been_silent_is_forgotten(workshop: Workshop) -> None:
    """By the next that says anything."""
    presence(workshop, "gone").say()
    presence(workshop, "first").say()
    long_after = machine_now() + FORGOTTEN_AFTER + A_SECOND

    presence(workshop, "first").say(long_after)

    assert [one.process for one in seen(workshop)] == ["first"]


def test_a_worker_says_again_and_again_that_it_is_there_until_it_stops(workshop: Workshop) -> None:
    """Nobody has to ask it."""
    worker = presence(workshop, "first")
    worker.start()
    first = eventually(lambda: seen(workshop), wanted=bool)[0]

    eventually(lambda: seen(workshop)[0].seen_at > first.seen_at, wanted=True, within=3 * SAID_EVERY_S)

    worker.stop()
    assert seen(workshop) == []
