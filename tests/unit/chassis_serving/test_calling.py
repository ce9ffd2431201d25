"""One service asks another: for whom, within what time, and what it means when there is no answer."""

import json
import time
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.calling import OtherService
from chassis.refusals import OtherServiceUnavailable
from chassis.serving import Call, Identity, Method, Role
from chassis.serving.refusals import DeadlineExpired
from tests.support.eventually import eventually
from tests.support.running_server import Identities, Running, StandingClock

CORRELATION = "5f0c9a52-4a52-4f4e-8f7a-6b8e6b8d3c11"
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
ONE = "0b6c7a4e-7a39-4dd4-9d1c-0f3f8f1e2b11"


def call_of(token: str = "", seconds: float = 10.0) -> Call:
    """What the asking service was asked itself."""
    identity = Identity("op-1", "PREFETTURA_FERMO", Role.OPERATOR, Method.TOKEN)
    return Call(identity, StandingClock(), CORRELATION, TRACEPARENT, time.monotonic() + seconds, token)


@pytest.fixture
def catalogue(running: Running) -> tuple[OtherService, Any]:
    """The catalogue as intake sees it."""
    other = OtherService("catalogue", running.organisation("INTAKE"))
    return other, CatalogueServiceStub(other.channel)


def asking(catalogue: tuple[OtherService, Any], measure_id: str, call: Call) -> Callable[[], Any]:
    """Intake asks for a measure."""
    other, stub = catalogue
    return lambda: other.ask(stub.GetMeasure, pb.GetMeasureRequest(measure_id=measure_id), call)


def test_whom_it_is_for_and_the_trace_are_passed_on(
    running: Running, identities: Identities, catalogue: tuple[OtherService, Any]
) -> None:
    """The other service knows the person, and its logs and events carry the same ids."""
    answer = asking(catalogue, "PROVA", call_of(identities.token("operator")))()

    assert json.loads(answer.document_json)["actor"] == "op-1"
    received = running.catalogue.calls[0][2]
    assert (received.correlation, received.traceparent) == (CORRELATION, TRACEPARENT)


def test_it_takes_no_longer_than_whoever_asked_waits(running: Running, catalogue: tuple[OtherService, Any]) -> None:
    """The other service learns the time that remains; no answer by then is no answer."""
    asking(catalogue, "PROVA", call_of(seconds=5))()
    assert running.catalogue.calls[0][2].time_remaining() < 5

    running.catalogue.go_on.clear()
    other, stub = catalogue
    with pytest.raises(OtherServiceUnavailable):
        other.ask(stub.ImportMeasure, pb.ImportMeasureRequest(request_id=ONE, document="id: A"), call_of(seconds=0.2))
    running.catalogue.go_on.set()


def test_when_nobody_waits_any_more_nobody_is_asked(running: Running, catalogue: tuple[OtherService, Any]) -> None:
    """The deadline passed before the question was put."""
    with pytest.raises(DeadlineExpired):
        asking(catalogue, "PROVA", call_of(seconds=0))()

    assert running.catalogue.calls == []


def test_a_service_that_is_down_is_named(running: Running, catalogue: tuple[OtherService, Any]) -> None:
    """The caller hears which one did not answer, and that nothing was done."""
    running.server.drain(0)

    with pytest.raises(OtherServiceUnavailable) as refused:
        asking(catalogue, "PROVA", call_of())()

    assert refused.value.facts == {"service": "catalogue"}


def test_a_service_that_comes_back_is_asked_again(
    running: Running, start: Any, catalogue: tuple[OtherService, Any]
) -> None:
    """The channel finds it by itself."""
    running.server.drain(0)
    with pytest.raises(OtherServiceUnavailable):
        asking(catalogue, "PROVA", call_of())()
    start(addresses=(running.server.organisations_port, running.server.people_port))

    def answer() -> str:
        try:
            return str(asking(catalogue, "PROVA", call_of())().document_json)
        except OtherServiceUnavailable:
            return ""

    eventually(answer, bool, within=10)


def test_what_the_other_service_refuses_is_not_taken_for_silence(catalogue: tuple[OtherService, Any]) -> None:
    """It answered; what it said is for who wrote the question to handle."""
    with pytest.raises(grpc.RpcError) as refused:
        asking(catalogue, "UNKNOWN", call_of())()

    assert refused.value.code() is grpc.StatusCode.NOT_FOUND
