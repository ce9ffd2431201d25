"""What every service's gRPC edge keeps: each method has a servicer and its roles, each refusal a status."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

import pytest

from chassis.modelling import Refusal
from chassis.serving import Role
from tests.support.checkout import ROOT

SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/grpc_edge"))


def module(service: str, path: str) -> ModuleType:
    """A module of a service."""
    return importlib.import_module(f"services.{service}.{path}")


def methods(service: str) -> set[str]:
    """The methods the published language promises for a service."""
    pb: Any = importlib.import_module(f"somicis.{service}.v1.{service}_service_pb2")
    (descriptor,) = pb.DESCRIPTOR.services_by_name.values()
    return {method.name for method in descriptor.methods}


def refusals(service: str) -> set[type[Refusal]]:
    """Every refusal the code of a service can make."""
    package = importlib.import_module(f"services.{service}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".entrypoints" not in found.name:
            importlib.import_module(found.name)
    return {kind for kind in subclasses(Refusal) if kind.__module__.startswith(f"{package.__name__}.")}


def subclasses(kind: type[Refusal]) -> set[type[Refusal]]:
    """All of them, however far down."""
    return {each for below in kind.__subclasses__() for each in {below, *subclasses(below)}}


def test_the_four_services_are_found() -> None:
    """A list taken from the tree cannot go stale, and cannot be empty unnoticed."""
    assert SERVICES == ["catalogue", "intake", "referral", "reporting"]


@pytest.mark.parametrize("service", SERVICES)
def test_each_method_says_which_roles_may_call_it(service: str) -> None:
    """None is forgotten, none is open to everybody, none to nobody."""
    who_may = module(service, "grpc_edge.who_may").WHO_MAY

    assert set(who_may) == methods(service)
    assert [name for name, roles in who_may.items() if not roles or roles >= set(Role)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_each_method_has_its_servicer(service: str) -> None:
    """One class answers all of them."""
    classes = inspect.getmembers(module(service, "grpc_edge.servicer"), inspect.isclass)

    assert [name for name, kind in classes if methods(service) <= set(dir(kind))]


@pytest.mark.parametrize("service", SERVICES)
def test_each_refusal_has_its_status(service: str) -> None:
    """A rule added without one would reach its first caller as an error of ours."""
    assert refusals(service) - set(module(service, "grpc_edge.refusals").STATUS) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_a_reason_is_one_rule(service: str) -> None:
    """Programs tell refusals apart by it."""
    reasons = [kind.reason for kind in refusals(service)]

    assert sorted(reasons) == sorted(set(reasons))
    assert all(reason == reason.upper() and reason.replace("_", "").isalnum() for reason in reasons)
