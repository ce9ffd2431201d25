"""What a worker process does for the catalogue."""

from collections.abc import Callable, Sequence

from prometheus_client.registry import Collector

from chassis.pumping import Duties, Work, work_of
from chassis.transport.port import Transport
from services.catalogue.composition import HEARS, Catalogue
from services.catalogue.publishing.published import published


def work(catalogue: Catalogue, connect: Callable[[], Transport], holder: str) -> Work:
    """The catalogue's pumps."""
    duties = Duties(publish=published, hears=HEARS, projections=catalogue.projections)
    return work_of(catalogue.foundations, duties, connect, holder)


def collectors(_catalogue: Catalogue) -> Sequence[Collector]:
    """Nothing of the catalogue's own is counted yet."""
    return ()
