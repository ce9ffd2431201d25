"""A server ends in order: what it has begun it finishes, and it begins nothing more."""

import threading
from typing import Any

import grpc
import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_server import Running

ONE = "0b6c7a4e-7a39-4dd4-9d1c-0f3f8f1e2b11"


def begun(running: Running) -> Any:
    """A call that has reached its servicer and waits there."""
    running.catalogue.go_on.clear()
    stub = CatalogueServiceStub(running.person("editor"))
    call = stub.ImportMeasure.future(pb.ImportMeasureRequest(request_id=ONE, document="id: PROVA"), timeout=30)
    assert running.catalogue.entered.wait(10)
    return call


def draining(running: Running, grace_s: float) -> threading.Thread:
    """The end, begun in a thread of its own."""
    thread = threading.Thread(target=running.server.drain, args=(grace_s,))
    thread.start()
    return thread


def test_a_call_under_way_is_finished(running: Running) -> None:
    """Its answer arrives, though no new call is taken meanwhile."""
    call = begun(running)
    other = running.person("operator")
    drain = draining(running, 20)
    ask = CatalogueServiceStub(other).Match

    eventually(lambda: failure_of(lambda: ask(pb.MatchRequest(), timeout=5)).code, grpc.StatusCode.UNAVAILABLE)
    assert drain.is_alive()
    running.catalogue.go_on.set()

    assert call.result().measure_id == "PROVA"
    drain.join(10)
    assert not drain.is_alive()


def test_what_does_not_finish_in_time_is_cut_off(running: Running) -> None:
    """A process that is told to end does end."""
    call = begun(running)

    drain = draining(running, 0.1)
    drain.join(10)

    assert not drain.is_alive()
    assert call.code() in {grpc.StatusCode.CANCELLED, grpc.StatusCode.UNAVAILABLE}
    running.catalogue.go_on.set()


def test_the_ports_are_free_afterwards(running: Running, start: Any) -> None:
    """Whoever starts next may have them."""
    ports = {running.server.organisations_port, running.server.people_port}
    running.server.drain(0)

    again = start(addresses=(running.server.organisations_port, running.server.people_port))

    assert {again.server.organisations_port, again.server.people_port} == ports


def test_two_servers_never_share_a_port(running: Running, start: Any) -> None:
    """Each would get half of the calls; the second says at its start that it cannot."""
    with pytest.raises(RuntimeError, match=str(running.server.organisations_port)):
        start(addresses=(running.server.organisations_port, running.server.people_port))
