"""S16: whether the desk is open to the public."""

from functools import partial

from services.reporting.domain.fact import FactType
from services.reporting.projections.counted import Counted, counted
from services.reporting.projections.phrases import LAST_DAY, facts, first_of_each


def desk_activated() -> Counted:
    """1 when a desk was activated in the period or before its end, else 0.

    A state and not a flow: a desk opened in January is still open in the sheet of April. The
    earliest activation alone is the evidence, since one suffices. Source: the project's description
    (one desk); errata: DeskActivated, not the two-hour opening of an afternoon.
    """
    activated = first_of_each(partial(facts, FactType.DESK_ACTIVATED))
    in_time = activated.c.occurred_on <= LAST_DAY
    return counted(activated.row, activated.meant, in_time, codes={}, made_by=[activated])
