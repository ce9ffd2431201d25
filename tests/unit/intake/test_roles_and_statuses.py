"""Whether every method has its roles, and every refusal its status."""

from somicis.intake.v1 import intake_service_pb2 as pb

from chassis.modelling import Refusal
from chassis.serving import Role
from services.intake.grpc_edge.refusals import STATUS
from services.intake.grpc_edge.servicer import IntakeServicer
from services.intake.grpc_edge.who_may import WHO_MAY

SERVICE = pb.DESCRIPTOR.services_by_name["IntakeService"]


def every_refusal_of_intake() -> set[type[Refusal]]:
    """Every refusal the service's own modules declare."""
    return {kind for kind in Refusal.__subclasses__() if kind.__module__.startswith("services.intake.")}


def test_every_refusal_has_a_status_and_a_reason_of_its_own() -> None:
    """A new rule cannot reach callers as an internal error."""
    assert set(STATUS) == every_refusal_of_intake()
    assert len({kind.reason for kind in STATUS}) == len(STATUS)


def test_every_method_is_spoken_for() -> None:
    """Nobody may call what no table names, and every method has its answer."""
    methods = {method.name for method in SERVICE.methods}
    assert set(WHO_MAY) == methods
    assert all(callable(getattr(IntakeServicer, name)) for name in methods)


def test_partners_and_services_are_not_let_in() -> None:
    """The desk's own people work here; an auditor reads histories and nothing else."""
    for name, roles in WHO_MAY.items():
        assert not roles & {Role.PARTNER, Role.SERVICE, Role.EDITOR}
        assert (Role.AUDITOR in roles) == (name == "ListHistory")
