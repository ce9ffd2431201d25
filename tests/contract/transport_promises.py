"""What every broker must do for us, whichever it is: each adapter's tests begin with this suite."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from chassis.feeds import JournalFeed
from chassis.receiving import Journal
from chassis.traceparent import trace_id_of, well_formed
from chassis.transport.port import Batch, Message, Transport
from chassis.transport.topology import Topology, control_of, events_of, hearing
from tests.support.eventually import eventually
from tests.support.listener import Listener
from tests.support.workshop import TRACEPARENT, Workshop

_NUMBERS = count(1)


@dataclass(frozen=True)
class Line:
    """Somebody who speaks, two who listen, one nobody listens to; under names no other test has."""

    connect: Callable[[Topology], Transport]
    source: str
    listeners: tuple[str, str]
    lonely: str

    @classmethod
    def of(cls, connect: Callable[[Topology], Transport]) -> "Line":
        """A line of its own for a test."""
        number = next(_NUMBERS)
        return cls(connect, f"source{number}", (f"first{number}", f"second{number}"), f"lonely{number}")

    def open(self) -> Transport:
        """A connection; whoever opens one first declares everything."""
        hears = {listener: [self.source] for listener in self.listeners}
        return self.connect(Topology({**hears, self.source: [], self.lonely: []}))

    @property
    def exchange(self) -> str:
        """Where the source speaks."""
        return events_of(self.source)

    @property
    def queue(self) -> str:
        """Where the first listener hears it."""
        return hearing(self.listeners[0], self.source)

    @property
    def other_queue(self) -> str:
        """Where the second listener hears it."""
        return hearing(self.listeners[1], self.source)

    @property
    def control(self) -> str:
        """Where the source is asked."""
        return control_of(self.source)


def numbered(*numbers: int) -> list[Message]:
    """Messages that can be told from one another."""
    return [Message({"number": str(number)}, b"") for number in numbers]


def numbers_in(batch: Batch) -> list[int]:
    """Which of them came."""
    return [int(message.headers["number"]) for message in batch.messages]


def taken(transport: Transport, queue: str, how_many: int, at_once: int = 1000) -> list[Message]:
    """So many messages of a queue, every batch done with as it came."""
    arrived: list[Message] = []

    def see() -> int:
        batch = transport.consume(queue, min(at_once, how_many - len(arrived)), wait_s=0.5)
        if batch is not None:
            arrived.extend(batch.messages)
            batch.done()
        return len(arrived)

    eventually(see, how_many, within=20)
    return arrived


def something(transport: Transport, queue: str, at_most: int = 1000) -> Batch:
    """The next batch of a queue, not done with yet."""
    seen: list[Batch] = []

    def see() -> bool:
        batch = transport.consume(queue, at_most, wait_s=0.5)
        seen.extend([batch] if batch is not None else [])
        return bool(seen)

    eventually(see, wanted=True, within=20)
    return seen[0]


def order(messages: Sequence[Message]) -> list[int]:
    """The numbers of messages, in the order in which they came."""
    return [int(message.headers["number"]) for message in messages]


class TransportPromises:
    """An adapter's test class inherits this and has a fixture `line`."""

    @pytest.fixture
    def speaker(self, line: Line) -> Transport:
        """The source's connection."""
        return line.open()

    @pytest.fixture
    def reader(self, line: Line) -> Transport:
        """A listener's connection."""
        return line.open()

    def test_what_is_published_arrives_in_order(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """A thousand messages in several batches, none missing, none twice."""
        for begin in range(0, 1000, 250):
            speaker.publish(line.exchange, numbered(*range(begin, begin + 250)))

        assert order(taken(reader, line.queue, 1000, at_once=170)) == list(range(1000))
        assert reader.consume(line.queue, 10) is None

    def test_a_message_arrives_as_it_was_sent(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """Headers are text in any language, a body is any bytes; neither is looked into."""
        sent = [
            Message({"somicis-kind": "event", "cloudEvents:subject": "perché ☕"}, bytes(range(256))),
            Message({"empty": ""}, b""),
            Message({"zeros": "0"}, b"\x00\x00"),
        ]
        speaker.publish(line.exchange, sent)

        assert taken(reader, line.queue, 3) == sent

    def test_all_who_listen_hear_it(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """Each has a queue of its own, and what one has taken is still there for the other."""
        speaker.publish(line.exchange, numbered(1, 2))

        assert order(taken(reader, line.queue, 2)) == [1, 2]
        assert order(taken(line.open(), line.other_queue, 2)) == [1, 2]

    def test_what_is_sent_to_one_is_heard_by_one(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """In order too, behind what was published before."""
        speaker.publish(line.exchange, numbered(1))
        speaker.send(line.queue, numbered(2, 3))

        assert order(taken(reader, line.queue, 3)) == [1, 2, 3]
        other = line.open()
        assert order(taken(other, line.other_queue, 1)) == [1]
        assert other.consume(line.other_queue, 10) is None

    def test_a_batch_is_as_long_as_was_asked_for(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """At most; the rest comes with the next."""
        speaker.publish(line.exchange, numbered(*range(7)))
        first = something(reader, line.queue, at_most=3)

        assert len(first.messages) <= 3
        first.done()
        rest = taken(reader, line.queue, 7 - len(first.messages))
        assert [*numbers_in(first), *order(rest)] == list(range(7))

    def test_an_empty_queue_has_nothing(self, line: Line, reader: Transport) -> None:
        """None, and no waiting unless it was asked for."""
        assert reader.consume(line.queue, 10) is None
        assert reader.fetch(line.control, 10) is None

    def test_what_is_done_does_not_come_again(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """Not to the same reader, and not to the one that follows it."""
        speaker.publish(line.exchange, numbered(1, 2))
        taken(reader, line.queue, 2)
        reader.close()
        speaker.publish(line.exchange, numbered(3))

        assert order(taken(line.open(), line.queue, 1)) == [3]

    def test_a_control_queue_is_looked_into_by_whoever_comes(self, line: Line, speaker: Transport) -> None:
        """No reader is bound to it, so the one who speaks for the service at the moment finds what was asked."""
        asking = line.open()
        asking.send(line.control, numbered(1, 2, 3))

        first = speaker.fetch(line.control, 2)
        assert first is not None
        assert numbers_in(first) == [1, 2]
        first.done()
        second = line.open().fetch(line.control, 10)
        assert second is not None
        assert numbers_in(second) == [3]

    def test_what_is_said_before_anybody_reads_is_kept(self, line: Line, speaker: Transport) -> None:
        """A queue is there from the first declaration on, whether or not its service runs."""
        speaker.publish(line.exchange, numbered(1))

        assert order(taken(line.open(), line.queue, 1)) == [1]

    def test_nobody_need_listen(self, line: Line, speaker: Transport) -> None:
        """Who comes later asks for what was said before; the speaker goes on."""
        speaker.publish(events_of(line.lonely), numbered(1, 2))
        speaker.publish(line.exchange, numbered(3))

    def test_what_is_for_somebody_never_comes_back(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """Not what is said to all, nor what is said to one."""
        speaker.publish(line.exchange, numbered(1, 2))
        speaker.send(line.control, numbered(3))
        taken(reader, line.queue, 2)

        assert speaker.returned == 0

    def test_nothing_to_say_is_said_at_once(self, line: Line, speaker: Transport) -> None:
        """An empty batch is confirmed."""
        speaker.publish(line.exchange, [])
        speaker.send(line.queue, [])

    def test_two_queues_of_one_connection_do_not_mix(self, line: Line, speaker: Transport, reader: Transport) -> None:
        """Being done with what came from one says nothing about the other."""
        speaker.publish(line.exchange, numbered(1, 2))
        from_first = something(reader, line.queue)
        taken(reader, line.other_queue, 2)

        from_first.done()

        assert numbers_in(from_first)[0] == 1

    def test_a_trace_goes_on_at_the_other_end(
        self, line: Line, speaker: Transport, reader: Transport, tmp_path: Path
    ) -> None:
        """From a command through relay, broker and journal into what a process of the listener answers with."""
        source, listener = Workshop(tmp_path, line.source), Listener(tmp_path)
        source.make("spoon")
        source.relay(speaker).step()

        Journal(listener.database, line.listeners[0], line.source).receive(taken(reader, line.queue, 1))

        with listener.database.reading() as tx:
            [heard] = JournalFeed(line.source).after(tx, 0, 10)
        answered = heard.origin("setting").traceparent
        assert heard.traceparent == TRACEPARENT
        assert (trace_id_of(answered), answered) == (trace_id_of(TRACEPARENT), well_formed(answered))
        assert answered != TRACEPARENT
