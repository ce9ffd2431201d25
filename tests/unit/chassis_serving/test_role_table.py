"""One table says which role may call which method; what it does not say is not allowed."""

from typing import Any

import grpc
import pytest

from chassis.serving import Identity, Method, Role, ServedService
from chassis.serving.refusals import MethodUnknown, RoleMayNotCall
from chassis.serving.roles import RoleTable
from chassis.serving.tokens import OF_PEOPLE
from tests.support.grpc_answers import failure_of
from tests.support.running_server import Running
from tests.support.small_services import CATALOGUE, SmallCatalogue, served_catalogue

WHO_MAY = {method.name: frozenset({Role.OPERATOR}) for method in CATALOGUE.methods}
MATCH = f"/{CATALOGUE.full_name}/Match"


ASKED_BY = {"Match": frozenset({"INTAKE"})}


def table() -> RoleTable:
    """Operators may call everything of the catalogue; intake may ask it to match, for somebody."""
    made = RoleTable()
    made.add(CATALOGUE, WHO_MAY, ASKED_BY)
    return made


def somebody(role: Role) -> Identity:
    """A person, or an organisation, of a role."""
    return Identity("somebody", "SOMEWHERE", role, Method.TOKEN)


def service(code: str, asks_for: Role | None) -> Identity:
    """A service, and the role of whom it asks for, if it asks for anybody."""
    behalf = somebody(asks_for) if asks_for else None
    return Identity(code, code, Role.SERVICE, Method.CERTIFICATE, behalf)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_roles_named_may_call(role: Role) -> None:
    """Every other one is refused."""
    if role is Role.OPERATOR:
        table().check(MATCH, somebody(role))
        return
    with pytest.raises(RoleMayNotCall):
        table().check(MATCH, somebody(role))


def test_a_refusal_names_the_roles_that_may() -> None:
    """Whoever is refused learns who could do it, always in the same order."""
    made, both = RoleTable(), frozenset({Role.PARTNER, Role.SUPERVISOR})
    made.add(CATALOGUE, dict.fromkeys(WHO_MAY, both))

    with pytest.raises(RoleMayNotCall, match="supervisor, partner") as refused:
        made.check(MATCH, somebody(Role.OPERATOR))

    assert refused.value.facts == {"method": MATCH, "role": "operator", "allowed": "supervisor, partner"}


def test_a_service_on_an_edge_may_what_the_one_it_asks_for_may() -> None:
    """A question crosses from one service to another for somebody, never for the service itself."""
    table().check(MATCH, service("INTAKE", asks_for=Role.OPERATOR))


@pytest.mark.parametrize(
    "asking",
    [
        service("INTAKE", asks_for=None),
        service("INTAKE", asks_for=Role.AUDITOR),
        service("REFERRAL", asks_for=Role.OPERATOR),
    ],
)
def test_no_other_service_and_for_nobody_else(asking: Identity) -> None:
    """Neither by itself, nor for who may not, nor along an edge that is not there."""
    with pytest.raises(RoleMayNotCall):
        table().check(MATCH, asking)


def test_an_edge_opens_no_other_method() -> None:
    """The table names methods, not services that trust each other."""
    with pytest.raises(RoleMayNotCall):
        table().check(f"/{CATALOGUE.full_name}/ImportMeasure", service("INTAKE", asks_for=Role.OPERATOR))


def test_an_edge_to_a_method_that_is_not_there_stops_the_start() -> None:
    """A renamed method leaves no door behind."""
    with pytest.raises(ValueError, match="Drop"):
        RoleTable().add(CATALOGUE, WHO_MAY, {"Drop": frozenset({"INTAKE"})})


def test_a_method_nobody_has_entered_is_unknown() -> None:
    """To every role."""
    with pytest.raises(MethodUnknown):
        table().check("/somicis.catalogue.v1.CatalogueService/Drop", somebody(Role.OPS))


@pytest.mark.parametrize(
    "who_may",
    [
        {name: roles for name, roles in WHO_MAY.items() if name != "Match"},
        WHO_MAY | {"Drop": frozenset({Role.OPS})},
    ],
)
def test_a_table_that_forgets_a_method_or_invents_one_stops_the_start(who_may: dict[str, Any]) -> None:
    """Nobody finds out by a call."""
    with pytest.raises(ValueError, match=r"Match|Drop"):
        RoleTable().add(CATALOGUE, who_may)


def test_a_servicer_without_a_method_stops_the_start() -> None:
    """A promise of the proto file that nobody keeps is found at once."""
    served = ServedService(CATALOGUE, object(), WHO_MAY)

    with pytest.raises(TypeError, match="has no ImportMeasure"):
        list(served.rpcs())


def test_every_method_of_a_server_is_in_its_table(running: Running) -> None:
    """Health and reflection among them."""
    methods = set(running.server.who_may())

    assert {f"/{CATALOGUE.full_name}/{method.name}" for method in CATALOGUE.methods} < methods
    assert {name for name in methods if name.startswith("/grpc.")} == {
        "/grpc.health.v1.Health/Check",
        "/grpc.health.v1.Health/List",
        "/grpc.health.v1.Health/Watch",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    }


def test_every_role_that_may_not_call_a_method_is_refused(running: Running) -> None:
    """Each method of the catalogue with each identity there is."""
    channels = {role: running.person(role.value) for role in OF_PEOPLE}
    channels |= {Role.PARTNER: running.organisation("CPI_FERMO"), Role.SERVICE: running.organisation("INTAKE")}
    who_may = served_catalogue(SmallCatalogue()).who_may

    for name, roles in who_may.items():
        for role in set(Role) - roles:
            method = channels[role].unary_unary(f"/{CATALOGUE.full_name}/{name}")
            failure = failure_of(lambda: method(b"", timeout=10))  # noqa: B023
            assert failure.code is grpc.StatusCode.PERMISSION_DENIED, f"{role} {name}"
    assert running.catalogue.calls == []
