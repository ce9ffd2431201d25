"""What a worker process does for intake."""

from collections.abc import Callable, Sequence

from prometheus_client.registry import Collector

from chassis.metrics import StatesCollector
from chassis.pumping import Duties, Work, work_of
from chassis.transport.port import Transport
from services.intake.composition import HEARS, Intake
from services.intake.publishing.published import published


def work(intake: Intake, connect: Callable[[], Transport], holder: str) -> Work:
    """Intake's pumps."""
    duties = Duties(publish=published, hears=HEARS, projections=intake.projections)
    return work_of(intake.foundations, duties, connect, holder)


def collectors(intake: Intake) -> Sequence[Collector]:
    """What intake itself shows of its contacts and cases."""
    return (
        StatesCollector("somicis_intake_contacts", "Contacts by target.", intake.footfall.by_target),
        StatesCollector("somicis_intake_cases", "Cases by state.", intake.caseload.by_state),
    )
