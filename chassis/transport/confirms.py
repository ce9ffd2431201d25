"""Which messages a RabbitMQ has confirmed: published in a window, confirmed in any order."""

import time
from collections.abc import Callable
from typing import Any

from chassis.transport.port import NotConfirmed


class Confirms:
    """The confirms of one channel."""

    def __init__(self) -> None:
        self._last_tag = 0
        self._missing: set[int] = set()
        self._refused = 0

    def of(self, channel: Any) -> Any:
        """The channel, told to confirm what it takes."""
        channel.confirm_select()
        channel.events["basic_ack"].add(self._confirmed)
        channel.events["basic_nack"].add(self._not_confirmed)
        return channel

    def expect_one(self) -> None:
        """Wait for one more: the broker numbers what it is given from one on."""
        self._last_tag += 1
        self._missing.add(self._last_tag)

    def wait(self, drain: Callable[[float], object], within: float) -> None:
        """Take in what the broker says until nothing is missing. Raises NotConfirmed."""
        give_up = time.monotonic() + within
        while self._missing:
            left = give_up - time.monotonic()
            if left <= 0:
                raise NotConfirmed(f"{len(self._missing)} not confirmed within {within:.0f} s")
            drain(left)
        refused, self._refused = self._refused, 0
        if refused:
            raise NotConfirmed(f"{refused} refused")

    def _confirmed(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        self._missing -= self._meant(tag, multiple)

    def _not_confirmed(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        meant = self._meant(tag, multiple)
        self._refused += len(meant)
        self._missing -= meant

    def _meant(self, tag: int, multiple: bool) -> set[int]:  # noqa: FBT001 - as amqp says it
        return {each for each in self._missing if each <= tag} if multiple else {tag} & self._missing
