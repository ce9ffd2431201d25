"""A server says how it does and what it speaks, to everybody it lets in."""

from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from somicis.shared.v1 import operations_service_pb2

from chassis.serving import Call, Identity, Limits, Method, Role, ServedService
from chassis.serving.health import Health
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_server import Running, StandingClock

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
CATALOGUE = "somicis.catalogue.v1.CatalogueService"
OPERATIONS = "somicis.shared.v1.OperationsService"


class Ailing:
    """A service that says what ails it."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def served(self) -> ServedService:
        """The operations service, which this test does not ask anything."""
        return ServedService(
            operations_service_pb2.DESCRIPTOR.services_by_name["OperationsService"],
            self,
            dict.fromkeys(("GetStatus", "SetClock", "AdoptLog", "AcceptDifference", "KeepLog"), frozenset()),
            problems=lambda: self.problems,
        )

    def GetStatus(self, request: Any, call: Any) -> Any:  # noqa: N802
        """Never asked."""

    def SetClock(self, request: Any, call: Any) -> Any:  # noqa: N802
        """Never asked."""

    AdoptLog = AcceptDifference = KeepLog = SetClock


def status_of(running: Running, service: str = "") -> int:
    """What Check answers."""
    stub = health_pb2_grpc.HealthStub(running.person("operator"))
    status: int = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=10).status
    return status


def reflected(running: Running, version: str, request: reflection_pb2.ServerReflectionRequest) -> Any:
    """The answer to one reflection request."""
    channel = running.organisation("CPI_FERMO")
    method = channel.stream_stream(f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo")
    (answer,) = method(iter([request.SerializeToString()]), timeout=10)
    return reflection_pb2.ServerReflectionResponse.FromString(answer)


def test_a_service_is_well_until_it_says_otherwise(start: Any) -> None:
    """Asked anew every time; one ailing service does not stop the others, and the whole is not well."""
    ailing = Ailing()
    running = start(Limits(), ailing.served())
    assert [status_of(running, name) for name in ("", CATALOGUE, OPERATIONS)] == [SERVING] * 3

    ailing.problems = ["the database does not answer"]

    assert [status_of(running, name) for name in ("", CATALOGUE, OPERATIONS)] == [NOT_SERVING, SERVING, NOT_SERVING]


def test_health_of_what_is_not_here_is_not_found(running: Running) -> None:
    """As the protocol wants it."""
    failure = failure_of(lambda: status_of(running, "somicis.nowhere.v1.NowhereService"))

    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "SERVICE_UNKNOWN")


def test_health_lists_every_service(running: Running) -> None:
    """With the empty name for all of them."""
    stub = health_pb2_grpc.HealthStub(running.person("ops"))

    statuses = stub.List(health_pb2.HealthListRequest(), timeout=10).statuses

    assert {name: each.status for name, each in statuses.items()} == {
        "": SERVING,
        CATALOGUE: SERVING,
        "somicis.referral.v1.ReferralService": SERVING,
    }


def test_a_watcher_is_told_of_a_change(start: Any) -> None:
    """Within a second or two, and only of changes."""
    ailing = Ailing()
    running = start(Limits(), ailing.served())
    stub = health_pb2_grpc.HealthStub(running.organisation("CPI_FERMO"))
    watched = stub.Watch(health_pb2.HealthCheckRequest(service=OPERATIONS), timeout=30)

    assert next(watched).status == SERVING
    ailing.problems = ["the database does not answer"]
    assert next(watched).status == NOT_SERVING


def test_a_watcher_is_not_told_the_same_again() -> None:
    """However often the service is looked at."""
    looks = iter([True] * 20 + [False])
    identity = Identity("ops-1", "PREFETTURA_FERMO", Role.OPS, Method.TOKEN)
    call = Call(identity, StandingClock(), "", "", float("inf"), alive=lambda: next(looks))
    ailments = iter([[], [], ["ill"], ["ill"], *[[]] * 20])
    health = Health({CATALOGUE: lambda: next(ailments)}, look_every_s=0)

    told = [each.status for each in health.Watch(health_pb2.HealthCheckRequest(service=CATALOGUE), call)]

    assert told == [SERVING, NOT_SERVING, SERVING]


def test_a_watcher_may_wait_for_a_service_that_is_not_here(running: Running) -> None:
    """As the protocol wants it: it could still appear."""
    stub = health_pb2_grpc.HealthStub(running.person("ops"))

    watched = stub.Watch(health_pb2.HealthCheckRequest(service="somicis.nowhere.v1.Nowhere"), timeout=30)

    assert next(watched).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN
    watched.cancel()


def test_a_server_that_stops_is_not_well(running: Running) -> None:
    """Said to who watches before the end."""
    watched = health_pb2_grpc.HealthStub(running.person("ops")).Watch(health_pb2.HealthCheckRequest(), timeout=30)
    assert next(watched).status == SERVING

    running.server.drain(5)

    assert next(watched).status == NOT_SERVING
    assert failure_of(lambda: list(watched)).code is grpc.StatusCode.UNAVAILABLE
    assert failure_of(lambda: status_of(running)).code is grpc.StatusCode.UNAVAILABLE


def test_health_is_not_for_strangers(running: Running) -> None:
    """Every call is authenticated."""
    stub = health_pb2_grpc.HealthStub(running.with_token("none"))

    failure = failure_of(lambda: stub.Check(health_pb2.HealthCheckRequest(), timeout=10))

    assert failure.reason == "NO_VALID_TOKEN"


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
def test_reflection_lists_the_services(running: Running, version: str) -> None:
    """In both versions tools ask for."""
    answer = reflected(running, version, reflection_pb2.ServerReflectionRequest(list_services=""))

    assert [service.name for service in answer.list_services_response.service] == [
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
        CATALOGUE,
        "somicis.referral.v1.ReferralService",
    ]


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
@pytest.mark.parametrize("symbol", [CATALOGUE, "grpc.reflection.v1.ServerReflection"])
def test_reflection_shows_what_a_service_looks_like(running: Running, version: str, symbol: str) -> None:
    """With everything its file needs."""
    request = reflection_pb2.ServerReflectionRequest(file_containing_symbol=symbol)

    files = reflected(running, version, request).file_descriptor_response.file_descriptor_proto

    assert any(symbol.rpartition(".")[2].encode() in file for file in files)


def test_a_reflection_request_is_validated_too(running: Running) -> None:
    """What declares no rules keeps the usual ones."""
    request = reflection_pb2.ServerReflectionRequest(file_containing_symbol="x" * 201)

    failure = failure_of(lambda: reflected(running, "v1", request))

    assert (failure.code, failure.fields) == (grpc.StatusCode.INVALID_ARGUMENT, ["file_containing_symbol"])
    eventually(lambda: running.registry.get_sample_value("somicis_rpc_streams_open"), 0)
