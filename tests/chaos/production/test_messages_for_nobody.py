"""A message nobody listens for is no loss, since a subscriber's first request brings it; that it was one is seen."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stacks.topology import TOPOLOGY
from tests.support.eventually import eventually
from tests.support.production_stack import ProductionStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HEARD = {source for _, source in TOPOLOGY.subscriptions()}


def test_what_comes_back_to_a_relay_is_counted(production: ProductionStack) -> None:
    """RabbitMQ gives back the heartbeats of those nobody hears, and nothing of the others."""
    unheard = set(TOPOLOGY.services()) - HEARD
    for service in unheard:
        worker, before = production.active(service), returned(production, production.active(service))
        eventually(lambda worker=worker: returned(production, worker), wanted=lambda now, b=before: now > b, within=10)

    assert unheard == {"catalogue", "reporting"}
    assert {service: returned(production, production.active(service)) for service in HEARD} == dict.fromkeys(HEARD, 0)


def returned(production: ProductionStack, worker: str) -> float:
    """How many messages came back to the relay of a worker."""
    for family in text_string_to_metric_families(production.probe(worker, "/metrics")):
        for sample in family.samples:
            if sample.name == "somicis_relay_returned_messages_total":
                return sample.value
    raise AssertionError(f"{worker} does not show what came back")
