"""What nobody can read is set aside, and the rest flows."""

from dataclasses import replace
from typing import Any

import pytest

from chassis.transport.port import Message
from tests.support.listener import Listener
from tests.support.workshop_says import LOG, event

WRONG: dict[str, dict[str, Any]] = {
    "no headers": {},
    "kind unknown": {"somicis-kind": "rumour"},
    "kind that is no text": {"somicis-kind": ["event"]},
    "no source": {"source": None},
    "source that is no text": {"source": 7},
    "said by another": {"source": "/somicis/somebody"},
    "no log": {"log": None},
    "log that is no id": {"log": "yesterday's"},
    "no position": {"position": None},
    "position that is no number": {"position": "one"},
    "position below nothing": {"position": "-1"},
    "position beyond what can be stored": {"position": str(2**63)},
    "follows itself": {"previousposition": "2"},
    "instant without an offset": {"time": "2023-01-09T12:00:00"},
    "instant that is none": {"time": "noon"},
    "subject too long": {"subject": "x" * 65},
    "subject no database keeps": {"subject": "a\0b"},
    "type that has no form in UTF-8": {"type": "\ud800"},
}


def spoilt(wrong: dict[str, Any]) -> Message:
    """An event at position 2 of which something is wrong."""
    if not wrong:
        return Message({}, b"junk")
    sent = event(2)
    changes = {name if name == "somicis-kind" else f"cloudEvents:{name}": value for name, value in wrong.items()}
    headers = {name: value for name, value in {**sent.headers, **changes}.items() if value is not None}
    return replace(sent, headers=headers, body=b"junk")


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_set_aside_and_the_rest_flows(listener: Listener, wrong: dict[str, Any]) -> None:
    """Its bytes are kept for whoever looks into it, and nothing behind it waits."""
    listener.hear(event(1), spoilt(wrong), event(2), event(3))

    assert listener.mark().mark == 3
    [kept] = listener.quarantined()
    assert (kept["source"], kept["body"]) == ("workshop", b"junk")
    assert kept["problem"]


def test_junk_alone_begins_nothing(listener: Listener) -> None:
    """The log of a source is the log of the first message that can be read."""
    listener.hear(Message({}, b"junk"))
    listener.hear(event(1))

    assert (listener.mark().log, listener.mark().mark) == (LOG, 1)


def test_a_body_is_not_looked_into(listener: Listener) -> None:
    """What an event means is for those who follow the journal; bytes nobody understands are kept all the same."""
    listener.hear(replace(event(1), body=b"\xff\xff"))

    assert listener.mark().mark == 1
    assert listener.quarantined() == []
