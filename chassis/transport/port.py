"""What a broker must do for us, whichever it is; `tests/contract` holds every adapter to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """Headers of text and a body of bytes, undecoded."""

    headers: Mapping[str, str]
    body: bytes


class NotConfirmed(Exception):
    """The broker has not taken everything; publish the whole batch again."""


class BrokerUnavailable(Exception):
    """The broker does not answer."""


class Batch(Protocol):
    """Messages in the order they were published, held until `done`."""

    @property
    def messages(self) -> Sequence[Message]:
        """What arrived, never empty."""

    def done(self) -> None:
        """Tell the broker that all of it is safe with us."""


class Transport(Protocol):
    """One connection to the broker, used by one thread or greenlet."""

    @property
    def returned(self) -> int:
        """How many messages of ours came back because they were for nobody, since we began; 0 where none can."""

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """Publish in order to all who listen; returns once everything is confirmed.

        Raises NotConfirmed or BrokerUnavailable.
        """

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """Put messages in order into one queue; as sure as `publish`."""

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """What the broker has for the one active reader of a queue, at most `limit` messages.

        None when there is nothing; a broker on a network waits for something up to `wait_s` seconds.
        """

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What lies in a queue that is looked at now and then, by changing readers."""

    def close(self) -> None:
        """Give back what is held and disconnect."""
