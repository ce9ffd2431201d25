"""Calls are counted and timed by service, method and code, from zero on."""

from typing import Any

import grpc
from prometheus_client import CollectorRegistry
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.serving import RpcMetrics
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_server import Running
from tests.support.small_services import CATALOGUE

SERVICE = CATALOGUE.full_name


def value(running: Running, name: str, **labels: str) -> float | None:
    """One sample of the catalogue's."""
    return running.registry.get_sample_value(name, {"service": SERVICE} | labels)


def get(running: Running, measure_id: str) -> Any:
    """Ask for a measure."""
    stub = CatalogueServiceStub(running.person("operator"))
    return stub.GetMeasure(pb.GetMeasureRequest(measure_id=measure_id), timeout=10)


def test_every_count_exists_before_the_first_call(running: Running) -> None:
    """A rate over something that appears at one misses the first error."""
    samples = {
        (sample.name, sample.labels.get("method"), sample.labels.get("code")): sample.value
        for metric in running.registry.collect()
        for sample in metric.samples
        if sample.labels.get("service") == SERVICE and "le" not in sample.labels
    }

    for method in CATALOGUE.methods:
        assert samples["somicis_rpc_duration_seconds_count", method.name, "OK"] == 0
        for code in grpc.StatusCode:
            assert samples["somicis_rpc_requests_total", method.name, code.name] == 0
            if code is not grpc.StatusCode.OK:
                assert samples["somicis_rpc_errors_total", method.name, code.name] == 0


def test_an_answer_is_counted_and_timed(running: Running) -> None:
    """Under its code."""
    get(running, "PROVA")
    failure_of(lambda: get(running, "UNKNOWN"))

    for code in ("OK", "NOT_FOUND"):
        labels = {"method": "GetMeasure", "code": code}
        eventually(lambda: value(running, "somicis_rpc_requests_total", **labels), 1)  # noqa: B023
        assert value(running, "somicis_rpc_duration_seconds_count", **labels) == 1
    assert value(running, "somicis_rpc_errors_total", method="GetMeasure", code="NOT_FOUND") == 1
    assert value(running, "somicis_rpc_errors_total", method="GetMeasure", code="OK") is None


def test_a_caller_cannot_make_up_labels(running: Running) -> None:
    """However many methods somebody invents, they are one."""
    for number in range(3):
        path = f"/somicis.made.up{number}/Method{number}"
        failure_of(lambda: running.person("ops").unary_unary(path)(b"", timeout=10))  # noqa: B023

    labels = {"service": "unknown", "method": "unknown", "code": "UNIMPLEMENTED"}
    eventually(lambda: running.registry.get_sample_value("somicis_rpc_requests_total", labels), 3)


def test_two_servers_of_one_process_have_registries_of_their_own() -> None:
    """Nothing is registered globally."""
    assert RpcMetrics(CollectorRegistry()) is not RpcMetrics(CollectorRegistry())
