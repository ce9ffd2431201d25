"""A trace goes on wherever an event is answered, and what is none is not taken for one."""

import json
from typing import Any
from uuid import UUID

import pytest
import structlog
from sqlalchemy import select, update

from chassis.feeds import Heard, JournalFeed, LogFeed
from chassis.modelling import Origin
from chassis.store.tables import EVENTS
from chassis.traceparent import new_trace, next_span, trace_id_of, well_formed
from chassis.transport.memory import MemoryTransport
from chassis.transport.port import Message
from tests.support.captured_log import captured_log
from tests.support.labels import METADATA, Labels, failing_at
from tests.support.listener import Listener, until_nothing_moves
from tests.support.said import ask, said
from tests.support.workshop import TRACEPARENT, Workshop
from tests.support.workshop_says import event

TRACE_ID, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
REQUEST = UUID("0b6c7a4e-7a39-5dd4-9d1c-0f3f8f1e2b11")
MALFORMED = [
    "",
    TRACE_ID,
    f"00-{TRACE_ID}-{SPAN}",
    f"ff-{TRACE_ID}-{SPAN}-01",
    f"00-{'0' * 32}-{SPAN}-01",
    f"00-{TRACE_ID}-{'0' * 16}-01",
    f"00-{TRACE_ID.upper()}-{SPAN}-01",
    f"00-{TRACE_ID}-{SPAN}-01\n",
    f"00-{TRACE_ID}-{SPAN}-01-more",
]


@pytest.mark.parametrize("sent", MALFORMED)
def test_what_is_malformed_is_as_if_it_had_not_come(sent: str) -> None:
    """Version, lengths, lower case and no zeros, as W3C Trace Context has it."""
    assert well_formed(sent) == ""
    assert well_formed(TRACEPARENT) == TRACEPARENT


def test_an_answer_is_in_the_trace_and_in_a_span_of_its_own() -> None:
    """The flags stay as whoever began the trace has set them; the same request is in the same span."""
    answered = next_span(TRACEPARENT, REQUEST)

    assert well_formed(answered) == answered == next_span(TRACEPARENT, REQUEST)
    assert trace_id_of(answered) == trace_id_of(TRACEPARENT) == TRACE_ID
    assert answered[-2:] == TRACEPARENT[-2:]
    assert answered != TRACEPARENT


def test_what_follows_from_no_trace_begins_one() -> None:
    """A timer's request, and the answer to an event that was stored before traces were kept."""
    begun = new_trace(REQUEST)

    assert well_formed(begun) == begun == next_span("", REQUEST)
    assert trace_id_of(begun) == REQUEST.hex


def heard_by(listener: Listener) -> list[Heard]:
    """What the listener's followers get of the workshop."""
    with listener.database.reading() as tx:
        return list(JournalFeed("workshop").after(tx, 0, 10))


def test_a_process_that_answers_an_event_goes_on_with_its_trace(workshop: Workshop) -> None:
    """From event to event, each in another span: whoever looks for the trace finds all of it."""
    workshop.make("spoon")
    with workshop.database.reading() as tx:
        [first] = LogFeed(workshop.commander.mapper).after(tx, 0, 10)
    workshop.make("fork", origin=first.origin("setting"))
    with workshop.database.reading() as tx:
        [second] = LogFeed(workshop.commander.mapper).after(tx, 1, 10)

    spans = [first.traceparent, second.traceparent, second.origin("setting").traceparent]
    assert spans[0] == TRACEPARENT
    assert {trace_id_of(span) for span in spans} == {TRACE_ID}
    assert len(set(spans)) == 3


def test_another_service_hears_it_and_a_replay_says_the_same(
    workshop: Workshop, broker: MemoryTransport, listener: Listener
) -> None:
    """It comes from what was stored and not from the moment, so a duplicate is known as one."""
    workshop.make("spoon")
    until_nothing_moves(workshop.relay(broker).step)
    [once] = said(broker)
    ask(broker, queue="somicis.listener.hears.workshop", log=workshop.log_id(), after=0, until=0)
    until_nothing_moves(workshop.relay(broker).step)
    [again] = said(broker)

    listener.hear(once)

    assert once == again
    assert once.headers["cloudEvents:traceparent"] == TRACEPARENT
    assert [one.traceparent for one in heard_by(listener)] == [TRACEPARENT]


@pytest.mark.parametrize("sent", [None, "", MALFORMED[-1], "x" * 300])
def test_an_event_whose_trace_is_no_good_is_heard_without(listener: Listener, sent: str | None) -> None:
    """A source of an older version says none; nothing is lost for it, and whoever answers begins a trace."""
    headers = {**event(1).headers, "cloudEvents:traceparent": sent}
    listener.hear(Message({name: text for name, text in headers.items() if text is not None}, event(1).body))

    [heard] = heard_by(listener)
    assert heard.traceparent == ""
    assert heard.origin("setting").traceparent == new_trace(heard.request_id("setting"))
    assert listener.quarantined() == []


def test_a_log_from_before_traces_were_kept_is_read(workshop: Workshop) -> None:
    """Its origins say nothing of a trace."""
    workshop.make("spoon")
    with workshop.database.writing() as tx:
        origin: dict[str, Any] = json.loads(tx.execute(select(EVENTS.c.origin)).scalar_one())
        del origin["traceparent"]
        tx.execute(update(EVENTS).values(origin=json.dumps(origin).encode()))

    [entry] = workshop.entries()
    assert (entry.origin.correlation, entry.origin.traceparent) == ("c", "")


def test_what_a_follower_writes_into_the_log_says_the_trace(workshop: Workshop) -> None:
    """While it handles an event and when it sets one aside; afterwards no line says it any more."""
    workshop.database.create(METADATA)
    workshop.make("spoon", origin=Origin(actor="OP_1", organisation="DESK_1", role="operator", correlation="alone"))
    workshop.make("cursed")
    labels, ours = Labels(), structlog.get_logger("chassis.example")
    labels.before = lambda label: ours.info("handling", label=label)
    labels.after = failing_at("cursed")

    with captured_log() as log:
        until_nothing_moves(workshop.follower(labels).step)
        ours.info("afterwards")

    told = {(line.get("label", line["event"]), line.get("correlation"), line.get("trace_id")) for line in log.lines()}
    assert told == {
        ("spoon", "alone", ""),
        ("cursed", "c", TRACE_ID),
        ("batch failed, going event by event", None, None),
        ("event parked", "c", TRACE_ID),
        ("afterwards", None, None),
    }


def test_what_a_process_asks_leaves_a_line_and_what_a_person_asks_leaves_none(workshop: Workshop) -> None:
    """A person is answered; of what a worker does for nobody in particular the log tells, with ids alone."""
    with captured_log() as log:
        workshop.make("spoon")
        with workshop.database.reading() as tx:
            [heard] = LogFeed(workshop.commander.mapper).after(tx, 0, 10)
        with workshop.database.writing() as tx:
            workshop.make("fork", tx, origin=heard.origin("setting"))

    [line] = log.lines()
    told = ("event", "command", "actor", "correlation", "trace_id", "caused_by", "position")
    assert [line[name] for name in told] == [
        "a process asked",
        "MakeThing",
        "process:setting",
        "c",
        TRACE_ID,
        heard.id,
        2,
    ]
    assert "fork" not in log.text
