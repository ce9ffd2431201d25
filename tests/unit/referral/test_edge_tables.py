"""The two tables of the front door: who may call what, and what a refusal is in gRPC."""

from somicis.referral.v1 import referral_service_pb2 as pb

from chassis.modelling import Refusal
from chassis.serving import Role
from services.referral.grpc_edge.refusals import STATUS
from services.referral.grpc_edge.who_may import WHO_MAY


def every_refusal_of(kind: type[Refusal]) -> set[type[Refusal]]:
    """All that this service refuses, found by where it is written."""
    found = {each for each in kind.__subclasses__() if each.__module__.startswith("services.referral.")}
    return found.union(*(every_refusal_of(each) for each in kind.__subclasses__()))


def test_every_refusal_has_a_status() -> None:
    """A new rule cannot reach callers as a bug of ours."""
    assert set(STATUS) == every_refusal_of(Refusal)


def test_every_method_says_who_may_call_it() -> None:
    """And no line speaks of a method that is not there."""
    methods = pb.DESCRIPTOR.services_by_name["ReferralService"].methods
    assert {method.name for method in methods} == set(WHO_MAY)


def test_no_partner_may_do_what_is_the_desks_and_nobody_else_what_is_the_partners() -> None:
    """Registering, sending again and auditing; answering and watching."""
    partners = {name for name, roles in WHO_MAY.items() if Role.PARTNER in roles}
    assert partners == {
        "ListReferrals",
        "GetReferral",
        "AcceptReferral",
        "DeclineReferral",
        "SetAppointment",
        "CompleteReferral",
        "WatchReferrals",
    }
    answers = partners - {"ListReferrals", "GetReferral"}
    assert all(WHO_MAY[name] == frozenset({Role.PARTNER}) for name in answers)
