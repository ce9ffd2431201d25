"""Every method of a running stack, called by everybody: who may is let in, everybody else is told no, or nothing."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from grpc_health.v1 import health_pb2

from chassis.serving import reflection
from chassis.serving.roles import HEALTH, OPERATIONS, REFLECTION, RoleTable
from tests.support.callers import AUDITORS, Caller, everybody
from tests.support.grpc_answers import Failure
from tests.support.method_calls import NO_MESSAGE, OURS, Method, reflected
from tests.support.running_stack import RunningStack

pytestmark = pytest.mark.slow

PINNED = Path(__file__).with_name("who_may.yaml")
LET_IN = ("INVALID_ARGUMENT", "MALFORMED_MESSAGE")
"""What somebody is told who may call, and sends what is no message: nothing else comes after the door."""
TOLD_NO = ("PERMISSION_DENIED", "ROLE_MAY_NOT_CALL")
EDGES = {"/somicis.catalogue.v1.CatalogueService/Match"}
"""What intake asks for those who may ask it themselves."""
ROLES = {"operator", "supervisor", "editor", "ops", "auditor", "orientation", "partner", "service"}


@pytest.fixture(scope="module")
def pinned() -> dict[str, set[str]]:
    """Full method name → roles, as they were reviewed."""
    written: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(PINNED.read_text("utf-8"))
    return {
        f"/{service}/{method}": set(roles) for service, methods in written.items() for method, roles in methods.items()
    }


@pytest.fixture(scope="module")
def methods(running: RunningStack) -> list[Method]:
    """Every method the running server says it has."""
    return reflected(running.clients("operator").channel("intake"))


@pytest.fixture(scope="module")
def callers(running: RunningStack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Caller]]:
    """Everybody, by name."""
    with everybody(running.stack, tmp_path_factory.mktemp("elsewhere")) as connected:
        yield {caller.name: caller for caller in connected}


def table_in_the_code() -> dict[str, set[str]]:
    """Full method name → roles, as the services and the chassis say."""
    table = RoleTable()
    for descriptor in OURS:
        service = descriptor.full_name.split(".")[1]
        shared = service == "shared"
        table.add(descriptor, OPERATIONS if shared else import_module(f"services.{service}.grpc_edge.who_may").WHO_MAY)
    table.add(health_pb2.DESCRIPTOR.services_by_name["Health"], HEALTH)
    for version in (reflection.ALPHA, reflection.v1_service()):
        table.add(version, REFLECTION)
    return {method: {role.value for role in roles} for method, roles in table.who_may().items()}


def end_of(failure: Failure) -> tuple[str, str | None]:
    """A call's end as the table of callers names it."""
    return failure.code.name, failure.reason if failure.infos else None


def wanted(caller: Caller, roles: set[str]) -> tuple[str, str | None]:
    """How a call of a method that these roles may call must end for a caller who sends no message."""
    if not caller.role:
        return caller.turned_away
    return LET_IN if caller.role in roles else TOLD_NO


def test_every_method_there_is_was_reviewed(methods: list[Method], pinned: dict[str, set[str]]) -> None:
    """A method added without an entry fails here, and so does an entry nobody needs any more."""
    assert sorted(method.path for method in methods) == sorted(pinned)
    assert len(methods) >= 40
    assert {role for roles in pinned.values() for role in roles} == ROLES


def test_the_code_has_the_table_that_was_reviewed(pinned: dict[str, set[str]]) -> None:
    """The services say who may call what; people have read the same in one file."""
    assert table_in_the_code() == pinned


def test_every_method_is_open_to_those_who_may_and_closed_to_everybody_else(
    methods: list[Method], callers: dict[str, Caller], pinned: dict[str, set[str]]
) -> None:
    """Every method × everybody. An allowed call is told apart by what only comes after the door."""
    ends = {
        (caller.name, method.path): (end_of(method.failure(caller.channel, NO_MESSAGE)), wanted(caller, roles))
        for caller in callers.values()
        for method in methods
        for roles in [pinned.get(method.path, set())]
    }

    assert {who_what: end for who_what, end in ends.items() if end[0] != end[1]} == {}
    assert len(ends) == len(methods) * len(callers)
    assert {end for end, _ in ends.values()} >= {LET_IN, TOLD_NO}


def test_a_method_that_is_not_there_is_nobodys(callers: dict[str, Caller]) -> None:
    """Those who are known learn that there is none; strangers learn what they learn of every method."""
    invented = Method("/somicis.intake.v1.IntakeService/DropEverything", client_streams=False, server_streams=False)

    for caller in callers.values():
        end = end_of(invented.failure(caller.channel, NO_MESSAGE))
        assert end == (("UNIMPLEMENTED", "METHOD_UNKNOWN") if caller.role else caller.turned_away), caller.name


@pytest.mark.parametrize("organisation", ["CCIAA_MARCHE", *AUDITORS, "CATALOGUE", "REFERRAL", "REPORTING"])
def test_an_organisation_gains_nothing_by_somebodys_token(
    organisation: str,
    running: RunningStack,
    methods: list[Method],
    callers: dict[str, Caller],
    pinned: dict[str, set[str]],
) -> None:
    """A token that somebody lost opens the people's port alone."""
    with_a_token = opened(callers[organisation], methods, token_of(running, "operator"))

    assert with_a_token == {path for path, roles in pinned.items() if callers[organisation].role in roles}


@pytest.mark.parametrize(
    ("person", "more"),
    [("operator", EDGES), ("supervisor", EDGES), ("orientation", EDGES), ("editor", set()), ("ops", set())],
)
def test_a_service_may_ask_along_its_edges_what_the_one_it_asks_for_may(
    person: str,
    more: set[str],
    running: RunningStack,
    methods: list[Method],
    callers: dict[str, Caller],
    pinned: dict[str, set[str]],
) -> None:
    """Intake asks the catalogue for an operator; for nobody else, and nothing else, whatever an operator may."""
    for_somebody = opened(callers["INTAKE"], methods, token_of(running, person))

    assert for_somebody == more | {path for path, roles in pinned.items() if "service" in roles}


def opened(caller: Caller, methods: list[Method], token: str) -> set[str]:
    """The methods a caller is let in to who sends a token too."""
    with_it = {"authorization": f"Bearer {token}"}
    return {m.path for m in methods if end_of(m.failure(caller.channel, NO_MESSAGE, with_it)) == LET_IN}


def token_of(running: RunningStack, person: str) -> str:
    """A person's token."""
    return (running.stack.tokens / f"{person}.jwt").read_text("utf-8").strip()
