"""What those who keep a stack see of it in numbers: all they need, right, and under labels that nobody can make up."""

import re
from collections.abc import Iterator, Mapping
from urllib.error import HTTPError
from uuid import uuid4

import grpc
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from somicis.intake.v1 import intake_service_pb2 as intake

from tests.support.desk_at_work import LIMIT_S, DeskAtWork
from tests.support.grpc_answers import failure_of
from tests.support.method_calls import Method, reflected
from tests.support.running_stack import PROCESSES, RunningStack

pytestmark = pytest.mark.slow

SHOWN_BY_THE_EDGE: Mapping[str, set[str]] = {
    "somicis_rpc_requests_total": {"service", "method", "code"},
    "somicis_rpc_errors_total": {"service", "method", "code"},
    "somicis_rpc_duration_seconds_bucket": {"service", "method", "code", "le"},
    "somicis_rpc_duration_seconds_count": {"service", "method", "code"},
    "somicis_rpc_duration_seconds_sum": {"service", "method", "code"},
    "somicis_rpc_streams_open": set(),
    "somicis_certificate_days_left": {"certificate"},
}
SHOWN_BY_THE_WORKER: Mapping[str, set[str]] = {
    "somicis_events_stored_total": {"service"},
    "somicis_relay_oldest_unpublished_age_seconds": {"service"},
    "somicis_relay_returned_messages_total": {"service"},
    "somicis_source_mark": {"service", "source"},
    "somicis_source_lag_positions": {"service", "source"},
    "somicis_source_lag_seconds": {"service", "source"},
    "somicis_source_replays_asked_total": {"service", "source"},
    "somicis_source_duplicates_total": {"service", "source"},
    "somicis_source_stopped": {"service", "source"},
    "somicis_source_quarantined_messages": {"service", "source"},
    "somicis_follower_position": {"service", "follower"},
    "somicis_follower_lag_positions": {"service", "follower"},
    "somicis_follower_parked_events": {"service", "follower"},
    "somicis_timers_late": {"service"},
    "somicis_worker_lease_held": {"service"},
    "somicis_intake_contacts": {"state"},
    "somicis_intake_cases": {"state"},
    "somicis_referral_referrals": {"state"},
}
NOTHING_AMISS = (
    "source_lag_positions",
    "source_stopped",
    "source_quarantined_messages",
    "follower_lag_positions",
    "follower_parked_events",
    "timers_late",
)
"""All 0 on a stack that is at rest and well."""
HEARS = {("intake", "referral"), ("referral", "intake"), ("reporting", "intake"), ("reporting", "referral")}
A_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")
NO_WORD_OF_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|[0-9]{4}-[0-9]{2}")
"""Ids and days: as labels they would never end."""


def shown(running: RunningStack, process: str) -> dict[str, list[Sample]]:
    """Every sample of a process by its name."""
    found: dict[str, list[Sample]] = {}
    for family in text_string_to_metric_families(running.probe(process, "/metrics")):
        for sample in family.samples:
            if sample.name.startswith("somicis_") and not sample.name.endswith("_created"):
                found.setdefault(sample.name, []).append(sample)
    return found


def value(samples: list[Sample], **labels: str) -> float:
    """The one sample with these labels."""
    [found] = [sample.value for sample in samples if sample.labels == labels]
    return found


@pytest.mark.parametrize(("process", "pinned"), [("grpc", SHOWN_BY_THE_EDGE), ("worker", SHOWN_BY_THE_WORKER)])
def test_a_process_shows_every_number_its_keepers_need(
    desk: DeskAtWork, process: str, pinned: Mapping[str, set[str]]
) -> None:
    """These names are in somebody's dashboards and alerts: one that goes, or gets another label, breaks them."""
    desk.arrived("CCIAA_MARCHE")

    found = shown(desk.running, process)

    assert {name: set(samples[0].labels) for name, samples in found.items()} == pinned


def test_a_new_stack_shows_its_numbers_before_anything_has_happened(running: RunningStack) -> None:
    """A count that only begins with the first error hides it: every method and code begins at zero."""
    counted = shown(running, "grpc")["somicis_rpc_requests_total"]

    there = {(sample.labels["service"], sample.labels["method"], sample.labels["code"]) for sample in counted}
    methods = [("unknown", "unknown"), *served(running)]
    assert there == {(service, method, code.name) for service, method in methods for code in grpc.StatusCode}


