"""A history: every event about a subject, the state it led to, and what was known when."""

import json
from datetime import timedelta
from typing import Any

import pytest
from somicis.shared.v1.history_pb2 import HistoryEntry

from chassis.commanding import Receipt
from chassis.history import History
from tests.support.workshop import NOON, Workshop


@pytest.fixture
def spoon(workshop: Workshop) -> Receipt:
    """A spoon with four events, an hour apart, and a fork beside it."""
    spoon = workshop.make("spoon")
    workshop.make("fork")
    workshop.pass_time(timedelta(hours=1))
    workshop.weigh(spoon, 40)
    workshop.pass_time(timedelta(hours=1))
    workshop.rename(spoon, "ladle", actor="OP_2")
    workshop.pass_time(timedelta(hours=1))
    workshop.show(spoon)
    return spoon


def history(workshop: Workshop, *things: Receipt, beyond: int = 0, limit: int = 100, known_at: Any = None) -> Any:
    """The entries."""
    reader = History("workshop", workshop.database, workshop.commander.mapper)
    return reader.of([thing.id for thing in things], beyond, limit, known_at)


def states(entries: list[HistoryEntry]) -> list[tuple[str, int, int]]:
    """(label, grams, times shown) after each event."""
    read = [json.loads(entry.state_json) for entry in entries]
    return [(state["label"], state["grams"], state["times_shown"]) for state in read]


def test_the_state_after_every_event(workshop: Workshop, spoon: Receipt) -> None:
    """What an auditor reads: what happened, and what it led to."""
    entries = history(workshop, spoon)

    assert [entry.name for entry in entries] == ["thing.made", "thing.weighed", "thing.renamed", "thing.shown"]
    assert states(entries) == [("spoon", 0, 0), ("spoon", 40, 0), ("ladle", 40, 0), ("ladle", 40, 1)]
    assert json.loads(entries[2].data_json) == {"label": "ladle", "occurred_on": "2023-01-09"}


def test_who_and_when(workshop: Workshop, spoon: Receipt) -> None:
    """By whom, for whom, recorded when and occurred when, and the link that proves it."""
    entry = history(workshop, spoon)[2]

    assert (entry.service, entry.log, entry.position, entry.version) == ("workshop", workshop.log_id(), 4, 3)
    assert (entry.actor, entry.organisation, entry.role, entry.correlation) == ("OP_2", "DESK_1", "operator", "c")
    assert entry.recorded_at == (NOON + timedelta(hours=2)).isoformat()
    assert entry.occurred_on == "2023-01-09"
    stored = workshop.entries()[3]
    assert (entry.data_json.encode(), entry.hash) == (stored.state, stored.hash.hex())


@pytest.mark.parametrize(("hours", "known"), [(-1, 0), (0, 1), (1, 2), (1.5, 2), (2, 3), (99, 4)])
def test_what_was_known_at_an_instant(workshop: Workshop, spoon: Receipt, hours: float, known: int) -> None:
    """Everything recorded up to and at that instant, and nothing of what was recorded later."""
    entries = history(workshop, spoon, known_at=NOON + timedelta(hours=hours))

    assert entries == history(workshop, spoon)[:known]


def test_a_page_goes_on_where_the_last_one_ended(workshop: Workshop, spoon: Receipt) -> None:
    """With the same states as if all had been read at once."""
    first = history(workshop, spoon, limit=2)
    second = history(workshop, spoon, beyond=first[-1].position, limit=2)

    assert [*first, *second] == history(workshop, spoon)


def test_several_subjects_in_one_order(workshop: Workshop, spoon: Receipt) -> None:
    """As they were stored, each with the state of its own."""
    fork = workshop.make("another fork")

    assert [entry.position for entry in history(workshop, spoon, fork)] == [1, 3, 4, 5, 6]


def test_a_subject_nobody_knows_has_no_history(workshop: Workshop) -> None:
    """It is empty, not an error: a question about several services goes to each."""
    unknown = Receipt(workshop.make("spoon").id, 0, 0)
    assert len(history(workshop, unknown)) == 1
    assert history(workshop) == []
