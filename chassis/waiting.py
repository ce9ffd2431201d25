"""What the pumps of a worker wait for, so that the worker can say it where people look, and not in its log alone."""

from chassis.transport.port import BrokerUnavailable, NotConfirmed

BROKER = "broker"


class Waiting:
    """Which pumps of one service found the broker away, or unwilling, when they ran last."""

    def __init__(self) -> None:
        self._pumps: set[str] = set()

    def ended(self, pump: str, failure: BaseException | None) -> None:
        """A pump has run, and failed with this or did not."""
        if _for_the_broker(failure):
            self._pumps.add(pump)
        else:
            self._pumps.discard(pump)

    @property
    def waits_for(self) -> str:
        """BROKER, or empty while no pump waits."""
        return BROKER if self._pumps else ""


def _for_the_broker(failure: BaseException | None) -> bool:
    # Who hears several sources fails once for each.
    if isinstance(failure, BaseExceptionGroup):
        return any(_for_the_broker(each) for each in failure.exceptions)
    return isinstance(failure, (BrokerUnavailable, NotConfirmed))
