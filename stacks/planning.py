"""How each process of a stack is started, and what it is told: in its environment, as a container's process is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.postgresql import WAIT_FUNCTION
from stacks import losses
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import AUDIENCE, ISSUER, DevelopmentTokens
from stacks.hosting import Role
from stacks.layout import SERVICES, Layout
from stacks.processes import Process, addresses_of
from stacks.supervisor import ProcessPlan

MODULES: Mapping[Role, str] = {"worker": "stacks.worker", "grpc": "stacks.edge"}
"""What a process of each role runs; workers are started first and stopped last."""
AUDITORS = ("AUTORITA_AUDIT",)
"""Who audits development stacks."""


@dataclass(frozen=True)
class Backing:
    """Where services keep their data, by service, and where they meet: URLs with all that is needed to connect."""

    databases: Mapping[str, str]
    broker: str


def stages_of(stack: Sequence[Process], layout: Layout, backing: Backing) -> Sequence[Sequence[ProcessPlan]]:
    """How to start the processes of a stack, role by role."""
    return [[_plan(one, stack, layout, backing) for one in stack if one.role == role] for role in MODULES]


def environment_of(process: Process, stack: Sequence[Process], layout: Layout, backing: Backing) -> Mapping[str, str]:
    """Everything a process reads from its environment."""
    told = {"SOMICIS_PROCESS": process.name, "SOMICIS_PROBE_ADDRESS": process.listens_at("probe")}
    if layout.test_clock_file is not None:
        told |= {"SOMICIS_TEST_CLOCK_FILE": str(layout.test_clock_file), "SOMICIS_THROWAWAY": "true"}
    told |= _worker(layout, backing) if process.role == "worker" else _edge(process, layout)
    for service in process.services:
        told |= _service(service, stack, layout, backing)
    return told


def environment_of_services(stack: Sequence[Process], layout: Layout, backing: Backing) -> Mapping[str, str]:
    """Everything all services read, for a program that works for all of them."""
    return {name: value for each in SERVICES for name, value in _service(each, stack, layout, backing).items()}


def _plan(process: Process, stack: Sequence[Process], layout: Layout, backing: Backing) -> ProcessPlan:
    return ProcessPlan(
        name=process.name,
        arguments=["-m", MODULES[process.role], *process.services],
        probe=process.probe,
        log=layout.logs / f"{process.name}.log",
        environment=environment_of(process, stack, layout, backing),
    )


def _worker(layout: Layout, backing: Backing) -> dict[str, str]:
    told = {"SOMICIS_BROKER_URL": backing.broker, **WAIT_FUNCTION}
    if losses.file_in(layout).exists():
        told["SOMICIS_LOSSES_FILE"] = str(losses.file_in(layout))
    return told


def _edge(process: Process, layout: Layout) -> dict[str, str]:
    ca = DevelopmentCa(layout.certificates)
    return {
        "SOMICIS_ORGANISATIONS_ADDRESS": process.listens_at("organisations"),
        "SOMICIS_PEOPLE_ADDRESS": process.listens_at("people"),
        "SOMICIS_AUTHORITY_FILE": str(ca.authority),
        "SOMICIS_CERTIFICATE_FILE": str(ca.server.certificate),
        "SOMICIS_KEY_FILE": str(ca.server.key),
        "SOMICIS_JWKS_FILE": str(DevelopmentTokens(layout.tokens).jwks),
        "SOMICIS_TOKEN_ISSUER": ISSUER,
        "SOMICIS_TOKEN_AUDIENCE": AUDIENCE,
        "SOMICIS_SERVICES": json.dumps([service.upper() for service in SERVICES]),
        "SOMICIS_AUDITORS": json.dumps(AUDITORS),
    }


def _service(service: str, stack: Sequence[Process], layout: Layout, backing: Backing) -> dict[str, str]:
    """What one service is told; it reads what it needs and leaves the rest."""
    ca = DevelopmentCa(layout.certificates)
    others = [other for other in SERVICES if other != service]
    told = {
        "DATABASE_URL": backing.databases[service],
        "SECRET_FILE": str(layout.secret_file(service)),
        "AUTHORITY_FILE": str(ca.authority),
        "CERTIFICATE_FILE": str(ca.organisation(service.upper()).certificate),
        "KEY_FILE": str(ca.organisation(service.upper()).key),
        **{f"{other.upper()}_ADDRESS": addresses_of(other, "organisations", stack) for other in others},
    }
    if layout.test_clock_file is not None:
        told["TEST_CLOCK_FILE"] = str(layout.test_clock_file)
    return {f"SOMICIS_{service.upper()}_{name}": value for name, value in told.items()}
