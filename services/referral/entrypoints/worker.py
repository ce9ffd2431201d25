"""What a worker process does for referral."""

from collections.abc import Callable, Sequence

from prometheus_client.registry import Collector

from chassis.metrics import StatesCollector
from chassis.pumping import Duties, Work, work_of
from chassis.transport.port import Transport
from services.referral.composition import HEARS, Referral
from services.referral.event_handlers.expiry import KIND
from services.referral.publishing.published import published


def work(referral: Referral, connect: Callable[[], Transport], holder: str) -> Work:
    """Referral's pumps."""
    duties = Duties(
        publish=published,
        hears=HEARS,
        projections=referral.projections,
        fires={KIND: referral.expiry.expire},
    )
    return work_of(referral.foundations, duties, connect, holder)


def collectors(referral: Referral) -> Sequence[Collector]:
    """What referral itself shows of its referrals."""
    by_state = referral.referral_list.by_state
    return (StatesCollector("somicis_referral_referrals", "Referrals by state.", by_state),)
