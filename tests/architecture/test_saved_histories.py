"""Histories as they were stored once: every later version must read them and come to a state.

A file is never changed. An event that is stored in a new shape gets an upcaster, and a file of its own
beside the old ones; so does a new event.
"""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from chassis.modelling import Root
from chassis.store.mapper import NamedMapper

HISTORIES = sorted((Path(__file__).parent / "saved_histories").glob("*.json"))
SERVICES = ("intake", "referral", "catalogue")  # reporting stores no event of its own yet


@pytest.mark.parametrize("history", HISTORIES, ids=lambda path: path.stem)
def test_what_was_stored_once_is_read_for_ever(history: Path) -> None:
    """Every event is read by its stored name, and every stream folds to its last version."""
    mapper = NamedMapper(names_of(service_of(history)))
    states: dict[UUID, Root] = {}
    for entry in read(history):
        event = mapper.to_domain_event(stored(entry))
        became = event.mutate(states.get(event.originator_id))
        assert became is not None
        states[event.originator_id] = became

    assert {str(stream): state.version for stream, state in states.items()} == last_versions(history)


@pytest.mark.parametrize("service", SERVICES)
def test_every_stored_name_has_a_saved_history(service: str) -> None:
    """An event nobody saved could be changed without anybody noticing."""
    saved = {entry["name"] for history in HISTORIES if service_of(history) == service for entry in read(history)}

    assert saved == {name for name in names_of(service) if "." in name}


def test_a_history_that_can_no_longer_be_read_is_noticed() -> None:
    """The guard is seen to fail: a field that changed its shape without an upcaster stops the reading."""
    entry = next(entry for history in HISTORIES for entry in read(history) if entry["name"] == "desk.activated")
    changed = {**entry, "state": {**entry["state"], "occurred_on": "some day"}}

    with pytest.raises(ValueError, match="cannot be read"):
        NamedMapper(names_of("intake")).to_domain_event(stored(changed))


def service_of(history: Path) -> str:
    """The service a file is of: "catalogue" of catalogue.json and of catalogue-drafts.json."""
    return history.stem.partition("-")[0]


def names_of(service: str) -> Mapping[str, type]:
    """The stored names of a service."""
    names: Mapping[str, type] = import_module(f"services.{service}.application.stored_names").STORED_NAMES
    return names


def read(history: Path) -> list[dict[str, Any]]:
    """The entries of a file, in order."""
    entries: list[dict[str, Any]] = json.loads(history.read_text("utf-8"))
    return entries


def stored(entry: Mapping[str, Any]) -> StoredEvent:
    """An entry as the store would hand it out."""
    state = json.dumps(entry["state"]).encode()
    return StoredEvent(UUID(entry["stream"]), entry["version"], entry["name"], state)


def last_versions(history: Path) -> dict[str, int]:
    """The last version of every stream in a file."""
    return {entry["stream"]: entry["version"] for entry in read(history)}
