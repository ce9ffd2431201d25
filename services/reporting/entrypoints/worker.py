"""What a worker process does for reporting."""

from collections.abc import Callable, Sequence

from google.protobuf.message import Message
from prometheus_client.registry import Collector

from chassis.modelling import Root
from chassis.pumping import Duties, Work, work_of
from chassis.transport.port import Transport
from services.reporting.composition import HEARS, Reporting


def work(reporting: Reporting, connect: Callable[[], Transport], holder: str) -> Work:
    """Reporting's pumps."""
    duties = Duties(publish=_says_nothing, hears=HEARS, projections=reporting.projections)
    return work_of(reporting.foundations, duties, connect, holder)


def collectors(_reporting: Reporting) -> Sequence[Collector]:
    """Nothing of reporting's own is counted yet."""
    return ()


def _says_nothing(_event: Root.Event) -> Message | None:
    """Reporting stores no event of its own yet, so there is nothing to say."""
    return None
