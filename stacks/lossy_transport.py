"""A broker that loses messages at random, always the same ones for the same seed."""

import math
import random
from collections.abc import Sequence

from chassis.transport.port import Batch, Message, Transport


class LossyTransport(Transport):
    """Passes most of what it is given on to another transport; `rate` is the share it drops.

    One of every 1/`rate` messages is dropped, chance says which: of a few dozen none at all would be lost too often.
    """

    def __init__(self, inner: Transport, seed: int, rate: float) -> None:
        self._inner = inner
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._stretch = 1 / rate if rate else math.inf
        self._given = 0
        self._stretches_begun = 0
        self._lost_next = self._drawn()

    @property
    def returned(self) -> int:
        """As the other transport."""
        return self._inner.returned

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """Confirm everything and lose some of it, as a broker that is wiped does."""
        self._inner.publish(exchange, self._kept(messages))

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """The same for one queue."""
        self._inner.send(queue, self._kept(messages))

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What the other transport holds."""
        return self._inner.fetch(queue, limit)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """What the other transport holds."""
        return self._inner.consume(queue, limit, wait_s)

    def close(self) -> None:
        """Close the other transport."""
        self._inner.close()

    def _kept(self, messages: Sequence[Message]) -> Sequence[Message]:
        return [message for message in messages if not self._is_lost()]

    def _is_lost(self) -> bool:
        self._given += 1
        lost = self._given > self._lost_next
        while self._given > self._lost_next:
            self._lost_next = self._drawn()
        return lost

    def _drawn(self) -> float:
        self._stretches_begun += 1
        return (self._stretches_begun - self._chance.random()) * self._stretch
