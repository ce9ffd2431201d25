"""The topology as kombu entities."""

from collections.abc import Iterator

from kombu import Exchange, Queue

from chassis.transport.topology import HEARS_ALL, Topology, control_of, events_of, hearing


def exchange(service: str) -> Exchange:
    """The durable topic exchange of a service."""
    return Exchange(events_of(service), type="topic", durable=True)


Arguments = dict[str, str | bool]
"""What only a broker's own kind of queue knows."""


def queues(topology: Topology, arguments: Arguments, of_hearing: Arguments) -> Iterator[Queue]:
    """Every queue, bound; those in which a service hears another have arguments of their own besides."""
    for subscriber, source in topology.subscriptions():
        name = hearing(subscriber, source)
        heard = {**arguments, **of_hearing}
        yield Queue(name, exchange(source), routing_key=HEARS_ALL, durable=True, queue_arguments=heard)
    for service in topology.services():
        yield Queue(control_of(service), durable=True, queue_arguments=arguments)
