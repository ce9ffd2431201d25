"""The decisions of those who run a stack, as they are asked for and told."""

from typing import Any

import pytest
from grpc_health.v1.health_pb2 import HealthCheckResponse
from somicis.shared.v1 import operations_service_pb2 as pb

from tests.support.answering_stack import AnsweringStack, refusing
from tests.unit.cli.conftest import Somicis

WELL = HealthCheckResponse(status=HealthCheckResponse.SERVING)
LEFT, ADOPTED = "66666666-6666-5666-8666-666666666666", "77777777-7777-5777-8777-777777777777"
THIRD = "88888888-8888-5888-8888-888888888888"
WHY = "--reason", "restored from Tuesday's copy"


def decision(**said: Any) -> pb.LogDecision:
    """What reporting makes of intake."""
    kept = {"service": "reporting", "source": "intake", "log": ADOPTED, "other_log": LEFT, "heard_until": 9}
    told = {"reason": WHY[1], "decided_by": "OPS_1", "decided_at": "2023-02-02T09:00:00+00:00"}
    return pb.LogDecision(**{"kind": pb.LOG_DECISION_KIND_ADOPTED, **kept, **told, **said})


def status(**source: Any) -> pb.GetStatusResponse:
    """What reporting says of how it hears intake, and intake of its log."""
    hearing = pb.ServiceStatus(service="reporting", worker_alive=True)
    hearing.sources.add(source="intake", log=LEFT, mark=4, stopped="it speaks otherwise", **source)
    hearing.followers.add(follower="counting_intake", source="intake", position=9, head=4)
    heard = pb.ServiceStatus(service="intake", log=ADOPTED, worker_alive=True)
    return pb.GetStatusResponse(services=[hearing, heard], now="2023-02-02T09:00:00+00:00")


def test_a_log_is_adopted_by_ops_under_a_request_that_can_be_repeated(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Nobody need say as whom, and the answer names what a repeat would name."""
    stack.answers = {"AdoptLog": pb.AdoptLogResponse(decision=decision()), "GetStatus": status(met_logs=[ADOPTED])}

    person = at_stack("ops", "adopt-log", "reporting", "intake", *WHY)
    machine = at_stack("ops", "adopt-log", "reporting", "intake", *WHY, "--output", "json")

    assert (person.status, machine.status) == (0, 0), person.err
    assert "Registro adottato" in person.out
    assert ADOPTED in person.out
    assert machine.data["decision"]["kind"] == "adopted"
    asked = stack.requests("AdoptLog")[1]
    assert (asked.service, asked.source, asked.log, asked.reason) == ("reporting", "intake", ADOPTED, WHY[1])
    assert machine.data["request_id"] == asked.request_id
    assert set(stack.callers) == {"Bearer token-of-ops"}


def test_of_several_logs_one_is_named(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Which is the source's own is not for a program to guess."""
    adopted = pb.AdoptLogResponse(decision=decision())
    stack.answers = {"AdoptLog": adopted, "GetStatus": status(met_logs=[THIRD, ADOPTED])}

    unnamed = at_stack("ops", "adopt-log", "reporting", "intake", *WHY)
    named = at_stack("ops", "adopt-log", "reporting", "intake", "--log", ADOPTED, *WHY)

    assert (unnamed.status, named.status) == (2, 0)
    assert f"{THIRD}, {ADOPTED}" in unnamed.err
    assert [asked.log for asked in stack.requests("AdoptLog")] == [ADOPTED]


def test_where_no_other_log_was_met_the_service_tells_why(at_stack: Somicis, stack: AnsweringStack) -> None:
    """It may be done already, which a repeat finds, or something else has to be decided."""
    stack.answers = {"AdoptLog": refusing("LOGS_DIFFER", service="reporting"), "GetStatus": status()}

    ran = at_stack("ops", "adopt-log", "reporting", "intake", *WHY)
    elsewhere = at_stack("ops", "adopt-log", "reporting", "catalogue", *WHY)

    assert (ran.status, [asked.log for asked in stack.requests("AdoptLog")]) == (1, [LEFT])
    assert (elsewhere.status, "catalogue non è tra: intake" in elsewhere.err) == (2, True)


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
        (("reporting", "intake", "--log", "7777", *WHY), "7777 non è un identificativo"),
        (("reporting", "intake", "--log", ADOPTED, "--after", "1", *WHY), "togli --log"),
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
        (
            {"met_log": THIRD, "met_logs": [ADOPTED, THIRD]},
            "source_of_another_log",
            f"somicis ops adopt-log reporting intake --log {ADOPTED} --reason",
        ),
        (
            {"met_log": THIRD, "met_logs": [THIRD]},
            "source_of_another_log",
            f"somicis ops adopt-log reporting intake --log {THIRD} --reason",
        ),
        (
            {"contradicted_position": 4},
            "source_contradicts",
            "`python -m stacks.renew_log intake`; poi `somicis ops adopt-log reporting intake --reason",
        ),
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
        ({}, "source_stopped", "somicis ops keep-log reporting intake --reason"),
    ],
    ids=["another log", "another than it has", "itself", "one left before", "a difference", "something else"],
)
def test_the_status_names_the_very_command(
    at_stack: Somicis, stack: AnsweringStack, source: dict[str, Any], code: str, command: str
) -> None:
    """Whoever reads that a source is stopped copies what to do."""
    stack.answers = {"Check": WELL, "GetStatus": status(**source)}

    person, machine = at_stack("status"), at_stack("status", "--output", "json")

    assert command in " ".join(person.out.replace("│", " ").split())
    assert [one["code"] for one in machine.data["unfinished"]] == [code, "follower_ahead"]
    assert machine.data["services"][1]["sources"][0]["log"] == LEFT
