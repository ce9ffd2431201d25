"""How a stream passes its time with one reader: heartbeats, and an end to waiting for somebody who does not read."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from chassis.refusals import ReaderTooSlow
from chassis.serving import Call

Message = TypeVar("Message")


@dataclass(frozen=True)
class Pace:
    """How a stream passes its time, in seconds.

    `heartbeat`: between a message and a heartbeat when nothing happens that the reader is told. `look`:
    between two looks at whether the reader is still there. `patience`: how long one message may wait until
    the reader takes it.
    """

    heartbeat: float = 10.0
    look: float = 0.5
    patience: float = 30.0

    def waited_out(self, call: Call, due: float, wait: Callable[[float], bool]) -> bool:
        """Wait until there is more, the call ends or a heartbeat is due; whether it is due.

        `wait` says whether there is more within so many seconds, `due` is on the monotonic clock.
        """
        while call.is_active() and not wait(self.look) and time.monotonic() < due:
            pass
        return call.is_active() and time.monotonic() >= due


USUAL_PACE = Pace()
"""Of a reader who is a program."""


def patiently(messages: Iterator[Message], pace: Pace) -> Iterator[Message]:
    """The messages, as long as each is taken in time. Raises ReaderTooSlow."""
    for message in messages:
        offered = time.monotonic()
        yield message
        waited = time.monotonic() - offered
        if waited > pace.patience:
            raise ReaderTooSlow(waited_s=round(waited))
