"""What a call is answered with, over the wire: right, refused, broken, malformed, too late, too large."""

import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import grpc
import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.serving import Limits
from chassis.traceparent import well_formed
from tests.support.captured_log import CapturedLog
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_server import NOON, Running
from tests.support.small_services import CATALOGUE, SECRET
from tests.support.wrong_fields import garbage, wrong_requests

CORRELATION = "5f0c9a52-4a52-4f4e-8f7a-6b8e6b8d3c11"
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SERVICE = f"/{CATALOGUE.full_name}"
ONE = "0b6c7a4e-7a39-4dd4-9d1c-0f3f8f1e2b11"


def get(running: Running, measure_id: str, person: str = "operator", **options: Any) -> Any:
    """Ask for a measure; the small catalogue raises what the code stands for."""
    stub = CatalogueServiceStub(running.person(person))
    return stub.GetMeasure.with_call(pb.GetMeasureRequest(measure_id=measure_id), **{"timeout": 10} | options)


def test_the_servicer_gets_the_request_and_the_clock_of_the_stack(running: Running) -> None:
    """Time comes in with the call."""
    get(running, "PROVA")

    name, request, call = running.catalogue.calls[0]
    assert (name, request.measure_id, call.now()) == ("GetMeasure", "PROVA", NOON)


def test_an_answer_carries_the_trace_it_was_asked_with(running: Running) -> None:
    """Whoever asks about an answer can name it; the servicer's events carry the same."""
    _, sent = get(running, "PROVA", metadata=(("x-correlation-id", CORRELATION), ("traceparent", TRACEPARENT)))

    trailing = dict(sent.trailing_metadata())
    assert (trailing["x-correlation-id"], trailing["traceparent"]) == (CORRELATION, TRACEPARENT)
    origin = running.catalogue.calls[0][2].origin()
    assert (origin.correlation, origin.traceparent) == (CORRELATION, TRACEPARENT)


@pytest.mark.parametrize("sent", ["", "7", "x" * 36, f"{{{CORRELATION}}}", CORRELATION.replace("-", "")])
def test_a_trace_of_another_shape_is_not_taken_over(running: Running, sent: str) -> None:
    """What callers make up does not get into events and logs; they get an id all the same."""
    _, answered = get(running, "PROVA", metadata=(("x-correlation-id", sent), ("traceparent", sent)))

    trailing = dict(answered.trailing_metadata())
    assert trailing["x-correlation-id"] == str(UUID(trailing["x-correlation-id"])) != sent
    begun = running.catalogue.calls[0][2].origin().traceparent
    assert trailing["traceparent"] == begun == well_formed(begun) != sent


