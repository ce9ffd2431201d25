"""Whether a stack answers, as people and scripts are told."""

from typing import Any

import grpc
from grpc_health.v1.health_pb2 import HealthCheckResponse
from somicis.shared.v1.operations_service_pb2 import GetStatusResponse, ServiceStatus, WorkerStatus

from tests.support.answering_stack import AnsweringStack, after
from tests.unit.cli.conftest import Ran, Somicis

WELL = HealthCheckResponse(status=HealthCheckResponse.SERVING)
SERVICES = ("intake", "catalogue", "referral", "reporting")


def worker(**said: Any) -> WorkerStatus:
    """The worker of the stack, except for what is given."""
    seen = "2023-02-02T09:00:00+00:00"
    told: dict[str, Any] = {
        "process": "worker",
        "machine": "here",
        "started_at": seen,
        "seen_at": seen,
        "holds_lease": True,
    } | said
    return WorkerStatus(**told)


def standing(*workers: WorkerStatus, worker_alive: bool = True, position: int = 3) -> GetStatusResponse:
    """Four services; the caseload of the desk has come as far as `position` of 3; one worker unless given."""
    services = [ServiceStatus(service=name, head=3, relayed=3, worker_alive=worker_alive) for name in SERVICES]
    for service in services:
        service.workers.extend(workers or [worker()])
    services[0].followers.add(follower="caseload", position=position, head=3)
    return GetStatusResponse(services=services, now="2023-02-02T09:00:00+00:00", test_clock=True)


def read(ran: Ran) -> str:
    """The words a person reads, without lines and line ends."""
    return " ".join(ran.out.replace("│", " ").split())


def test_a_stack_that_answers_is_well(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Status 0 says that every process answers; a read model behind is told and is no failure."""
    stack.answers = {"Check": WELL, "GetStatus": standing(position=2)}

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert (person.status, machine.status) == (0, 0)
    assert "Ha letto fino a 2 di 3: attendi." in person.out
    assert (machine.data["all_answer"], machine.data["stopped"]) == (True, [])
    assert [(one["process"], one["answers"]) for one in machine.data["processes"]] == [("grpc", True), ("worker", True)]
    assert machine.data["unfinished"] == [
        {"service": "intake", "part": "caseload", "code": "follower_behind", "at": 2, "wanted": 3}
    ]


def test_a_stack_that_waits_for_a_decision_is_not_well(at_stack: Somicis, stack: AnsweringStack) -> None:
    """All answer, and no time will make a service hear a stopped source again: a script can tell, a person is told."""
    waiting = standing()
    waiting.services[3].sources.add(source="intake", stopped="it speaks otherwise")
    stack.answers = {"Check": WELL, "GetStatus": waiting}

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert (person.status, machine.status) == (1, 1)
    assert "reporting non ascolta più intake, finché qualcuno non decide" in read(person)
    assert (machine.data["all_answer"], machine.data["stopped"]) == (True, ["reporting/intake"])
    waiting.services[2].worker_alive = False
    assert at_stack("status").status == 3


def test_a_worker_without_a_lease_does_not_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Whoever publishes, hears and keeps time is a process too, and is asked through the one that can tell."""
    stack.answers = {"Check": WELL, "GetStatus": standing(worker_alive=False)}

    ran = at_stack("status", "--output", "json")

    assert ran.status == 3
    assert ran.data["processes"][1]["problem"] == "no_lease"


def test_a_worker_that_is_silent_does_not_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Another may hold the lease: one that is dead or hangs is said all the same, with what to do."""
    silent = worker(holds_lease=False, silent=True)
    stack.answers = {"Check": WELL, "GetStatus": standing(silent, worker(process="worker-2"))}

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert (person.status, machine.status) == (3, 3)
    assert "non si vede da" in person.out
    assert "guarda il log di worker" in " ".join(person.out.split())
    assert [(one["process"], one["problem"], one["of_the_stack"]) for one in machine.data["processes"]] == [
        ("grpc", None, True),
        ("worker", "silent", True),
        ("worker-2", None, False),
    ]


def test_a_worker_that_waits_for_the_broker_does_not_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """It holds its lease and says that it is there: all the same nothing is spoken or heard, and that is said."""
    stack.answers = {"Check": WELL, "GetStatus": standing(worker(waits_for="broker"))}

    person, english = at_stack("status"), at_stack("status", "--lang", "en")
    machine = at_stack("status", "--output", "json")

    assert (person.status, machine.status, machine.data["all_answer"]) == (3, 3, False)
    assert "guarda RabbitMQ e il log di worker; riprende da solo" in read(person)
    assert "look at RabbitMQ and at the log of worker; it goes on by itself" in read(english)
    assert (machine.data["processes"][1]["problem"], machine.data["processes"][1]["detail"]) == (
        "waits_for_broker",
        ", ".join(SERVICES),
    )


def test_a_worker_that_never_said_it_is_there_does_not_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """The stack's file names it, and no service knows of it."""
    stack.answers = {"Check": WELL, "GetStatus": standing(worker(process="worker-2"))}

    ran = at_stack("status", "--output", "json")

    assert ran.status == 3
    assert (ran.data["processes"][1]["problem"], ran.data["processes"][1]["answers"]) == ("not_seen", False)


def test_a_silent_worker_the_stack_does_not_know_is_shown_and_is_no_failure(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """It may be what a process ran as on a machine that is gone."""
    gone = worker(machine="elsewhere", silent=True, holds_lease=False)
    stack.answers = {"Check": WELL, "GetStatus": standing(worker(), gone)}

    ran = at_stack("status", "--output", "json")

    assert ran.status == 0
    assert [(one["machine"], one["problem"]) for one in ran.data["processes"][1:]] == [
        ("here", None),
        ("elsewhere", "silent"),
    ]


def test_a_server_that_cannot_work_does_not_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """To answer "not serving" is to say that one is of no use now."""
    stack.answers = {"Check": HealthCheckResponse(status=HealthCheckResponse.NOT_SERVING)}

    ran = at_stack("status")

    assert ran.status == 3
    assert "risponde, ma non può lavorare (NOT_SERVING)" in ran.out
    assert "non si sa" in ran.out


def test_one_can_wait_until_all_answer(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A script starts a stack and goes on when it is up."""
    stack.answers = {"Check": after([grpc.StatusCode.UNAVAILABLE] * 5, WELL), "GetStatus": standing()}

    assert at_stack("status", "--wait", "30").status == 0


def test_one_can_wait_for_a_stack_that_is_not_there_yet(somicis: Somicis, tmp_path: object) -> None:
    """A stack being started has not written its file yet; when it never does, that is said."""
    ran = somicis("status", "--wait", "1", "--stack-file", f"{tmp_path}/stack.json")

    assert ran.status == 3
    assert "make run" in ran.err
