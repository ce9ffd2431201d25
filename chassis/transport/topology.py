"""Names of exchanges and queues, in the one place everything is declared from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SAID_UNDER = "event"
"""The routing key of everything that is said on an exchange."""
HEARS_ALL = "#"
"""How every subscriber is bound: what it does not know it skips, after its mark has moved."""


def events_of(service: str) -> str:
    """The exchange a service says everything on."""
    return f"somicis.{service}.events"


def hearing(subscriber: str, source: str) -> str:
    """The queue in which a service hears another."""
    return f"somicis.{subscriber}.hears.{source}"


def control_of(service: str) -> str:
    """The queue in which a service is asked to say something again."""
    return f"somicis.{service}.control"


@dataclass(frozen=True)
class Topology:
    """Who hears whom: subscriber -> sources."""

    hears: Mapping[str, Sequence[str]]

    def services(self) -> Sequence[str]:
        """Every service, subscriber or source, in order of name."""
        sources = {source for heard in self.hears.values() for source in heard}
        return sorted(sources | set(self.hears))

    def subscriptions(self) -> Iterator[tuple[str, str]]:
        """(subscriber, source) pairs."""
        for subscriber, sources in self.hears.items():
            for source in sources:
                yield subscriber, source
