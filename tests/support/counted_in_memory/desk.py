"""S16: whether the desk is open to the public."""

from services.reporting.domain.fact import FactType
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.value import Value, value


def desk_activated(known: KnownFacts, period: Period) -> Value:
    """1 when a desk was activated in the period or before its end, else 0.

    A state and not a flow: a desk opened in January is still open in the sheet of April. The
    earliest activation alone is the evidence, since one suffices. Source: the project's description
    (one desk); errata: DeskActivated, not the two-hour opening of an afternoon.
    """
    activated = known.first(FactType.DESK_ACTIVATED, until=period.last)
    return value(0, ()) if activated is None else value(1, (activated,))
