"""S20: how many orientations were brought to their end."""

from functools import partial

from services.reporting.domain.fact import FactType
from services.reporting.projections.counted import Counted, counted
from services.reporting.projections.phrases import facts, first_of_each


def orientations_completed() -> Counted:
    """Cases with an orientation held and a written sheet issued, by the day of the first orientation.

    The sheet may follow in a later period: the case then appears in the period of its orientation
    at the next asking. Closing the case plays no part (errata).
    """
    held = first_of_each(partial(facts, FactType.ORIENTATION_HELD), "case").in_period()
    sheet = first_of_each(partial(facts, FactType.SHEET_ISSUED), "case", joined=True)
    both = held.row.join(sheet.row, sheet.c.case == held.c.case)
    return counted(both, held.meant, sheet.meant, codes={}, made_by=[held, sheet])
