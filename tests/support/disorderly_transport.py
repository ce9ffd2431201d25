"""A broker that brings messages twice, and some of them later than those behind them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.transport.port import Batch, Message, Transport


@dataclass(frozen=True)
class _Shuffled:
    messages: Sequence[Message]

    def done(self) -> None:
        """Told when it was taken from the broker below."""


class DisorderlyTransport(Transport):
    """Passes on all that another transport brings, a share of it twice and a share of it out of turn."""

    def __init__(self, inner: Transport, seed: int, rate: float) -> None:
        self._inner = inner
        self._chance = random.Random(seed)
        self._rate = rate
        self._late: dict[str, list[Message]] = defaultdict(list)

    @property
    def returned(self) -> int:
        """As the other transport."""
        return self._inner.returned

    def publish(self, exchange: str, messages: Sequence[Message]) -> None:
        """As the other transport."""
        self._inner.publish(exchange, messages)

    def send(self, queue: str, messages: Sequence[Message]) -> None:
        """As the other transport."""
        self._inner.send(queue, messages)

    def fetch(self, queue: str, limit: int) -> Batch | None:
        """What the other transport holds."""
        return self.consume(queue, limit)

    def consume(self, queue: str, limit: int, wait_s: float = 0.0) -> Batch | None:
        """What came late before, what comes now, some of it twice; and some of it not yet."""
        batch = self._inner.consume(queue, limit, wait_s)
        arrived = self._late.pop(queue, []) + list(batch.messages if batch else ())
        if batch is not None:
            batch.done()
        arrived += [message for message in arrived if self._happens()]
        now: list[Message] = []
        for message in arrived:
            (self._late[queue] if self._happens() else now).append(message)
        self._chance.shuffle(now)
        return _Shuffled(now) if now else None

    def close(self) -> None:
        """As the other transport."""
        self._inner.close()

    def _happens(self) -> bool:
        return self._chance.random() < self._rate