def served(running: RunningStack) -> Iterator[tuple[str, str]]:
    """Every service of the stack with every method of it."""
    for method in reflected(running.clients("operator").channel("intake")):
        _, service, name = method.path.split("/")
        yield service, name


def test_the_numbers_are_right(desk: DeskAtWork) -> None:
    """They say the same as the services themselves."""
    case = desk.case().followed_up()
    desk.arrived("CCIAA_MARCHE", case)
    heads = desk.running.heads()
    worker, edge = shown(desk.running, "worker"), shown(desk.running, "grpc")

    assert {s.labels["service"]: s.value for s in worker["somicis_events_stored_total"]} == heads
    assert {(s.labels["service"], s.labels["source"]) for s in worker["somicis_source_mark"]} == HEARS
    for behind in NOTHING_AMISS:
        assert {s.value for s in worker[f"somicis_{behind}"]} == {0}, behind
    assert {s.value for s in worker["somicis_worker_lease_held"]} == {1}
    cases_there = desk.operator.intake.ListCases(intake.ListCasesRequest(page_size=200), timeout=LIMIT_S).cases
    assert sum(s.value for s in worker["somicis_intake_cases"]) == len(cases_there)
    assert sum(s.value for s in worker["somicis_intake_contacts"]) >= len(cases_there)
    assert value(worker["somicis_referral_referrals"], state="sent") >= 1
    days = {s.labels["certificate"]: s.value for s in edge["somicis_certificate_days_left"]}
    assert {"server", "ca", "CCIAA_MARCHE", "INTAKE"} <= set(days)
    assert 360 < days["server"] < 366 < days["ca"]
    opened = {"service": "somicis.intake.v1.IntakeService", "method": "OpenCase", "code": "OK"}
    counted, timed = (edge[f"somicis_rpc_{what}"] for what in ("requests_total", "duration_seconds_count"))
    assert value(counted, **opened) == value(timed, **opened) >= 1


def test_a_failed_call_is_counted_under_its_method_and_code_and_an_invented_one_under_unknown(
    desk: DeskAtWork,
) -> None:
    """Who may call makes no label: whatever is asked for, the numbers stay as many as they were."""
    before = shown(desk.running, "grpc")
    nowhere = Method("/somicis.intake.v1.IntakeService/Invented" + uuid4().hex, False, False)  # noqa: FBT003

    nowhere.failure(desk.operator.channel("intake"), b"")
    failure_of(lambda: desk.operator.intake.GetCase(intake.GetCaseRequest(case_id=str(uuid4())), timeout=LIMIT_S))

    after, name = shown(desk.running, "grpc"), "somicis_rpc_errors_total"
    assert sorted(len(samples) for n, samples in after.items() if "duration" not in n) == sorted(
        len(samples) for n, samples in before.items() if "duration" not in n
    )
    for labels in (
        {"service": "unknown", "method": "unknown", "code": "UNIMPLEMENTED"},
        {"service": "somicis.intake.v1.IntakeService", "method": "GetCase", "code": "NOT_FOUND"},
    ):
        assert value(after[name], **labels) == value(before[name], **labels) + 1


@pytest.mark.parametrize("process", PROCESSES)
def test_no_label_has_a_value_that_somebody_could_make_up(desk: DeskAtWork, process: str) -> None:
    """Labels are words of ours: services, methods, codes, states; never an id, a day or what a caller sent."""
    desk.arrived("CPI_FERMO")

    values = {
        each
        for samples in shown(desk.running, process).values()
        for sample in samples
        for label, each in sample.labels.items()
        if label != "le"
    }

    assert [each for each in values if not A_WORD.fullmatch(each) or NO_WORD_OF_OURS.search(each)] == []


@pytest.mark.parametrize("process", PROCESSES)
def test_the_keepers_port_answers_what_keepers_ask_and_nothing_else(running: RunningStack, process: str) -> None:
    """Alive, ready, metrics; anything else is not there, and nothing can be changed."""
    assert running.probe(process, "/livez") == "alive\n"
    assert running.probe(process, "/readyz") == '{"ready": true, "problems": []}'
    for path in ("/", "/metrics/..%2f..%2fsecrets", "/../stack.json"):
        with pytest.raises(HTTPError) as refused:
            running.probe(process, path)
        with refused.value:
            assert refused.value.code == 404
