"""The topology as kombu entities."""

from collections.abc import Iterator

from kombu import Exchange, Queue

from chassis.transport.topology import Topology, control_of, events_of, hearing


def exchange(service: str) -> Exchange:
    """The durable topic exchange of a service."""
    return Exchange(events_of(service), type="topic", durable=True)


def queues(topology: Topology, arguments: dict[str, str | bool]) -> Iterator[Queue]:
    """Every queue, bound; `arguments` are the broker's own, such as the queue type."""
    for subscriber, source in topology.subscriptions():
        name = hearing(subscriber, source)
        yield Queue(name, exchange(source), routing_key="#", durable=True, queue_arguments=arguments)
    for service in topology.services():
        yield Queue(control_of(service), durable=True, queue_arguments=arguments)
