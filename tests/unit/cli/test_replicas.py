"""A service that runs more than once: whoever calls it is answered as long as one of its processes does."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckResponse
from somicis.intake.v1.intake_service_pb2 import ActivateDeskRequest, ActivateDeskResponse
from somicis.shared.v1.operations_service_pb2 import GetStatusResponse, ServiceStatus, WorkerStatus
from somicis.shared.v1.receipt_pb2 import Receipt

from apps.connection.asking import Patience, ask
from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.stack_file import read_stack
from tests.support.answering_stack import AnsweringStack, answering_stack
from tests.unit.cli.conftest import Somicis

ONCE = Patience(limit_s=0, deadline_s=5.0)
DONE = ActivateDeskResponse(receipt=Receipt(id="3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10", version=1, position=1))
WELL = HealthCheckResponse(status=HealthCheckResponse.SERVING)
SERVICES = ("intake", "catalogue", "referral", "reporting")


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[AnsweringStack]:
    """A stack whose every service runs twice."""
    with answering_stack(tmp_path, replicas=2) as started:
        yield started


def activate(stack: AnsweringStack, name: str = "operator") -> Any:
    """Ask once, over a connection of its own."""
    found = read_stack(stack.file)
    with Clients(found, identity_of(found, name)) as clients:
        return ask(clients.intake.ActivateDesk, ActivateDeskRequest(desk="FERMO"), ONCE)


@pytest.mark.parametrize("name", ["operator", "CCIAA_MARCHE"])
@pytest.mark.parametrize("gone", [1, 2])
def test_whoever_calls_is_answered_by_the_replica_that_is_there(stack: AnsweringStack, name: str, gone: int) -> None:
    """At either door, whichever is gone, at the first attempt: nobody waits for a repeat."""
    stack.answers["ActivateDesk"] = DONE
    stack.kill(gone)

    assert activate(stack, name) == DONE
    assert stack.asked_at == [3 - gone]


def test_a_replica_that_hangs_keeps_nobody(stack: AnsweringStack) -> None:
    """It takes the connection and says nothing: the other is asked meanwhile."""
    stack.answers["ActivateDesk"] = DONE
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = json.loads(stack.file.read_text())
        second = told["services"]["intake"]["people"].partition(",")[2]
        told["services"]["intake"]["people"] = f"127.0.0.1:{silent.getsockname()[1]},{second}"
        stack.file.write_text(json.dumps(told))

        assert activate(stack) == DONE
    assert stack.asked_at == [2]


def dying(stack: AnsweringStack, *replicas: int) -> Callable[[Any, grpc.ServicerContext], Any]:
    """An answer that ends these replicas while they work on it; any other is given."""

    def answered(_: Any, __: grpc.ServicerContext) -> ActivateDeskResponse:
        if stack.asked_at[-1] in replicas:
            stack.kill(stack.asked_at[-1])
        return DONE

    return answered


def test_a_command_whose_replica_dies_meanwhile_is_answered_by_another(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """The operator sees that it was done and nothing else: it was sent again under the same request id."""
    stack.answers["ActivateDesk"] = dying(stack, 1)

    ran = at_stack("desk", "activate", "FERMO", "--output", "json")

    assert (ran.status, ran.err) == (0, "")
    assert stack.asked_at == [1, 2]
    first, again = stack.requests("ActivateDesk")
    assert first.request_id == again.request_id == ran.data["request_id"]


@pytest.mark.slow
def test_when_the_last_replica_dies_the_operator_is_told_how_to_repeat_safely(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """Nobody knows whether it was done: the same words with the request id do it once."""
    stack.answers["ActivateDesk"] = dying(stack, 1, 2)

    ran = at_stack("desk", "activate", "FERMO")

    assert ran.status == 3
    assert stack.asked_at == [1, 2]
    assert f"--request-id {stack.requests('ActivateDesk')[0].request_id}" in ran.err


def standing() -> GetStatusResponse:
    """Four services and the one worker that works for all."""
    seen = "2023-02-02T09:00:00+00:00"
    worker = WorkerStatus(process="worker", machine="here", started_at=seen, seen_at=seen, holds_lease=True)
    services = [ServiceStatus(service=name, worker_alive=True, workers=[worker]) for name in SERVICES]
    services[0].followers.add(follower="caseload")
    services[0].sources.add(source="referral")
    return GetStatusResponse(services=services, now=seen)


@pytest.mark.parametrize(("gone", "left"), [(1, 2), (2, 1)])
def test_the_status_names_the_replica_that_is_gone_and_tells_all_that_another_knows(
    at_stack: Somicis, stack: AnsweringStack, gone: int, left: int
) -> None:
    """Subscriptions, positions and workers stand in the database: any process of the service can tell of them."""
    stack.answers = {"Check": WELL, "GetStatus": standing()}
    stack.kill(gone)

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert (person.status, machine.status) == (3, 3)
    names = {1: "grpc", 2: "grpc-2"}
    assert {one["process"]: one["problem"] for one in machine.data["processes"]} == {
        names[gone]: "no_answer",
        names[left]: None,
        "worker": None,
    }
    assert [one["service"] for one in machine.data["services"]] == sorted(SERVICES)
    assert "caseload" in person.out
    assert set(stack.asked_at) == {left}


def test_every_process_is_asked_how_it_is_and_each_service_once_how_it_stands(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """A process that merely is not called first is no less a process."""
    stack.answers = {"Check": WELL, "GetStatus": standing()}

    assert at_stack("status").status == 0
    assert sorted(zip(stack.asked_at, (name for name, _ in stack.asked), strict=True)) == [
        (1, "Check"),
        (1, "GetStatus"),
        (2, "Check"),
    ]


def test_a_replica_that_answers_and_cannot_tell_leaves_the_telling_to_another(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """It may go away between two questions."""

    def told(_: Any, call: grpc.ServicerContext) -> GetStatusResponse:
        if stack.asked_at[-1] == 1:
            call.abort(grpc.StatusCode.UNAVAILABLE, "going")
        return standing()

    stack.answers = {"Check": WELL, "GetStatus": told}

    assert at_stack("status").status == 0


def test_a_service_nobody_tells_of_hides_no_other(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Its own worker is not known of; what the others do is."""
    told = json.loads(stack.file.read_text())
    first, second = told["processes"][:2]
    first["services"], second["services"] = ["intake"], ["referral"]
    told["processes"] = [
        first,
        second,
        *({"name": f"{name}-worker", "role": "worker", "services": [name], "probe": ""} for name in SERVICES[::2]),
    ]
    stack.file.write_text(json.dumps(told))
    status = standing()
    status.services[2].workers[0].process = "referral-worker"
    stack.answers = {"Check": WELL, "GetStatus": GetStatusResponse(services=[status.services[2]], now=status.now)}
    stack.kill(1)

    data = at_stack("status", "--output", "json").data

    assert {one["process"]: one["problem"] for one in data["processes"]} == {
        "grpc": "no_answer",
        "grpc-2": None,
        "intake-worker": "not_asked",
        "referral-worker": None,
    }
    assert [one["service"] for one in data["services"]] == ["referral"]


@pytest.mark.parametrize(("name", "start"), [("production", "make run STACK=production"), ("embedded", "make run")])
def test_the_status_says_how_this_stack_is_started(
    at_stack: Somicis, stack: AnsweringStack, name: str, start: str
) -> None:
    """What starts another stack would help nobody."""
    stack.file.write_text(json.dumps({**json.loads(stack.file.read_text()), "stack": name}))
    stack.answers = {"Check": WELL, "GetStatus": standing()}
    stack.kill(1)

    for language in ("it", "en"):
        assert f"`{start}`" in " ".join(at_stack("status", "--lang", language).out.split())
