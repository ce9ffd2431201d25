"""The decisions of those who run a stack, as they are asked for and told."""

from typing import Any

import pytest
from grpc_health.v1.health_pb2 import HealthCheckResponse
from somicis.shared.v1 import operations_service_pb2 as pb

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Somicis

WELL = HealthCheckResponse(status=HealthCheckResponse.SERVING)
LEFT, ADOPTED = "66666666-6666-5666-8666-666666666666", "77777777-7777-5777-8777-777777777777"
WHY = "--reason", "restored from Tuesday's copy"


def decision(**said: Any) -> pb.LogDecision:
    """What reporting makes of intake."""
    kept = {"service": "reporting", "source": "intake", "log": ADOPTED, "other_log": LEFT, "heard_until": 9}
    told = {"reason": WHY[1], "decided_by": "OPS_1", "decided_at": "2023-02-02T09:00:00+00:00"}
    return pb.LogDecision(**{"kind": pb.LOG_DECISION_KIND_ADOPTED, **kept, **told, **said})


def test_a_log_is_adopted_by_ops_under_a_request_that_can_be_repeated(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Nobody need say as whom, and the answer names what a repeat would name."""
    stack.answers = {"AdoptLog": pb.AdoptLogResponse(decision=decision())}

    person = at_stack("ops", "adopt-log", "reporting", "intake", *WHY)
    machine = at_stack("ops", "adopt-log", "reporting", "intake", *WHY, "--output", "json")

    assert (person.status, machine.status) == (0, 0), person.err
    assert "Registro adottato" in person.out
    assert ADOPTED in person.out
    assert machine.data["decision"]["kind"] == "adopted"
    asked = stack.requests("AdoptLog")[1]
    assert (asked.service, asked.source, asked.reason) == ("reporting", "intake", WHY[1])
    assert machine.data["request_id"] == asked.request_id
    assert set(stack.callers) == {"Bearer token-of-ops"}


def test_an_accepted_difference_tells_what_is_gone_and_who_was_put_back(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """Each event with its type and what it was about, in whose read model nothing is left of them, and where it is."""
    gone = {"type": "somicis.intake.v1.CaseOpened", "subject": "a case", "recorded_at": "2023-02-02T09:00:00+00:00"}
    stack.answers = {
        "AcceptDifference": pb.AcceptDifferenceResponse(
            decision=decision(kind=pb.LOG_DECISION_KIND_ACCEPTED, after=8, gone=1),
            put_back=[
                pb.FollowerPutBack(follower="facts-of-intake", stood_at=9, taken_back=True),
                pb.FollowerPutBack(follower="following", stood_at=9),
            ],
            gone=[pb.EventGone(position=9, **gone)],
        )
    }

    person = at_stack("ops", "adopt-log", "reporting", "intake", "--after", "8", *WHY)
    machine = at_stack("ops", "adopt-log", "reporting", "intake", "--after", "8", *WHY, "--output", "json")

    assert stack.requests("AcceptDifference")[0].after == 8
    mended, held = "modello di lettura di: facts-of-intake.", "Gli effetti restano in: following."
    for told in (gone["type"], mended, held):
        assert told in " ".join(person.out.split())
    assert machine.data["put_back"] == [
        {"follower": "facts-of-intake", "stood_at": 9, "taken_back": True},
        {"follower": "following", "stood_at": 9, "taken_back": False},
    ]
    assert machine.data["gone"] == [{"position": 9, **gone}]


def test_nothing_need_be_given_up_of_what_nobody_heard(at_stack: Somicis, stack: AnsweringStack) -> None:
    """The position 0 is one that can be meant."""
    stack.answers = {"AcceptDifference": pb.AcceptDifferenceResponse(decision=decision())}

    assert at_stack("ops", "adopt-log", "reporting", "intake", "--after", "0", *WHY).status == 0
    assert stack.requests("AdoptLog") == []


def test_a_log_met_by_mistake_is_not_adopted(at_stack: Somicis, stack: AnsweringStack) -> None:
    """The other way on."""
    stack.answers = {"KeepLog": pb.KeepLogResponse(decision=decision(kind=pb.LOG_DECISION_KIND_KEPT))}

    assert at_stack("ops", "keep-log", "reporting", "intake", *WHY).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reporting", "intake"), "Manca --reason"),
        (("reporting", "kitchen", *WHY), "kitchen non è tra: intake"),
        (("reporting", "intake", "--after", "-1", *WHY), "-1 non è un numero intero"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anybody_is_asked(
    at_stack: Somicis, stack: AnsweringStack, words: tuple[str, ...], said: str
) -> None:
    """A decision without a reason is not taken."""
    ran = at_stack("ops", "adopt-log", *words)

    assert ran.status == 2
    assert said in ran.err
    assert stack.asked == []


@pytest.mark.parametrize(
    ("source", "code", "command"),
    [
        ({"met_log": ADOPTED}, "source_of_another_log", "somicis ops adopt-log reporting intake --reason"),
        (
            {"met_log": ADOPTED, "left_before": True},
            "source_of_a_left_log",
            "poi: `somicis ops keep-log reporting intake --reason",
        ),
        (
            {"differs": True, "common_position": 4, "compared_until": 9},
            "source_differs",
            "somicis ops adopt-log reporting intake --after 4 --reason",
        ),
        ({}, "source_stopped", "Serve una persona"),
    ],
    ids=["another log", "one left before", "a difference", "something else"],
)
def test_the_status_names_the_very_command(
    at_stack: Somicis, stack: AnsweringStack, source: dict[str, Any], code: str, command: str
) -> None:
    """Whoever reads that a source is stopped copies what to do."""
    status = pb.ServiceStatus(service="reporting", worker_alive=True)
    status.sources.add(source="intake", log=LEFT, mark=4, stopped="it speaks otherwise", **source)
    status.followers.add(follower="counting_intake", source="intake", position=9, head=4)
    now = "2023-02-02T09:00:00+00:00"
    stack.answers = {"Check": WELL, "GetStatus": pb.GetStatusResponse(services=[status], now=now)}

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert command in " ".join(person.out.replace("│", " ").split())
    assert [one["code"] for one in machine.data["unfinished"]] == [code, "follower_ahead"]
    assert machine.data["services"][0]["sources"][0]["log"] == LEFT
