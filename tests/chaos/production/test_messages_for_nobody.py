"""A message nobody listens for is no loss, since a subscriber's first request brings it; that it was one is seen."""

from collections.abc import Collection

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
    assert unheard == {"catalogue", "reporting"}
    before = returned(production, unheard)
    eventually(
        lambda: [each for each, now in returned(production, unheard).items() if now == before[each]],
        wanted=[],
        within=10,
    )

    assert returned(production, HEARD) == dict.fromkeys(HEARD, 0)


def returned(production: ProductionStack, services: Collection[str]) -> dict[str, float]:
    """How many messages came back to the relay of each service."""
    return {service: _returned(production, production.active(service)) for service in services}


def _returned(production: ProductionStack, worker: str) -> float:
    for family in text_string_to_metric_families(production.probe(worker, "/metrics")):
        for sample in family.samples:
            if sample.name == "somicis_relay_returned_messages_total":
                return sample.value
    raise AssertionError(f"{worker} does not show what came back")
