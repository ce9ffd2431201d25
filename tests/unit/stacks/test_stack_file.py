"""A stack's file tells clients where to call, and its own next start what it consisted of."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from apps.connection.stack_file import Doors, read_stack
from stacks import compose, embedded, preparing, production, stack_file
from stacks.layout import SERVICES, Layout
from stacks.preparing import AnotherStack, ClockFixed

NOON = datetime.fromisoformat("2023-01-09T12:00:00+01:00")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty folder."""
    return Layout(tmp_path / "stack")


def prepared(layout: Layout, replicas: int = 2) -> dict[str, Any]:
    """What the file of a production stack says."""
    preparing.prepare(layout, production.NAME, production.processes(replicas), None, {})
    told: dict[str, Any] = json.loads(layout.stack_file.read_text("utf-8"))
    return told


def test_every_service_has_processes_of_its_own_in_production() -> None:
    """A gRPC process and a worker each, as often as was asked; the first of each has the plain name."""
    names = [one.name for one in production.processes(2)]

    assert names[:4] == ["intake-grpc", "intake-grpc-2", "intake-worker", "intake-worker-2"]
    assert len(set(names)) == len(SERVICES) * 2 * 2
    assert {one.services for one in production.processes(2)} == {(service,) for service in SERVICES}
    assert [one.name for one in production.processes(1)][:2] == ["intake-grpc", "intake-worker"]


def test_a_service_is_called_at_whichever_of_its_processes_answers(layout: Layout) -> None:
    """All are named together, in order, and each by itself for those who ask each."""
    told = prepared(layout)
    both = [one for one in told["processes"] if one["name"] in ("referral-grpc", "referral-grpc-2")]

    assert told["services"]["referral"] == {
        door: f"{both[0][door]},{both[1][door]}" for door in ("organisations", "people")
    }
    assert len({(doors["organisations"], doors["people"]) for doors in told["services"].values()}) == len(SERVICES)
    assert len(told["processes"]) == 16


def test_no_two_doors_are_at_one_address(layout: Layout) -> None:
    """Sixteen processes, thirty-two doors."""
    told = prepared(layout)
    doors = [one[door] for one in told["processes"] for door in ("probe", "organisations", "people") if door in one]

    assert len(doors) == len(set(doors)) == 32


def test_a_client_reads_what_the_stack_has_written(layout: Layout) -> None:
    """Both sides of the file agree."""
    told = prepared(layout)

    stack = read_stack(layout.stack_file)

    assert stack.name == "production"
    assert stack.services["intake"] == Doors(**told["services"]["intake"])
    assert [(one.name, one.role, one.services) for one in stack.processes] == [
        (one.name, one.role, one.services) for one in production.processes(2)
    ]
    assert {one.doors is None for one in stack.processes if one.role == "worker"} == {True}


def test_a_stack_comes_back_to_its_addresses(layout: Layout) -> None:
    """Also with another number of replicas."""
    before, same = prepared(layout), prepared(layout)
    fewer, again = prepared(layout, 1), prepared(layout, 2)

    assert same["services"] == before["services"]
    assert firsts(fewer) == firsts(before) == firsts(again)
    assert [one["name"] for one in again["processes"]] == [one["name"] for one in before["processes"]]


def firsts(told: dict[str, Any]) -> list[str]:
    """Where people find the first process of each service."""
    return [told["services"][name]["people"].partition(",")[0] for name in SERVICES]


def test_a_process_is_read_as_it_was_written(layout: Layout) -> None:
    """With every port it had."""
    prepared(layout)
    processes = stack_file.processes_in(layout)

    assert all(
        set(one.ports) == ({"probe"} if one.role == "worker" else {"probe", "organisations", "people"})
        for one in processes
    )
    assert stack_file.process_in(layout, "catalogue-worker").probe.startswith("http://127.0.0.1:")


def test_processes_in_containers_are_called_by_their_names_inside_and_on_this_machine_from_outside(
    layout: Layout,
) -> None:
    """Every container has a port 8080; clients are told only what is published."""
    compose.prepare(layout)

    grpc = stack_file.process_in(layout, "catalogue-grpc")
    assert grpc in compose.processes()
    assert (grpc.address("organisations"), grpc.listens_at("people")) == ("catalogue-grpc:7553", "0.0.0.0:7554")
    assert read_stack(layout.stack_file).services["catalogue"] == Doors("127.0.0.1:7553", "127.0.0.1:7554")
    with pytest.raises(AnotherStack, match="holds the compose stack"):
        preparing.prepare(layout, production.NAME, production.processes(1), None, {})


def test_a_folder_holds_one_kind_of_stack(layout: Layout) -> None:
    """What one has stored the other would not find."""
    prepared(layout)
    before = layout.stack_file.read_bytes()

    with pytest.raises(AnotherStack, match="holds the production stack"):
        embedded.prepare(layout)

    assert layout.stack_file.read_bytes() == before


def test_a_stack_keeps_the_clock_it_was_made_with(layout: Layout) -> None:
    """Events that have been recorded have the time of that clock."""
    prepared(layout)

    with pytest.raises(ClockFixed, match="machine's clock"):
        preparing.prepare(layout, production.NAME, production.processes(1), NOON, {})
