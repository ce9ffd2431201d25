"""The memory broker of this process, and how it loses everything it holds."""

from kombu.transport.memory import Channel
from kombu.transport.memory import Transport as KombuMemory

from chassis.transport.topology import Topology

HEARD = Topology({"listener": ["workshop"], "workshop": []})
"""One service that listens to another."""


def forget_everything() -> None:
    """Be as after a restart of the process: no queues, no bindings, no messages."""
    Channel.queues.clear()
    KombuMemory.global_state.clear()
