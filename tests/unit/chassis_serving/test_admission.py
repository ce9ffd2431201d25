"""A call is let in with the time it has; one that has none left is not begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from prometheus_client import CollectorRegistry

from chassis.modelling import Refusal
from chassis.serving import Call, Identification, Identity, Limits, Method, Role, RpcMetrics
from chassis.serving.admission import NO_DEADLINE_S, Admission
from chassis.serving.refusals import DeadlineExpired, RoleMayNotCall
from chassis.serving.roles import RoleTable
from chassis.serving.tracing import Trace
from tests.support.running_server import ORGANISATIONS, StandingClock
from tests.support.small_services import CATALOGUE, SmallCatalogue, served_catalogue

MATCH = f"/{CATALOGUE.full_name}/Match"


@dataclass
class CallOfAService:
    """What gRPC knows of a call of intake's that has some seconds left."""

    seconds: float
    organisation: str = "INTAKE"

    def time_remaining(self) -> float:
        """Seconds left."""
        return self.seconds

    def is_active(self) -> bool:
        """The caller waits."""
        return True

    def auth_context(self) -> Mapping[str, Sequence[bytes]]:
        """A certificate."""
        return {"x509_pem_cert": [b"..."], "peer_uri": [f"spiffe://somicis/org/{self.organisation}".encode()]}


class NoTokens:
    """Reads none."""

    def identity(self, token: str) -> Identity:
        """Never asked."""
        raise AssertionError(token)


def admission(limits: Limits) -> Admission:
    """The door of a server of the small catalogue."""
    roles = RoleTable()
    roles.add(CATALOGUE, served_catalogue(SmallCatalogue()).who_may)
    identification = Identification(ORGANISATIONS, NoTokens())
    return Admission(identification, roles, StandingClock(), RpcMetrics(CollectorRegistry()), limits)


def admitted(context: CallOfAService, limits: Limits | None = None) -> Call:
    """The call, let in."""
    return admission(limits or Limits()).unary(MATCH, context, {}, Trace.of({}))


@pytest.mark.parametrize(("left", "given"), [(5, 5), (90, 90), (NO_DEADLINE_S * 9, 30)])
def test_a_call_has_the_time_its_caller_waits_and_half_a_minute_when_it_does_not_say(left: float, given: float) -> None:
    """Seconds."""
    call = admitted(CallOfAService(left))

    assert given - 1 < call.time_remaining() <= given
    assert call.identity == Identity("INTAKE", "INTAKE", Role.SERVICE, Method.CERTIFICATE)


def test_a_call_that_has_no_time_left_is_not_begun() -> None:
    """It waited for a thread until its caller had gone."""
    with pytest.raises(DeadlineExpired):
        admitted(CallOfAService(0))


def test_who_may_not_call_hears_that_first() -> None:
    """Whatever else is wrong."""
    with pytest.raises(RoleMayNotCall):
        admitted(CallOfAService(0, "CPI_FERMO"))


@pytest.mark.parametrize(("left", "given"), [(5, 5), (NO_DEADLINE_S * 9, 900)])
def test_a_stream_has_the_time_its_reader_waits_up_to_its_maximum_age(left: float, given: float) -> None:
    """Seconds."""
    with admission(Limits()).stream(MATCH, CallOfAService(left), {}, Trace.of({})) as call:
        assert given - 1 < call.time_remaining() <= given


def test_a_stream_refused_takes_no_place() -> None:
    """Otherwise refusals alone would fill the server."""
    door = admission(Limits(streams=1))
    for _ in range(3):
        with pytest.raises(Refusal), door.stream(MATCH, CallOfAService(9, "CPI_FERMO"), {}, Trace.of({})):
            raise AssertionError("never reached")

    with door.stream(MATCH, CallOfAService(9), {}, Trace.of({})) as call:
        assert call.is_active()
