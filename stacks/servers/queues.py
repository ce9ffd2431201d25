"""What a stack keeps in a broker that is not its own."""

from amqp import AMQPError
from kombu import Connection

from chassis.transport.topology import Topology, control_of, events_of, hearing
from stacks.servers.troubles import ServerFailed

CONNECTS_WITHIN = 5


def remove(url: str, topology: Topology) -> None:
    """Delete every queue and exchange of the topology, with what lies in them.

    A stack that begins anew would take what another has left there for its own. Raises ServerFailed when the
    broker cannot be reached.
    """
    with Connection(url, connect_timeout=CONNECTS_WITHIN) as connection:
        try:
            channel = connection.connection.channel()
        except (OSError, AMQPError) as failure:
            at = f"{connection.hostname}:{connection.port or 5672}"
            raise ServerFailed(f"RabbitMQ at {at} does not let us in: {failure}") from failure
        for subscriber, source in topology.subscriptions():
            channel.queue_delete(hearing(subscriber, source))
        for service in topology.services():
            channel.queue_delete(control_of(service))
            channel.exchange_delete(events_of(service))
