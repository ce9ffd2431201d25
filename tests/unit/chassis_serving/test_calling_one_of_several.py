"""A service that runs more than once is asked at whichever of its addresses answers."""

import time
from collections.abc import Iterator

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.calling import OtherService, organisation_channel
from chassis.serving import Call, Identity, Limits, Method, Role
from tests.support.running_server import Identities, Running, StandingClock, small_server


@pytest.fixture
def replicas(identities: Identities) -> Iterator[list[Running]]:
    """Two of one service."""
    both = [small_server(identities, Limits()) for _ in range(2)]
    for one in both:
        one.server.start()
    yield both
    for one in both:
        one.server.drain(0)


@pytest.fixture
def catalogue(identities: Identities, replicas: list[Running]) -> Iterator[OtherService]:
    """The service as intake sees it: two addresses, one name."""
    address = ",".join(f"127.0.0.1:{one.server.organisations_port}" for one in replicas)
    channel = organisation_channel(address, replicas[0].authority, identities.certificate("INTAKE"))
    other = OtherService("catalogue", channel)
    yield other
    other.close()


def ask(catalogue: OtherService, identities: Identities) -> None:
    """Put a question on behalf of an operator."""
    identity = Identity("op-1", "PREFETTURA_FERMO", Role.OPERATOR, Method.TOKEN)
    call = Call(identity, StandingClock(), "", "", time.monotonic() + 10, identities.token("operator"))
    request = pb.GetMeasureRequest(measure_id="PROVA")
    catalogue.ask(CatalogueServiceStub(catalogue.channel).GetMeasure, request, call)


def test_when_one_is_gone_the_other_answers(
    catalogue: OtherService, replicas: list[Running], identities: Identities
) -> None:
    """And the certificate of either is checked against the name that is called."""
    ask(catalogue, identities)
    [asked] = [one for one in replicas if one.catalogue.calls]
    [other] = [one for one in replicas if one is not asked]

    asked.server.drain(0)
    ask(catalogue, identities)

    assert len(other.catalogue.calls) == 1
