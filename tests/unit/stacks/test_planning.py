"""Every process is told what it needs, and no process is told what is another's."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

from stacks import embedded, losses, preparing, production, stack_file
from stacks.layout import SERVICES, Layout
from stacks.planning import Backing, stages_of
from stacks.process_settings import EdgeSettings, WorkerSettings
from stacks.supervisor import ProcessPlan
from stacks.topology import TOPOLOGY

NOON = datetime.fromisoformat("2023-01-09T12:00:00+01:00")
BACKING = Backing(
    {service: f"postgresql+psycopg://secret-of-{service}@db/{service}" for service in SERVICES}, "amqp://b"
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A production stack with two of everything, prepared."""
    made = Layout(tmp_path / "stack")
    preparing.prepare(made, production.NAME, production.processes(2), NOON, {})
    return made


def plans(layout: Layout) -> Mapping[str, ProcessPlan]:
    """How the processes are started, by name."""
    stages = stages_of(stack_file.processes_in(layout), layout, BACKING)
    return {plan.name: plan for stage in stages for plan in stage}


def in_the_environment_of(plan: ProcessPlan, patched: pytest.MonkeyPatch) -> None:
    """Let this process have the environment of that one."""
    for name, value in plan.environment.items():
        patched.setenv(name, value)


def test_workers_are_started_first_and_stopped_last(layout: Layout) -> None:
    """Who is called stands before who works behind the scenes only on the way out."""
    workers, edges = stages_of(stack_file.processes_in(layout), layout, BACKING)

    assert {plan.name.split("-")[1] for plan in workers} == {"worker"}
    assert {plan.name.split("-")[1] for plan in edges} == {"grpc"}


@pytest.mark.parametrize("name", ["intake-worker", "reporting-grpc-2"])
def test_a_process_hosts_its_own_service_and_has_the_key_to_no_other(layout: Layout, name: str) -> None:
    """One database, one role, one password a service."""
    plan, service = plans(layout)[name], name.split("-", maxsplit=1)[0]

    assert plan.arguments[2:] == [service]
    assert plan.environment[f"SOMICIS_{service.upper()}_DATABASE_URL"] == BACKING.databases[service]
    told = " ".join(plan.environment.values())
    assert [other for other in SERVICES if f"secret-of-{other}" in told] == [service]


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_must_know_is_in_the_environment_of_both_its_processes(
    layout: Layout, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it would be in a container's."""
    for role, settings in (("worker", WorkerSettings), ("grpc", EdgeSettings)):
        with monkeypatch.context() as patched:
            in_the_environment_of(plans(layout)[f"{service}-{role}"], patched)

            assert settings().process == f"{service}-{role}"
            of_the_service = import_module(f"services.{service}.settings").Settings()
            assert of_the_service.database_url == BACKING.databases[service]
            assert of_the_service.test_clock_file == layout.clock_file


def test_intake_asks_whichever_catalogue_answers(layout: Layout) -> None:
    """Both replicas' addresses for organisations, not those for people."""
    addresses = [
        stack_file.process_in(layout, name).address("organisations") for name in ("catalogue-grpc", "catalogue-grpc-2")
    ]

    assert plans(layout)["intake-grpc-2"].environment["SOMICIS_INTAKE_CATALOGUE_ADDRESS"] == ",".join(addresses)


def test_a_worker_waits_for_its_database_as_eventlet_can_see(layout: Layout) -> None:
    """And a gRPC process, which has threads, in psycopg's own way."""
    assert plans(layout)["intake-worker"].environment["PSYCOPG_WAIT_FUNC"] == "wait_selector"
    assert "PSYCOPG_WAIT_FUNC" not in plans(layout)["intake-grpc"].environment


def test_losses_are_planned_for_workers_only(layout: Layout) -> None:
    """They are who speaks to the broker."""
    losses.plan(layout, seed=1, rate=0.1)

    told = {name for name, plan in plans(layout).items() if "SOMICIS_LOSSES_FILE" in plan.environment}

    assert told == {name for name in plans(layout) if "-worker" in name}


def test_the_embedded_stack_is_the_same_mechanism(tmp_path: Path) -> None:
    """All services in each of its two processes."""
    layout = Layout(tmp_path)
    embedded.prepare(layout, ports=embedded.free_ports())

    [worker], [grpc] = embedded.stages(layout)

    assert worker.arguments == ["-m", "stacks.worker", *SERVICES]
    assert grpc.arguments == ["-m", "stacks.edge", *SERVICES]
    assert worker.environment["SOMICIS_BROKER_URL"] == "memory://"


def test_everybody_is_heard_as_they_say_they_hear() -> None:
    """The topology is written once and every service's composition once; they agree."""
    heard = {service: tuple(import_module(f"services.{service}.composition").HEARS) for service in SERVICES}

    assert dict(TOPOLOGY.hears) == heard
