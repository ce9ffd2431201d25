"""What a relay says again: to the asker alone, what was asked for, a window at a time."""

import pytest

from chassis.published import EVENT, REPLAYED
from chassis.relay import WINDOW
from chassis.transport.memory import MemoryTransport
from chassis.transport.topology import control_of, hearing
from tests.support.listener import until_nothing_moves
from tests.support.said import ask, positions, said
from tests.support.workshop import Workshop

QUEUE = hearing("listener", "workshop")


def test_a_replay_goes_to_the_asker_alone(workshop: Workshop, broker: MemoryTransport) -> None:
    """What was asked for, in order, and a marker behind it; others do not hear it again."""
    spoon = workshop.make("spoon")
    for number in range(4):
        workshop.rename(spoon, f"spoon {number}")
    relay = workshop.relay(broker)
    until_nothing_moves(relay.step)
    said(broker)

    ask(broker, queue=control_of("listener"), log=workshop.log_id(), after=2, until=4)
    until_nothing_moves(relay.step)

    assert said(broker) == []
    batch = broker.consume(control_of("listener"), 10)
    assert batch is not None
    assert positions(batch.messages[:2]) == [(2, 3), (3, 4)]
    assert [m.headers["somicis-kind"] for m in batch.messages] == [EVENT, EVENT, REPLAYED]


def test_a_replay_finds_its_way_across_what_is_private(workshop: Workshop, broker: MemoryTransport) -> None:
    """A long stretch of which nothing is public hides nothing that lies behind it."""
    spoon = workshop.make("spoon")
    workshop.weigh(spoon, 40, times=WINDOW + 10)
    workshop.rename(spoon, "ladle")
    relay = workshop.relay(broker)
    until_nothing_moves(relay.step)
    said(broker)

    ask(broker, queue=QUEUE, log=workshop.log_id(), after=1, until=0)
    until_nothing_moves(relay.step)

    assert positions(said(broker)) == [(1, WINDOW + 12)]


def test_a_replay_is_at_most_a_window(workshop: Workshop, broker: MemoryTransport) -> None:
    """Whoever has missed much asks again for the rest."""
    spoon = workshop.make("spoon")
    workshop.show(spoon, times=WINDOW + 10)
    relay = workshop.relay(broker)
    until_nothing_moves(relay.step)
    said(broker)

    ask(broker, queue=QUEUE, log=workshop.log_id(), after=0, until=0)
    until_nothing_moves(relay.step)

    assert [position for _, position in positions(said(broker))] == list(range(1, WINDOW + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"queue": QUEUE, "after": "x", "until": 0},
        {"queue": QUEUE, "after": -1, "until": 0},
        {"queue": QUEUE, "after": 0, "until": 2**80},
    ],
)
def test_what_is_no_request_is_passed_over(
    workshop: Workshop, broker: MemoryTransport, wrong: dict[str, object]
) -> None:
    """The requests behind it are answered, and so is everything else."""
    workshop.make("spoon")
    relay = workshop.relay(broker)
    until_nothing_moves(relay.step)
    said(broker)

    ask(broker, log=workshop.log_id(), **wrong)
    ask(broker, queue=QUEUE, log=workshop.log_id(), after=0, until=0)
    until_nothing_moves(relay.step)

    assert positions(said(broker)) == [(0, 1)]


def test_what_is_asked_of_another_log_is_not_answered(workshop: Workshop, broker: MemoryTransport) -> None:
    """Positions mean nothing in another log; the asker learns from a heartbeat that it follows one."""
    workshop.make("spoon")
    relay = workshop.relay(broker)
    until_nothing_moves(relay.step)
    said(broker)

    ask(broker, queue=QUEUE, log="00000000-0000-4000-8000-0000000000ff", after=0, until=0)
    until_nothing_moves(relay.step)

    assert said(broker) == []


def test_what_was_not_said_yet_is_not_replayed(workshop: Workshop, broker: MemoryTransport) -> None:
    """A replay never overtakes the relay, so what follows what can always be told."""
    workshop.make("spoon")
    ask(broker, queue=QUEUE, log=workshop.log_id(), after=0, until=0)

    until_nothing_moves(workshop.relay(broker).step)

    assert positions(said(broker)) == [(0, 1)]