@pytest.mark.parametrize(
    ("measure_id", "code", "reason"),
    [
        ("UNKNOWN", grpc.StatusCode.NOT_FOUND, "MEASURE_UNKNOWN"),
        ("CLOSED", grpc.StatusCode.FAILED_PRECONDITION, "MEASURE_CLOSED"),
        ("STRANGE", grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD"),
    ],
)
def test_a_refusal_reaches_the_caller_whole(
    running: Running, measure_id: str, code: grpc.StatusCode, reason: str
) -> None:
    """Code, exactly one reason, and the trace."""
    failure = failure_of(lambda: get(running, measure_id, metadata=(("x-correlation-id", CORRELATION),)))

    assert (failure.code, failure.reason) == (code, reason)
    assert failure.trailing["x-correlation-id"] == CORRELATION


@pytest.mark.parametrize("measure_id", ["BROKEN", "FORGOTTEN"])
def test_a_bug_is_loud_in_the_log_and_silent_to_the_caller(running: Running, log: CapturedLog, measure_id: str) -> None:
    """The log says where; neither says what was being handled."""
    failure = failure_of(lambda: get(running, measure_id, metadata=(("x-correlation-id", CORRELATION),)))

    assert (failure.code, failure.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert failure.facts == {"correlation": CORRELATION}
    (bug,) = log.lines("bug")
    assert (bug["correlation"], bug["level"]) == (CORRELATION, "error")
    assert "small_services.py" in bug["exception"]
    assert "in GetMeasure" in bug["exception"]
    assert SECRET not in log.text + repr(failure)


def test_a_call_that_was_not_answered_well_leaves_one_line_without_what_was_sent(
    running: Running, log: CapturedLog
) -> None:
    """Method, code, duration, role and organisation; no field of the request."""
    failure_of(lambda: get(running, "UNKNOWN"))

    (line,) = eventually(lambda: log.lines("answered"), bool)
    assert (line["rpc"], line["code"]) == (f"{SERVICE}/GetMeasure", "NOT_FOUND")
    assert (line["role"], line["organisation"]) == ("operator", "PREFETTURA_FERMO")
    assert "UNKNOWN" not in json.dumps(line)


def test_every_wrong_field_is_refused_by_name_and_reaches_no_servicer(running: Running) -> None:
    """Only a foreign page token does, since no one else can tell; it too is refused by name."""
    foreign = CatalogueServiceStub(running.person("operator")).ListMeasures(pb.ListMeasuresRequest())
    token = f"{foreign.next_page_token[:-1]}_"
    running.catalogue.calls.clear()
    asked_by_operators = {"ListMeasures", "GetMeasure", "Match"}
    allowed = {method.name: "editor" for method in CATALOGUE.methods if method.name not in asked_by_operators}
    allowed["ListHistory"] = "auditor"

    for wrong in wrong_requests(CATALOGUE, token):
        channel = running.person(allowed.get(wrong.rpc.split("/")[-1], "operator"))
        failure = failure_of(lambda: channel.unary_unary(wrong.rpc)(wrong.payload, timeout=10))  # noqa: B023
        assert (failure.code, failure.fields) == (grpc.StatusCode.INVALID_ARGUMENT, [wrong.field]), str(wrong)
        assert failure.reason == "INVALID_FIELD"
    assert running.catalogue.calls == []


def test_bytes_that_are_no_message_reach_no_servicer_and_kill_nothing(running: Running, log: CapturedLog) -> None:
    """They are answered like any other mistake, and no stack trace is written."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - how to see a failure again
    channel = running.person("operator")

    for payload in garbage(pb.GetMeasureRequest, seed):
        failure = failure_of(lambda: channel.unary_unary(f"{SERVICE}/GetMeasure")(payload, timeout=10))  # noqa: B023
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "MALFORMED_MESSAGE")
    assert running.catalogue.calls == []
    assert "exception" not in log.text
    get(running, "PROVA")


def test_who_may_not_call_learns_nothing_of_what_was_wrong(running: Running) -> None:
    """Identity and role come before the request."""
    channel = running.organisation("CPI_FERMO")

    failure = failure_of(lambda: channel.unary_unary(f"{SERVICE}/GetMeasure")(b"\xff", timeout=10))

    assert failure.reason == "ROLE_MAY_NOT_CALL"


def test_a_method_that_is_not_there_is_refused_like_any_other_call(running: Running) -> None:
    """To somebody known; the others only hear that they are not."""
    path = f"{SERVICE}/DropEverything"
    known = failure_of(lambda: running.person("ops").unary_unary(path)(b"", timeout=10))
    stranger = failure_of(lambda: running.with_token("none").unary_unary(path)(b"", timeout=10))

    assert (known.code, known.reason) == (grpc.StatusCode.UNIMPLEMENTED, "METHOD_UNKNOWN")
    assert (stranger.code, stranger.reason) == (grpc.StatusCode.UNAUTHENTICATED, "NO_VALID_TOKEN")


def test_a_message_of_more_than_a_mebibyte_is_not_read(running: Running) -> None:
    """GRPC itself stops at the limit."""
    channel = running.person("operator")

    failure = failure_of(lambda: channel.unary_unary(f"{SERVICE}/GetMeasure")(b"a" * 1_100_000, timeout=10))

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert running.catalogue.calls == []


def test_a_call_without_a_deadline_gets_one(start: Any) -> None:
    """So whatever a servicer waits for ends, also for a client that waits for ever."""
    running = start(Limits(unary_s=7))

    get(running, "PROVA", timeout=None)

    assert 6 < running.catalogue.calls[0][2].time_remaining() < 7


def test_a_call_keeps_the_deadline_it_has(running: Running) -> None:
    """The caller knows how long it waits."""
    get(running, "PROVA", timeout=90)

    assert 80 < running.catalogue.calls[0][2].time_remaining() < 90


def test_a_call_whose_deadline_passed_while_it_waited_is_not_begun(start: Any) -> None:
    """Nobody waits for the answer any more, so nothing is done."""
    running = start(Limits(streams=1))
    running.catalogue.go_on.clear()
    stub = CatalogueServiceStub(running.person("editor"))
    workers = 33

    with ThreadPoolExecutor(workers) as clients:
        held = [clients.submit(stub.ImportMeasure, _import(n), timeout=30) for n in range(workers)]
        eventually(lambda: len(running.catalogue.calls), workers)
        failure = failure_of(lambda: get(running, "LATE", timeout=0.2))
        running.catalogue.go_on.set()
        assert [each.result().measure_id for each in held] == ["PROVA"] * workers

    assert failure.code is grpc.StatusCode.DEADLINE_EXCEEDED
    get(running, "PROVA")
    assert [request.measure_id for name, request, _ in running.catalogue.calls if name == "GetMeasure"] == ["PROVA"]


def test_calls_are_answered_side_by_side(running: Running) -> None:
    """One that waits keeps nobody else waiting."""
    running.catalogue.go_on.clear()
    waiting = CatalogueServiceStub(running.person("editor")).ImportMeasure.future(_import(1), timeout=30)
    assert running.catalogue.entered.wait(10)

    get(running, "PROVA")
    running.catalogue.go_on.set()

    assert waiting.result().measure_id == "PROVA"
    assert threading.active_count() > 1


def _import(number: int) -> pb.ImportMeasureRequest:
    return pb.ImportMeasureRequest(request_id=ONE, document=f"id: M{number}")
