"""One call as a servicer sees it: who asks, when, how long there is, and nothing of gRPC."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from chassis.clock import Clock
from chassis.modelling import Origin
from chassis.serving.identity import Identity


def lives_on() -> bool:
    """A call nobody gives up."""
    return True


@dataclass(frozen=True)
class Call:
    """A call that was let in.

    `correlation` is a UUID shared by all that follows from one request, `traceparent` the W3C trace
    context, `authorization` the caller's bearer token or empty, to be passed on to another service.
    `ends_at` is an instant of `time.monotonic`.
    """

    identity: Identity
    clock: Clock
    correlation: str
    traceparent: str
    ends_at: float
    authorization: str = field(default="", repr=False)
    alive: Callable[[], bool] = lives_on

    def origin(self) -> Origin:
        """Who asks, as commands and events name them: the one a service asks for, not the service."""
        asking = self.identity.on_behalf_of or self.identity
        return Origin(
            actor=asking.actor,
            organisation=asking.organisation,
            role=asking.role.value,
            correlation=self.correlation,
            traceparent=self.traceparent,
        )

    @property
    def organisation(self) -> str:
        """The organisation that asks, as commands and events name it."""
        return self.origin().organisation

    def now(self) -> datetime:
        """The present instant by the stack's clock, aware, in UTC."""
        return self.clock.now()

    def time_remaining(self) -> float:
        """Seconds until nobody waits for the answer any more; a stream's, until its maximum age."""
        return max(0.0, self.ends_at - time.monotonic())

    def is_active(self) -> bool:
        """Whether the caller still listens and the server still serves; a stream ends when not."""
        return self.alive() and self.time_remaining() > 0
